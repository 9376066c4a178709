"""Feeds to entries."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.feeds import MOST_ENTRIES, NotAFeed, looks_like_feed, read_feed
from tests.articles.taking import NOW

BASE = "https://skarvik-post.org/feed"


def _rss(*items: str, head: str = "") -> bytes:
    channel = f"<channel><title>Post</title>{''.join(items)}</channel>"
    return f'<?xml version="1.0"?>{head}<rss version="2.0">{channel}</rss>'.encode()


def _item(link: str, more: str = "") -> str:
    return f"<item><title>Ferry &amp; ice</title><link>{link}</link>{more}</item>"


def test_entries_have_address_title_and_date() -> None:
    body = _rss(_item("/ferry", "<pubDate>Wed, 08 Apr 2026 07:30:00 +0200</pubDate>"))
    (entry,) = read_feed(body, address=BASE, now=NOW).entries
    assert entry.address == "https://skarvik-post.org/ferry"
    assert entry.title == "Ferry & ice"
    assert entry.published_at == datetime(2026, 4, 8, 5, 30, tzinfo=UTC)


def test_atom_and_json_are_feeds_too() -> None:
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><link href="/a"/><title>A</title></entry></feed>'
    )
    json = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/a"}, null, 7, {"url": 5}]}'
    for body in (atom, json):
        assert looks_like_feed(body)
        assert read_feed(body, address=BASE, now=NOW).entries[0].address == "https://skarvik-post.org/a"


@pytest.mark.parametrize(
    "stamp",
    ["Mon, 30 Feb 2026 25:61:61 GMT", "Fri, 31 Dec 9999 23:59:59 -2359", "0000-00-00", "-1", "tomorrow", "9" * 20],
)
def test_dates_that_cannot_be_are_unknown(stamp: str) -> None:
    (entry,) = read_feed(_rss(_item("/a", f"<pubDate>{stamp}</pubDate>")), address=BASE, now=NOW).entries
    assert entry.published_at is None


def test_what_stands_before_a_fault_is_read_and_the_line_is_named() -> None:
    body = _rss(_item("/1"), "\n" + _item("/2"), "\n<item><title>Cut & <broken></titel></item>")
    feed = read_feed(body, address=BASE, now=NOW)
    assert [entry.address[-2:] for entry in feed.entries][:2] == ["/1", "/2"]
    assert feed.fault.startswith("Line 3 of the feed is not valid XML")


def test_an_address_counts_once() -> None:
    feed = read_feed(_rss(_item("/a", "<guid>1</guid>"), _item("/a", "<guid>2</guid>")), address=BASE, now=NOW)
    assert len(feed.entries) == 1


def test_a_long_feed_is_cut_and_says_so() -> None:
    feed = read_feed(_rss(*(_item(f"/{n}") for n in range(MOST_ENTRIES + 7))), address=BASE, now=NOW)
    assert (len(feed.entries), feed.left_out) == (MOST_ENTRIES, 7)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (_rss(_item("/a"), head='<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>'), "forbidden_markup"),
        (_rss(_item("/a"), head='<!DOCTYPE rss [<!ENTITY a "b">]>').decode().encode("utf-16"), "forbidden_markup"),
        (b"<!doctype html><html><body><p>Rask said so.</p></body></html>", "not_a_feed"),
        (b"\x89PNG\r\n", "not_a_feed"),
        (b"", "not_a_feed"),
        (b'{"items": 7}', "not_a_feed"),
        (b'{"items": [', "not_a_feed"),
    ],
)
def test_what_is_no_feed_is_refused(body: bytes, code: str) -> None:
    with pytest.raises(NotAFeed) as error:
        read_feed(body, address=BASE, now=NOW)
    assert error.value.code == code


def test_a_name_of_a_file_is_not_opened() -> None:
    with pytest.raises(NotAFeed):
        read_feed(b"/etc/hostname", address=BASE, now=NOW)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_are_refused(body: bytes) -> None:
    for candidate in (body, b"{" + body, b"<rss><channel><item>" + body):
        try:
            feed = read_feed(candidate, address=BASE, now=NOW)
        except NotAFeed:
            continue
        assert all(isinstance(entry.address, str) for entry in feed.entries)
