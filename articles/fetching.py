"""An address to the bytes of its page, with care for the network inside and for the site outside."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import httpcore2
from django.conf import settings

from articles.addresses import AddressError, normalize_address
from articles.decoding import NotText, refuse_binary
from articles.guard import GuardedBackend, TemporarilyUnknown
from articles.ingestion import StepError
from articles.models import Ingestion
from articles.robots import forbidding_rule, keep_robots, known_robots, origin_of

AGENT = "claimtrack/0.1"
WHOLE_SECONDS = 20.0
CONNECT_SECONDS = 8.0
MOST_REDIRECTS = 5
ROBOTS_BYTES = 500_000  # RFC 9309, section 2.5
READABLE = ("text/html", "application/xhtml+xml", "text/plain")
FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/xml", "text/xml",
         "application/json")  # fmt: skip
REDIRECTS = (301, 302, 303, 307, 308)
Headers = dict[bytes | str, bytes | str]
HEADERS: Headers = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "gzip",
}


class FetchError(StepError):
    """A page that could not be had."""


@dataclass(frozen=True)
class Fetched:
    """What an address gave; `address` is where redirects led to.

    `etag` and `last_modified` name this version to the site; `unchanged` says that it is the one named to it.
    """

    address: str
    body: bytes
    content_type: str
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def fetch_page(ingestion: Ingestion) -> None:
    """Fetch the page of an ingestion and keep its bytes. Raises FetchError."""
    fetched = fetch(ingestion.url)
    ingestion.body, ingestion.content_type = fetched.body, fetched.content_type[:200]
    ingestion.fetched_url = fetched.address
    ingestion.save(update_fields=["body", "content_type", "fetched_url"])


def fetch(address: str, *, accept: tuple[str, ...] = READABLE, etag: str = "", last_modified: str = "") -> Fetched:
    """Return the page at an address, if its robots.txt allows it and its type is one of those accepted.

    Follows redirects, each checked like the first. Sends no cookies and no credentials. With the `etag` or date of a
    version that is known, the site may answer that nothing changed. Raises FetchError.
    """
    headers: Headers = HEADERS | ({"If-None-Match": etag} if etag else {})
    headers |= {"If-Modified-Since": last_modified} if last_modified else {}
    backend = GuardedBackend(allow=settings.FETCH_ALLOW, deadline=time.monotonic() + WHOLE_SECONDS)
    with httpcore2.ConnectionPool(network_backend=backend, max_connections=1, max_keepalive_connections=0) as pool:
        here = address
        for _ in range(MOST_REDIRECTS + 1):
            with _as_fetch_errors(here):
                _ask_robots(pool, here)
                answer = _get(pool, here, limit=settings.MAX_UPLOAD_BYTES, headers=headers)
            if answer.status not in REDIRECTS:
                return _fetched(here, answer, accept, conditional=len(headers) > len(HEADERS))
            here = _next(here, answer)
    raise FetchError(
        "too_many_redirects", f"The site sends on more than {MOST_REDIRECTS} times. Paste the text instead."
    )


def _fetched(address: str, answer: _Answer, accept: tuple[str, ...], *, conditional: bool) -> Fetched:
    unchanged = conditional and answer.status == HTTPStatus.NOT_MODIFIED
    return Fetched(
        address,
        b"" if unchanged else _page(answer, address, accept),
        answer.headers.get("content-type", ""),
        etag=answer.headers.get("etag", ""),
        last_modified=answer.headers.get("last-modified", ""),
        unchanged=unchanged,
    )


def _page(answer: _Answer, address: str, accept: tuple[str, ...]) -> bytes:
    host = urlsplit(address).hostname
    if answer.status in (429, 503):
        message = f"{host} asks to come back later ({answer.status})."
        raise FetchError("too_many_requests", message, retry=True, wait=_retry_after(answer))
    if answer.status >= 500:
        message = f"{host} has a fault of its own ({answer.status}). Retry later, or paste the text instead."
        raise FetchError("site_error", message, retry=True)
    if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        code = "page_gone" if answer.status == HTTPStatus.GONE else "page_not_found"
        raise FetchError(code, f"{host} has no page at this address ({answer.status}). Check the address.")
    if answer.status != HTTPStatus.OK:
        message = f"{host} does not give this page to programs ({answer.status}). Paste the text instead."
        raise FetchError("refused_by_site", message)
    kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if kind == "application/pdf":
        raise FetchError("not_html", "PDF is not read yet. Upload text or HTML.")
    if kind not in accept:
        raise FetchError("not_html", f"This is no page but {kind[:80]}. Paste the text, or upload text or HTML.")
    try:
        refuse_binary(answer.body)
    except NotText as error:
        raise FetchError("not_html", error.message) from error
    return answer.body


def _next(here: str, answer: _Answer) -> str:
    target = answer.headers.get("location", "")
    try:
        return normalize_address(urljoin(here, target))
    except (AddressError, ValueError) as error:
        shown = target[:100] if target.isprintable() else "an unreadable address"
        message = f"The site sends on to {shown or 'nowhere'}, which is not fetched. Paste the text instead."
        raise FetchError(getattr(error, "code", "malformed_address"), message) from error


def _ask_robots(pool: httpcore2.ConnectionPool, address: str) -> None:
    """Raise FetchError if the site's robots.txt forbids the page; a site without a readable one allows all."""
    origin = origin_of(address)
    text = known_robots(origin)
    if text is None:
        answer = _robots(pool, f"{origin}/robots.txt")
        text = answer.body.decode("utf-8", "replace") if answer and answer.status == HTTPStatus.OK else ""
        keep_robots(origin, text, settled=bool(answer and answer.status < HTTPStatus.INTERNAL_SERVER_ERROR))
    if rule := forbidding_rule(text, address, AGENT):
        where = f"robots.txt, line {rule.line}: “{rule.words}”" if rule.line else "robots.txt"
        host = urlsplit(address).hostname
        message = f"{host} asks programs not to fetch this page ({where}). Paste the text instead."
        raise FetchError("robots_refused", message)


