"""The pages of feeds: finding one, following it, and taking back what was done to it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings
from pytest_httpserver import HTTPServer

from articles.models import Feed, FeedState
from claims.actions import latest_action, undo
from claims.feeding import add_feed, delete_feed, edit_feed, pause_feed, resume_feed
from claimtrack.web import Problem
from tests.claims.stories import NOW
from tests.factories import make_article, make_feed, make_outlet

pytestmark = pytest.mark.django_db
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Skarvik Post</title>{}</channel></rss>'
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def editing(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def site(settings: Settings, httpserver: HTTPServer) -> HTTPServer:
    """Return a web server that may be fetched from, with a home page that names a broken feed and a good one."""
    settings.FETCH_ALLOW = [f"127.0.0.1:{httpserver.port}"]
    items = "".join(f"<item><title>Story &lt;{n}&gt;</title><link>/{n}</link></item>" for n in range(7))
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{name}" href="/{name}">' for name in ("bad", "good")
    )
    httpserver.expect_request("/").respond_with_data(f"<html><head>{links}</head></html>", content_type="text/html")
    httpserver.expect_request("/bad").respond_with_data("no feed", content_type="text/plain")
    httpserver.expect_request("/good").respond_with_data(RSS.format(items), content_type="application/rss+xml")
    return httpserver


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


@pytest.mark.parametrize("path", ["/", "/good"])
def test_a_feed_is_found_on_a_home_page_and_shown_before_it_is_followed(
    editing: Client, site: HTTPServer, path: str
) -> None:
    answer = editing.post("/feeds/find/", {"address": site.url_for(path)})
    assert answer.status_code == 200
    assert "Skarvik Post" in words_of(answer)
    assert "Story &amp;lt;4&amp;gt;" in answer.content.decode() or "Story &lt;4&gt;" in answer.content.decode()
    assert "Story &lt;5&gt;" not in answer.content.decode()
    assert f'name="address" value="{site.url_for("/good")}"' in answer.content.decode()
    assert not Feed.objects.exists()


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "There is a problem"),
        ("http://10.0.0.5/rss", "private network"),
        ("{site}/nothing", "no page at this address"),
        ("{site}/bad", "not a feed"),
    ],
)
def test_what_is_no_feed_is_said_and_the_address_kept(
    editing: Client, site: HTTPServer, address: str, message: str
) -> None:
    site.expect_request("/nothing").respond_with_data("", 404)
    address = address.format(site=site.url_for("").rstrip("/"))
    answer = editing.post("/feeds/find/", {"address": address})
    assert answer.status_code == 422
    assert message in words_of(answer)
    assert f'value="{address}"' in answer.content.decode()
    assert 'id="id_address_error"' in answer.content.decode()


def test_a_followed_feed_is_due_at_once_and_can_be_undone(editing: Client, editor: User) -> None:
    sent = {
        "address": "https://skarvik-post.org/rss",
        "title": "Skarvik Post",
        "outlet": "Skarvik Post",
        "minutes": "30",
    }
    answer = editing.post("/feeds/follow/", sent, follow=True)
    feed = Feed.objects.get()
    assert answer.redirect_chain == [(feed.get_absolute_url(), 302)]
    assert (feed.minutes, str(feed.outlet), feed.added_by) == (30, "Skarvik Post", editor)
    assert feed.next_poll_at <= timezone.now()
    again = editing.post("/feeds/follow/", sent)
    assert (again.status_code, "followed already" in words_of(again)) == (422, True)
    action = latest_action(feed, by=editor)
    assert action
    undo(action, editor=editor, now=LATER)
    assert not Feed.objects.kept().exists()


def test_a_feed_is_paused_resumed_edited_and_deleted_and_all_of_it_undone(editor: User) -> None:
    feed, _ = add_feed("https://skarvik-post.org/rss", outlet="", minutes=15, editor=editor, now=NOW)
    actions = [
        pause_feed(feed, editor=editor, now=NOW),
        resume_feed(feed, editor=editor, now=NOW),
        edit_feed(feed, outlet="Skarvik Post", minutes=60, editor=editor, now=NOW),
        delete_feed(feed, editor=editor, now=NOW),
    ]
    states = []
    for action in reversed(actions):
        undo(action, editor=editor, now=LATER)
        feed.refresh_from_db()
        states.append((bool(feed.deleted_at), feed.minutes, feed.state))
    assert states == [
        (False, 60, "healthy"),
        (False, 15, "healthy"),
        (False, 15, "paused"),
        (False, 15, "healthy"),
    ]


def test_a_deleted_feed_comes_back_only_where_its_address_is_free(editor: User) -> None:
    feed = make_feed("https://skarvik-post.org/rss")
    action = delete_feed(feed, editor=editor, now=NOW)
    add_feed(feed.address, outlet="", minutes=15, editor=editor, now=NOW)
    with pytest.raises(Problem, match="followed already"):
        undo(action, editor=editor, now=LATER)


def test_articles_of_a_deleted_feed_stay(editing: Client) -> None:
    feed = make_feed()
    article = make_article(title="The ferry stops")
    feed.entries.create(address="https://a.example.org/1", title="The ferry stops", article=article, found_at=NOW)
    editing.post(f"/feeds/{feed.pk}/delete/")
    article.refresh_from_db()
    assert editing.get(f"/feeds/{feed.pk}/").status_code == 404
    assert editing.get(article.get_absolute_url()).status_code == 200


def test_the_buttons_do_what_they_say(editing: Client) -> None:
    feed = make_feed(next_poll_at=timezone.now() + timedelta(hours=1))
    for verb, state in (("pause", "paused"), ("poll", "paused"), ("resume", "healthy"), ("poll", "healthy")):
        answer = editing.post(f"/feeds/{feed.pk}/{verb}/", {"next": "/feeds/"})
        feed.refresh_from_db()
        assert (answer.status_code, answer["Location"], feed.state) == (302, "/feeds/", state)
    assert feed.next_poll_at <= timezone.now()


def test_a_feed_in_trouble_says_why_in_escaped_words(editing: Client) -> None:
    make_feed(title="<b>Courier</b>", state=FeedState.FAILING, failures=6, fault_message="Line 14 is <no> XML.")
    page = editing.get("/feeds/").content.decode()
    assert "6 in a row" in page
    assert "Line 14 is &lt;no&gt; XML." in page
    assert "<b>Courier" not in page


def test_pages_of_feeds_are_for_editors(client: Client, analyst: User) -> None:
    feed = make_feed()
    for path in ("/feeds/", f"/feeds/{feed.pk}/"):
        assert client.get(path)["Location"].startswith("/login/")
    client.force_login(analyst)
    assert client.get("/feeds/").status_code == 403
    assert client.post(f"/feeds/{feed.pk}/delete/").status_code == 403
    assert client.post("/feeds/find/", {"address": "https://a.example.org/"}).status_code == 403


def test_the_list_costs_as_many_queries_for_many_feeds(editing: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            editing.get("/feeds/")
        return len(seen)

    def add(first: int, last: int) -> None:
        for number in range(first, last):
            feed = make_feed(f"https://a.example.org/{number}", outlet=make_outlet(f"Outlet {number}"))
            feed.entries.create(address=f"https://a.example.org/{number}/1", found_at=timezone.now())

    add(0, 2)
    queries()
    few = queries()
    add(2, 30)
    assert queries() == few
