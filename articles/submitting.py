"""What may be submitted: every check that needs neither network nor parser."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from articles.addresses import AddressError, normalize_address
from articles.decoding import NotText, decode_html, decode_text
from articles.models import Payload
from claimtrack.web import Problem

MAX_TEXT = 200_000  # characters; some 30,000 words, ten times a long read


@dataclass(frozen=True)
class Submission:
    """One of url, html, text; the rest is what the sender knows about it. Bytes come from files."""

    url: str = ""
    html: str | bytes = ""
    text: str | bytes = ""
    title: str = ""
    outlet: str = ""
    published_at: datetime | None = None
    source_url: str = ""
    content_type: str = ""


@dataclass(frozen=True)
class Checked:
    """A submission that can be stored: `address` normalized or empty, `sha256` of the body's words or empty."""

    payload: Payload
    address: str
    body: bytes | None
    content_type: str
    sha256: str
    title: str
    outlet: str
    published_at: datetime | None


def check(submission: Submission, *, now: datetime) -> Checked:
    """Check a submission. Raises Problem, with what to do next."""
    given = [kind for kind in Payload if getattr(submission, kind.value)]
    if len(given) != 1:
        missing = "There is nothing in it. " if not given else ""
        raise Problem("one_of_url_html_text", f"{missing}Send exactly one of url, html and text.", status=400)
    payload = given[0]
    address = _address(submission.url or submission.source_url)
    body = None if payload is Payload.URL else _body(getattr(submission, payload.value), payload, submission)
    return Checked(
        payload=payload,
        address=address,
        body=body,
        content_type=submission.content_type[:200],
        sha256=hashlib.sha256(b" ".join(body.split())).hexdigest() if body else "",
        title=one_line(submission.title, "title")[:500],
        outlet=one_line(submission.outlet, "outlet")[:200],
        published_at=_date(submission.published_at, now),
    )


def one_line(value: str, field: str) -> str:
    """Return a title or a name without line ends and runs of spaces. Raises Problem for NUL and lone surrogates."""
    if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
        message = f"The {field} holds a character that is none (NUL or half of a pair). Remove it."
        raise Problem("control_character", message, status=400)
    return " ".join(value.split())


def _address(raw: str) -> str:
    if not raw:
        return ""
    try:
        return normalize_address(raw)
    except AddressError as error:
        raise Problem(error.code, error.message, status=400) from error


def _body(content: str | bytes, payload: Payload, submission: Submission) -> bytes:
    size, limit = len(content), settings.MAX_UPLOAD_BYTES
    if size > limit:
        raise too_large(size, limit)
    try:
        if isinstance(content, str):
            body = content.encode()
            text = decode_text(body)
        else:
            body = content
            text = decode_html(body, submission.content_type) if payload is Payload.HTML else decode_text(body)
    except UnicodeEncodeError as error:
        message = (
            f"Character {error.start + 1:,} is half of a pair (a lone surrogate). Remove it and send the rest again."
        )
        raise Problem("control_character", message, status=400) from error
    except NotText as error:
        raise Problem(error.code, error.message) from error
    if not text.strip():
        raise Problem("empty_text", "There is no text in it. Paste or upload the words of the article.")
    if payload is Payload.TEXT and len(text) > MAX_TEXT:
        message = f"The text has {len(text):,} characters; the limit is {MAX_TEXT:,}. Split it into its articles."
        raise Problem("too_large", message, status=413)
    return body


def too_large(size: int, limit: int) -> Problem:
    """Return the refusal of a body that is too big, with both sizes in MB."""
    message = (
        f"This is {size / 1e6:.1f} MB; the limit is {limit / 1e6:.1f} MB. Split it, or use the command line (ingest)."
    )
    return Problem("too_large", message, status=413)


def _date(published_at: datetime | None, now: datetime) -> datetime | None:
    if published_at and published_at > now + timedelta(days=1):
        raise Problem(
            "date_in_future", "The date of publication lies in the future. Correct it or leave it out.", status=400
        )
    return published_at
