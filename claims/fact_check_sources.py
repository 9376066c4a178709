"""Where fact-checks come from: files, folders and addresses, read again when they have changed."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from articles.addresses import AddressError, normalize_address
from articles.decoding import NotText, decode_html, decode_text
from articles.fetching import FEEDS, READABLE, FetchError, fetch
from claims.claimreviews import Fault, Review, read_reviews
from claims.fact_checks import Imported, import_reviews
from claims.models import FactCheckSource

logger = logging.getLogger(__name__)

ENDINGS = (".json", ".jsonld", ".ndjson", ".jsonl", ".html", ".htm")
BIGGEST = 200_000_000  # bytes of a file; it is read as a whole
ACCEPTED = (*READABLE, *FEEDS, "application/ld+json", "application/x-ndjson")


class Unreadable(Exception):  # noqa: N818  (what was found, as the caller reads it)
    """A source that cannot be read; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading a source gave; `unchanged` if it was as before, and so nothing was done."""

    imported: Imported
    faults: list[Fault]
    unchanged: bool = False


def sources_in(name: str) -> Iterator[str]:
    """Return the files of a folder in alphabetical order; anything else is a source by itself."""
    path = Path(name)
    if not _is_address(name) and path.is_dir():
        yield from (str(file) for file in sorted(path.rglob("*")) if file.suffix.lower() in ENDINGS)
    else:
        yield name


def import_source(name: str, *, now: datetime) -> Outcome:
    """Take in the fact-checks of a file or address, unless it is as it was the last time. Raises Unreadable."""
    body, content_type = _read(name)
    known_as = name if _is_address(name) else str(Path(name).resolve())
    sha256 = hashlib.sha256(body).hexdigest()
    if FactCheckSource.objects.filter(address=known_as, sha256=sha256).exists():
        return Outcome(Imported(), [], unchanged=True)
    try:
        page = body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        found = list(read_reviews(decode_html(body, content_type) if page else decode_text(body)))
    except NotText as error:
        raise Unreadable(error.message) from error
    imported = import_reviews([one for one in found if isinstance(one, Review)], now=now)
    # Noted last: an import that broke off is repeated, which changes nothing twice.
    FactCheckSource.objects.update_or_create(address=known_as, defaults={"sha256": sha256, "read_at": now})
    return Outcome(imported, [one for one in found if isinstance(one, Fault)])


def import_followed(*, now: datetime) -> Imported:
    """Read the sources of the setting FACT_CHECKS again; one that cannot be read holds up no other."""
    total = Imported()
    for name in (source for given in settings.FACT_CHECKS for source in sources_in(given)):
        try:
            total += import_source(name, now=now).imported
        except Unreadable as error:
            logger.warning("Fact-checks of %s could not be read: %s", name, error)
    return total


def _read(name: str) -> tuple[bytes, str]:
    if not _is_address(name):
        return _file(Path(name)), ""
    try:
        fetched = fetch(normalize_address(name), accept=ACCEPTED)
    except (AddressError, FetchError) as error:
        raise Unreadable(error.message.replace(" Paste the text instead.", "")) from error
    return fetched.body, fetched.content_type


def _file(path: Path) -> bytes:
    try:
        if path.stat().st_size > BIGGEST:
            raise Unreadable(f"The file is bigger than {BIGGEST / 1e6:.0f} MB. Split it.")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{error.strerror or error}.") from error


def _is_address(name: str) -> bool:
    return name.startswith(("https://", "http://"))
