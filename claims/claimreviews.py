"""Published fact-checks, as their publishers mark them up: schema.org ClaimReview to values.

Whatever comes is read: one review, lists and graphs of them, a Data Commons feed, one a line, or within a web page.
What is no review is passed over; a review that cannot be used gives a fault. Plain Python: no database, no network.
"""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from articles.addresses import AddressError, normalize_address
from articles.decoding import unify

LONGEST_CLAIM, LONGEST_WORDS = 5000, 300
DEEPEST = 40
_TAG = re.compile(r"<[^<>]{0,1000}>")
_SCRIPT = re.compile(r"<script\b([^<>]{0,1000})>", re.IGNORECASE)
_SCRIPT_END = re.compile("</script", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Review:
    """A claim that somebody else has looked into. `rating` are the publisher's own words; numbers where they are given.

    `appearance` is an address where the claim was made.
    """

    url: str
    claim: str
    publisher: str
    rating: str
    value: float | None
    best: float | None
    worst: float | None
    published: date | None
    claimant: str
    claimed: date | None
    appearance: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A review, or a whole file, that cannot be used: where it stands, and why."""

    place: str
    message: str


def read_reviews(text: str) -> Iterator[Review | Fault]:
    """Return the reviews of a file or page in its order. Never raises."""
    number = 0
    for place, value in _documents(text):
        if isinstance(value, Fault):
            yield value
            continue
        for found in _reviews_in(value):
            number += 1
            yield _read(found, f"{place}review {number}")


def _documents(text: str) -> Iterator[tuple[str, Any]]:
    """Return the JSON values of a text: it is one, holds one a line, or is a page with some in it."""
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        yield from _embedded(text)
        return
    whole = _parsed(text)
    lines = text.splitlines()
    if not isinstance(whole, Fault) or len(lines) < 2:
        yield "", whole
        return
    parsed = [(number, _parsed(line)) for number, line in enumerate(lines, start=1) if line.strip()]
    if all(isinstance(value, Fault) for _, value in parsed):
        yield "", whole  # one document with a fault, not many
        return
    for number, value in parsed:
        yield f"line {number}, ", Fault(f"line {number}", value.message) if isinstance(value, Fault) else value


def _embedded(page: str) -> Iterator[tuple[str, Any]]:
    """Return what the JSON-LD scripts of a page hold. Every search goes forwards, so time is linear."""
    at = number = 0
    while start := _SCRIPT.search(page, at):
        end = _SCRIPT_END.search(page, start.end())
        at = end.start() if end else len(page)
        if "application/ld+json" in start[1].lower():
            number += 1
            value = _parsed(page[start.end() : at].strip())
            yield "", Fault(f"script {number}", value.message) if isinstance(value, Fault) else value
    if not number:
        yield "", Fault("the page", "It holds no JSON-LD, in which fact-checks are marked up.")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        return Fault("the file", "Its values are nested too deeply.")
    except ValueError as error:
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        return Fault("the file", f"This is not valid JSON{where}.")


def _reviews_in(document: Any) -> Iterator[dict[str, Any]]:
    """Return all ClaimReviews of a document, however deep they stand, in its order."""
    waiting = [(document, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, dict):
            if "ClaimReview" in [str(kind).rpartition("/")[2] for kind in _list(value.get("@type"))]:
                yield value
                continue
            inner = list(value.values())
        else:
            inner = value if isinstance(value, list) else []
        if depth < DEEPEST:
            waiting += [(one, depth + 1) for one in reversed(inner) if isinstance(one, dict | list)]


def _read(found: dict[str, Any], place: str) -> Review | Fault:
    url, claim = _address(found.get("url") or found.get("@id")), _words(found.get("claimReviewed"))
    item, rating = _first(found.get("itemReviewed")), _first(found.get("reviewRating"))
    claim = claim or (_words(item.get("text")) if item else "")
    if not url:
        return Fault(place, "It has no web address of its own, so nobody could look it up.")
    if not claim:
        return Fault(place, "It does not say which claim it is about (claimReviewed).")
    if len(claim) > LONGEST_CLAIM:
        return Fault(place, f"Its claim is longer than {LONGEST_CLAIM:,} characters.")
    return Review(
        url=url,
        claim=claim,
        publisher=_name(found.get("author")) or _name(found.get("publisher")) or (urlsplit(url).hostname or ""),
        rating=_rating_words(rating),
        value=_number(rating.get("ratingValue")),
        best=_number(rating.get("bestRating")),
        worst=_number(rating.get("worstRating")),
        published=_day(found.get("datePublished")),
        claimant=_name(item.get("author") or item.get("creator")),
        claimed=_day(item.get("datePublished") or item.get("dateCreated")),
        appearance=_place_of(item),
    )


def _rating_words(rating: dict[str, Any]) -> str:
    words = _short(rating.get("alternateName")) or _short(rating.get("name"))
    value = _short(rating.get("ratingValue"))
    return words or ("" if _number(value) is not None else value)


def _place_of(item: dict[str, Any]) -> str:
    for name in ("firstAppearance", "appearance", "url", "sameAs"):
        for value in _list(item.get(name))[:20]:
            if address := _address(value.get("url") if isinstance(value, dict) else value):
                return address
    return ""


def _address(value: Any) -> str:
    """Return a web address in its one spelling; nothing for what leads elsewhere (javascript:, data:, files)."""
    given = _first_text(value)
    try:
        return normalize_address(given) if given else ""
    except AddressError:
        return ""


def _name(value: Any) -> str:
    """Return what people or bodies are called, several parted by commas."""
    names = (_short(one.get("name") if isinstance(one, dict) else one) for one in _list(value)[:5])
    return ", ".join(dict.fromkeys(name for name in names if name))[:LONGEST_WORDS]


def _short(value: Any) -> str:
    return _words(value)[:LONGEST_WORDS]


def _words(value: Any) -> str:
    """Return text as people read it: without markup, in one line."""
    text = _first_text(value)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return " ".join(unify(html.unescape(text).replace("\0", "")).split())


def _first_text(value: Any) -> str:
    """Return a value, or the first of several, as text; no text for what is none."""
    one = next(iter(_list(value)), "")
    if isinstance(one, dict):
        one = one.get("@value", "")
    if isinstance(one, bool) or not isinstance(one, str | int | float):
        return ""
    return str(one).encode("utf-8", "ignore").decode()  # without lone surrogates


def _number(value: Any) -> float | None:
    try:
        number = float(_first_text(value).replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _day(value: Any) -> date | None:
    found = _DAY.match(_first_text(value).strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _first(value: Any) -> dict[str, Any]:
    return next((one for one in _list(value) if isinstance(one, dict)), {})


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