def _robots(pool: httpcore2.ConnectionPool, address: str) -> _Answer | None:
    try:
        return _get(pool, address, limit=ROBOTS_BYTES, headers=HEADERS)
    except (FetchError, httpcore2.RemoteProtocolError):
        return None


def _get(pool: httpcore2.ConnectionPool, address: str, *, limit: int, headers: Headers) -> _Answer:
    timeouts = {"connect": CONNECT_SECONDS, "read": WHOLE_SECONDS, "write": WHOLE_SECONDS, "pool": WHOLE_SECONDS}
    with pool.stream("GET", address, headers=headers, extensions={"timeout": timeouts}) as response:
        given = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        length = given.get("content-length", "")
        if length.isdigit() and int(length[:30]) > limit:
            raise _too_large(limit)
        if response.status in (*REDIRECTS, HTTPStatus.NOT_MODIFIED):
            return _Answer(response.status, given, b"")
        try:
            body = _unpacked(response.iter_stream(), given.get("content-encoding", ""), limit)
        except httpcore2.RemoteProtocolError as error:
            message = "The site sent only a part of the page. Retry later, or paste the text instead."
            raise FetchError("incomplete", message, retry=True) from error
    return _Answer(response.status, given, body)


def _unpacked(pieces: Iterator[bytes], encoding: str, limit: int) -> bytes:
    """Return a body; gzip is unpacked piece by piece and never beyond the limit, whatever it would grow to."""
    if encoding.strip().lower() not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(
            "unknown_encoding", "The site packs its pages in a way that is not read. Paste the text instead."
        )
    packed = "gzip" in encoding.lower()
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    body = bytearray()
    for piece in pieces:
        try:
            body += unpacker.decompress(piece, limit + 1 - len(body)) if packed else piece
        except zlib.error as error:
            raise FetchError("incomplete", "The site sent a damaged page. Paste the text instead.") from error
        if len(body) > limit:
            raise _too_large(limit)
    if packed and body and not unpacker.eof:
        message = "The site sent only a part of the page. Retry later, or paste the text instead."
        raise FetchError("incomplete", message, retry=True)
    return bytes(body)


@contextmanager
def _as_fetch_errors(address: str) -> Iterator[None]:
    """Say in our words what went wrong on the network; nothing that the other side sent is repeated."""
    host = urlsplit(address).hostname
    try:
        yield
    except AddressError as error:
        raise FetchError(error.code, error.message) from error
    except TemporarilyUnknown as error:
        message = f"The name {host} could not be looked up. Check the spelling, or retry later."
        raise FetchError("unknown_host", message, retry=True) from error
    except httpcore2.TimeoutException as error:
        message = f"The site did not answer within {WHOLE_SECONDS:.0f} seconds. Retry later, or paste the text instead."
        raise FetchError("timeout", message, retry=True) from error
    except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol) as error:
        message = f"What answers at {host} does not speak HTTP. Check the address, or paste the text instead."
        raise FetchError("not_http", message) from error
    except httpcore2.NetworkError as error:
        message = f"{host} could not be reached or broke off. Retry later, or paste the text instead."
        raise FetchError("unreachable", message, retry=True) from error


def _retry_after(answer: _Answer) -> float | None:
    """Return the seconds that a site asks to wait, given as a number or a date; nothing if it cannot be read."""
    given = answer.headers.get("retry-after", "").strip()
    if given.isdigit():
        return float(given[:15])
    try:
        return max((parsedate_to_datetime(given) - datetime.now(UTC)).total_seconds(), 0) or None
    except (TypeError, ValueError):
        return None


def _too_large(limit: int) -> FetchError:
    message = f"The page is bigger than {limit / 1e6:.0f} MB. Paste the text instead."
    return FetchError("too_large", message)
