"""Request bodies of the REST API, with a limit that holds before they are in memory."""

import json
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from claimtrack.web import Problem

PIECE = 1 << 16
# A client that is still sending reads no answer, so what is too big is read off and thrown away, up to a limit.
READ_OFF = 100 * 1024 * 1024


class BoundedJSONParser(BaseParser):
    """JSON in UTF-8, as RFC 8259 has it, no bigger than an upload may be.

    Not derived from JSONParser: for that one, DRF takes the whole body before it asks the parser.
    """

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: Any = None) -> Any:  # noqa: ARG002  (DRF's signature)
        """Return the value. Raises Problem (413) for too big a body, ParseError for one that is no JSON."""
        body = read_at_most(stream, settings.MAX_UPLOAD_BYTES + PIECE)
        try:
            return json.loads(body.decode("utf-8-sig"), parse_constant=_refuse_constant)
        except UnicodeDecodeError as error:
            raise ParseError(f"The body is not UTF-8 (byte {error.start + 1:,}).") from error
        except json.JSONDecodeError as error:
            raise ParseError(f"The body is no JSON: {error.msg}, line {error.lineno}, column {error.colno}.") from error
        except RecursionError as error:
            raise ParseError("The body is no JSON that can be read: lists or objects are nested too deep.") from error
        except ValueError as error:
            raise ParseError("The body is no JSON that can be read: it holds a number that is too big.") from error


def read_at_most(stream: IO[bytes], limit: int) -> bytes:
    """Return a request's body. Raises Problem (413) if it has more bytes than the limit."""
    body = bytearray()
    while piece := stream.read(PIECE):
        body += piece
        if len(body) > limit:
            _read_off(stream)
            message = f"The request is bigger than {limit / 1e6:.1f} MB. Split it, or use the command line (ingest)."
            raise Problem("too_large", message, status=413)
    return bytes(body)


def _read_off(stream: IO[bytes]) -> None:
    left = READ_OFF
    while left > 0 and (piece := stream.read(PIECE)):
        left -= len(piece)


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
