"""An address that somebody gives to its feed: the address itself, or what the page there names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

import lxml.html
from lxml.etree import LxmlError

from articles.addresses import AddressError, normalize_address
from articles.decoding import NotText, decode_html, unify
from articles.feeds import Feed, NotAFeed, looks_like_feed, read_feed
from articles.fetching import FEEDS, READABLE, Fetched, FetchError, fetch
from articles.markup import too_many_attributes, too_many_tags
from claimtrack.web import Problem

TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
MOST_NAMED = 10


@dataclass(frozen=True)
class Named:
    """A feed that a page names; `title` is what the page calls it, perhaps empty."""

    address: str
    title: str


@dataclass(frozen=True)
class Discovery:
    """A feed that was read, and the others that the same page names."""

    address: str
    feed: Feed
    others: list[Named]


def discover(raw: str, *, now: datetime) -> Discovery:
    """Return the feed at an address, or the first readable one that the page there names. Raises Problem."""
    try:
        fetched = _fetch(normalize_address(raw))
        if looks_like_feed(fetched.body):
            return Discovery(fetched.address, read_feed(fetched.body, address=fetched.address, now=now), [])
        return _first_readable(_named(fetched), now=now)
    except (AddressError, FetchError, NotAFeed) as error:
        raise Problem(error.code, error.message.replace("Paste the text instead.", "Give another address.")) from error


def _first_readable(named: list[Named], *, now: datetime) -> Discovery:
    failure: FetchError | NotAFeed = NotAFeed(
        "not_a_feed", "This is not a feed, and the page names none. Look for a link “RSS” on it, and give its address."
    )
    for one in named:
        try:
            fetched = _fetch(one.address)
            feed = read_feed(fetched.body, address=fetched.address, now=now)
        except (FetchError, NotAFeed) as error:
            failure = error
        else:
            return Discovery(fetched.address, feed, [other for other in named if other != one])
    raise failure


def _fetch(address: str) -> Fetched:
    return fetch(address, accept=(*READABLE, *FEEDS))


def _named(page: Fetched) -> list[Named]:
    """Return the feeds that the head of a page names, each once, in its order."""
    try:
        html = decode_html(page.body, page.content_type)
        if too_many_tags(html) or too_many_attributes(html):
            return []
        tree = lxml.html.document_fromstring(unify(html).encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (NotText, LxmlError):
        return []
    found: dict[str, Named] = {}
    for link in tree.xpath("//link[@href and @type]"):
        kinds = (link.get("rel") or "").lower().split()
        if "alternate" in kinds and link.get("type").partition(";")[0].strip().lower() in TYPES:
            try:
                address = normalize_address(urljoin(page.address, link.get("href").strip()))
            except (AddressError, ValueError):
                continue
            found.setdefault(address, Named(address, " ".join((link.get("title") or "").split())[:200]))
    return list(found.values())[:MOST_NAMED]
