"""Feeds are polled: each story once, politely, and whatever they send."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from articles.models import Article, Feed, FeedState, Ingestion, Stage
from articles.polling import poll, poll_due, poll_now
from tests.articles.taking import NOW
from tests.factories import make_article, make_feed, make_outlet

pytestmark = pytest.mark.django_db


def rss(*items: str, title: str = "Skarvik Post", rest: str = "</channel></rss>") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{"".join(items)}{rest}'


def item(link: str, guid: str = "", title: str = "A story") -> str:
    name = f"<guid>{guid}</guid>" if guid else ""
    return f"<item><title>{title}</title><link>{link}</link>{name}</item>"


def serve(site: HTTPServer, body: str, **headers: str) -> Feed:
    """Let the site have a feed, whose links lead below it, and return its row."""
    site.expect_request("/feed").respond_with_data(body, content_type="application/rss+xml", headers=headers)
    return make_feed(site.url_for("/feed"))


def after(feed: Feed, minutes: int = 0) -> Feed:
    """Poll a feed when its time has come, and return what is known of it then."""
    feed.refresh_from_db()
    poll(feed.pk, now=max(feed.next_poll_at, NOW) + timedelta(minutes=minutes))
    feed.refresh_from_db()
    return feed


def wait_of(feed: Feed) -> timedelta:
    """Return the time until the next poll."""
    assert feed.polled_at
    return feed.next_poll_at - feed.polled_at


def test_each_entry_becomes_an_ingestion_under_the_outlet_of_the_feed(site: HTTPServer) -> None:
    feed = serve(site, rss(item(site.url_for("/1"), "a"), item(site.url_for("/2"), "b")))
    feed.outlet = make_outlet("Skarvik Post")
    feed.save()
    after(feed)
    assert list(Ingestion.objects.order_by("url").values_list("url", "given_outlet")) == [
        (site.url_for("/1"), "Skarvik Post"), (site.url_for("/2"), "Skarvik Post"),
    ]  # fmt: skip
    assert (feed.state, feed.title, feed.new_items, feed.failures) == ("healthy", "Skarvik Post", 2, 0)
    assert wait_of(feed) == feed.interval


def test_polling_again_brings_nothing_twice(site: HTTPServer) -> None:
    feed = serve(site, rss(item(site.url_for("/1"), "a")))
    after(feed)
    assert after(feed).new_items == 0
    assert Ingestion.objects.count() == feed.entries.count() == 1


def test_an_entry_is_known_by_its_id_or_by_its_address(site: HTTPServer) -> None:
    one, two = site.url_for("/1"), site.url_for("/2")
    feed = serve(site, rss(item(one, "a"), item(two, "a"), item(one, "b"), item(f"{one}#top"), item(two, "c")))
    after(feed)
    assert set(Article.objects.values_list("url", flat=True)) == {one, two}


def test_a_poll_that_broke_off_is_repeated_and_adds_only_the_rest(
    site: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = serve(site, rss(item(site.url_for("/1")), item(site.url_for("/2"))), ETag='"v1"')
    monkeypatch.setattr("articles.polling._succeed", _die)
    with pytest.raises(KeyboardInterrupt):
        poll(feed.pk, now=NOW)
    monkeypatch.undo()
    feed.entries.get(address=site.url_for("/2")).delete()
    assert poll(feed.pk, now=NOW + timedelta(seconds=1)) == 0  # the lease still holds
    after(feed, minutes=5)
    assert (feed.new_items, feed.entries.count(), Ingestion.objects.count(), feed.etag) == (1, 2, 2, '"v1"')


def _die(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_a_story_that_is_here_already_is_not_fetched_again(site: HTTPServer) -> None:
    known = make_article(url=site.url_for("/1"))
    feed = serve(site, rss(item(site.url_for("/1"))))
    after(feed)
    assert not Ingestion.objects.exists()
    assert feed.entries.get().article == known


def test_the_site_is_asked_only_for_what_changed(site: HTTPServer) -> None:
    asked: list[tuple[str | None, str | None]] = []

    def answer(request: Request) -> Response:
        asked.append((request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")))
        headers = {"ETag": '"v1"', "Last-Modified": "Wed, 09 Apr 2026 10:00:00 GMT"}
        if asked[-1][0]:
            return Response(status=304)
        return Response(rss(item("/1")), content_type="application/rss+xml", headers=headers)

    site.expect_request("/feed").respond_with_handler(answer)
    feed = make_feed(site.url_for("/feed"))
    for _ in range(3):
        after(feed)
    assert asked == [(None, None), *[('"v1"', "Wed, 09 Apr 2026 10:00:00 GMT")] * 2]
    assert (feed.state, feed.entries.count()) == ("healthy", 1)


def test_what_stands_before_an_error_is_read_and_the_line_is_said(site: HTTPServer) -> None:
    feed = serve(site, rss(item(site.url_for("/1")), item(site.url_for("/2")), rest="\n<item><broken"), ETag='"v1"')
    after(feed)
    assert Ingestion.objects.count() == 2
    assert (feed.state, feed.failures, feed.etag) == ("failing", 1, "")
    assert "Line 2 of the feed is not valid XML. The 2 items before it were read." in feed.fault_message


def test_failures_are_counted_and_waits_grow_until_it_is_well_again(site: HTTPServer) -> None:
    feed = serve(site, rss())
    site.clear()
    site.expect_request("/feed").respond_with_data("", 404)
    waits = []
    for _ in range(9):
        after(feed)
        waits.append(wait_of(feed))
    assert waits[:3] == [feed.interval * 2, feed.interval * 4, feed.interval * 8]
    assert waits[-1] <= timedelta(days=1)
    assert (feed.state, feed.failures, feed.fault_code) == ("failing", 9, "page_not_found")
    assert "Paste" not in feed.fault_message
    site.clear()
    site.expect_request("/feed").respond_with_data(rss(), content_type="application/rss+xml")
    after(feed)
    assert (feed.state, feed.failures, feed.fault_message) == ("healthy", 0, "")


def test_a_site_that_asks_to_wait_is_heeded(site: HTTPServer) -> None:
    site.expect_request("/feed").respond_with_data("", 429, headers={"Retry-After": "7200"})
    feed = after(make_feed(site.url_for("/feed")))
    assert wait_of(feed) == timedelta(hours=2)


def test_a_feed_that_is_gone_is_not_asked_again(site: HTTPServer) -> None:
    site.expect_request("/feed").respond_with_data("", 410)
    feed = after(make_feed(site.url_for("/feed")))
    assert feed.state == FeedState.GONE
    asked = len(site.log)
    assert not poll_now(feed, now=NOW + timedelta(days=2))
    assert poll_due(now=NOW + timedelta(days=2)) == 0
    after(feed)
    assert len(site.log) == asked


def test_a_refusal_by_robots_is_a_state_that_quotes_its_rule(site: HTTPServer) -> None:
    site.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /private\nDisallow: /feed # no\n")
    feed = serve(site, rss())
    after(feed)
    assert (feed.state, feed.fault_code) == ("refused", "robots_refused")
    assert "(robots.txt, line 3: “Disallow: /feed”)" in feed.fault_message
    assert wait_of(feed) == timedelta(days=1)


def test_a_slow_feed_is_said_to_be_slow(site: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.polling.SLOW_SECONDS", 0.0)
    assert after(serve(site, rss())).state == FeedState.SLOW


def test_a_paused_feed_is_left_alone_also_in_the_middle_of_a_poll(
    site: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = serve(site, rss(item(site.url_for("/1"))))

    def pause_meanwhile(*_: object, **__: object) -> bool:
        Feed.objects.update(state=FeedState.PAUSED)
        return True

    monkeypatch.setattr("articles.polling.take_in", pause_meanwhile)
    after(feed)
    assert (feed.state, feed.taken_until) == (FeedState.PAUSED, None)
    asked = len(site.log)
    after(feed)
    assert len(site.log) == asked


def test_what_cannot_be_taken_in_is_kept_with_its_reason(site: HTTPServer) -> None:
    feed = serve(site, rss(item("javascript:alert(1)"), item("", "x", "No link"), item(site.url_for("/1"))))
    for _ in range(2):
        after(feed)
    faults = dict(feed.entries.exclude(fault="").values_list("title", "fault"))
    assert faults["No link"] == "The entry has no address."
    assert feed.entries.count() == 3
    assert Ingestion.objects.get().stage == Stage.QUEUED


def test_messages_are_sent_for_what_is_due_and_not_at_every_beat(db: None) -> None:
    make_feed("https://a.example.org/feed")
    make_feed("https://b.example.org/feed", next_poll_at=NOW + timedelta(hours=1))
    make_feed("https://c.example.org/feed", state=FeedState.PAUSED)
    make_feed("https://d.example.org/feed", deleted_at=NOW)
    assert [poll_due(now=NOW + timedelta(seconds=s)) for s in (0, 20, 40)] == [1, 0, 1]
