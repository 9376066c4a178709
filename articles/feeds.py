"""Bytes of a feed (RSS, Atom, JSON Feed) to its entries; entries are only named here, nothing is fetched."""

from __future__ import annotations

import calendar
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import feedparser

from articles.decoding import unify

MOST_ENTRIES = 500
EARLIEST = datetime(1800, 1, 1, tzinfo=UTC)
STARTS = (b"<?xml", b"<rss", b"<feed", b"<rdf:rdf", b"<!doctype rss")


class NotAFeed(Exception):  # noqa: N818  (what was found, as the caller reads it)
    """Bytes that are no feed, with a code and what to do about it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class Entry:
    """A story that a feed names. `address` is as the feed has it, perhaps empty or wrong; the date is known or not.

    `guid` is what the feed calls it by, empty if it has no name for it.
    """

    address: str
    title: str
    published_at: datetime | None
    guid: str = ""


@dataclass(frozen=True)
class Feed:
    """What a feed holds, newest entries as it has them. `fault` says where it stopped being readable, if it did."""

    title: str
    entries: list[Entry]
    fault: str
    left_out: int


def looks_like_feed(body: bytes) -> bool:
    """Return whether bytes begin as a feed does; cheap, and not a promise that it can be read."""
    head = body[:2000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    is_xml = head.startswith(STARTS) and any(name in head for name in (b"<rss", b"<feed", b"<rdf:rdf"))
    return is_xml or (head.startswith(b"{") and b"jsonfeed.org/version" in head)


def read_feed(body: bytes, *, address: str, now: datetime) -> Feed:
    """Return a feed's entries, each address once, at most MOST_ENTRIES. Raises NotAFeed.

    A feed with entities of its own is refused: no feed needs them, and they can call addresses or grow without end.
    """
    if b"<!ENTITY" in body.replace(b"\0", b""):
        raise NotAFeed(
            "forbidden_markup",
            "The feed declares entities, which are not read. Ask its publisher, or submit addresses.",
        )
    feed = _from_json(body, address, now) if body.lstrip()[:1] == b"{" else _from_xml(body, address, now)
    once = list({entry.address or f"#{number}": entry for number, entry in enumerate(feed.entries)}.values())
    left_out = max(len(once) - MOST_ENTRIES, 0)
    return Feed(feed.title, once[:MOST_ENTRIES], feed.fault, left_out)


def _from_xml(body: bytes, address: str, now: datetime) -> Feed:
    # A stream: feedparser would take bytes for the name of a file first.
    parsed = feedparser.parse(io.BytesIO(body), response_headers={"content-location": address})
    if not parsed.get("version") and not parsed.entries:
        raise NotAFeed("not_a_feed", "This is not a feed (RSS, Atom or JSON Feed). Check the address of the feed.")
    entries = [
        Entry(
            _resolved(entry.get("link"), address),
            _title(entry.get("title")),
            _date(_stamp(entry), now),
            guid=str(entry.get("id") or ""),
        )
        for entry in parsed.entries
        if entry  # where a feed breaks off, there may be an empty one
    ]
    line = getattr(parsed.get("bozo_exception"), "getLineNumber", lambda: None)() if parsed.bozo else None
    read = len(entries)
    fault = f"Line {line} of the feed is not valid XML. The {read} items before it were read." if line else ""
    return Feed(_title(parsed.feed.get("title")), entries, fault, 0)


def _from_json(body: bytes, address: str, now: datetime) -> Feed:
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAFeed(
            "not_a_feed", "This begins like a JSON Feed, but is no JSON. Check the address of the feed."
        ) from error
    items = parsed.get("items")
    if not isinstance(items, list):
        raise NotAFeed("not_a_feed", "This is JSON, but no JSON Feed: it has no items. Check the address of the feed.")
    known = [item for item in items if isinstance(item, dict)]
    entries = [_json_entry(item, address, now) for item in known]
    odd = len(items) - len(known)
    return Feed(_title(parsed.get("title")), entries, f"{odd} of {len(items)} items are none." if odd else "", 0)


def _json_entry(item: Mapping[str, Any], address: str, now: datetime) -> Entry:
    stamp = item.get("date_published")
    try:
        published = datetime.fromisoformat(stamp) if isinstance(stamp, str) else None
    except ValueError:
        published = None
    name = item.get("id")
    guid = str(name) if isinstance(name, str | int) else ""
    return Entry(_resolved(item.get("url"), address), _title(item.get("title")), _date(published, now), guid)


def _resolved(link: object, base: str) -> str:
    if not isinstance(link, str) or not link.strip():
        return ""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link.strip()


def _title(value: object) -> str:
    return " ".join(unify(value).split())[:500] if isinstance(value, str) else ""


def _stamp(entry: dict[str, Any]) -> datetime | None:
    # dict.get: feedparser's own warns when it has to take one date for the other.
    parsed = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _date(stamp: datetime | None, now: datetime) -> datetime | None:
    """Return a date that can be believed; one in the future counts as unknown."""
    if stamp is None:
        return None
    stamp = stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)
    return stamp if EARLIEST < stamp <= now else None
