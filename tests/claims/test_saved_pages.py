"""The pages of saved searches, for their owner alone."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings
from pytest_httpserver import HTTPServer

from claims.alerting import watch
from claims.models import Action, Delivery, Match, SavedSearch
from claims.webhooks import deliver
from tests.claims.stories import person
from tests.factories import make_claim, make_user

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def signed_in(client: Client, analyst: User) -> Client:
    client.force_login(analyst)
    return client


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def save(client: Client, query: str = "", name: str = "Bridges") -> SavedSearch:
    answer = client.post(f"/saved/new/?{query}", {"name": name})
    assert answer.status_code == 302, words_of(answer)
    return SavedSearch.objects.latest("pk")


def new_claim(**said: Any) -> None:
    make_claim(**said)
    watch(now=timezone.now())


def test_a_list_is_saved_under_a_name_with_its_filters_and_nothing_else(signed_in: Client, analyst: User) -> None:
    make_claim(who=person("Tom Reyes"))
    query = "speaker=Tom+Reyes&status=-false&status=&stance=nonsense&cursor=abc&view=compact&ordering=-answers&x=1"
    page = signed_in.get(f"/saved/new/?{query}")
    assert "1 claim meets" in words_of(page)
    assert 'value="speaker Tom Reyes, status not false"' in page.content.decode()
    search = save(signed_in, query)
    assert (search.user, search.name, search.site) == (analyst, "Bridges", "http://testserver")
    assert search.query == "speaker=Tom+Reyes&status=-false&ordering=-answers"


def test_without_a_name_it_is_not_saved(signed_in: Client) -> None:
    answer = signed_in.post("/saved/new/?q=bridge", {"name": " "})
    assert (answer.status_code, "Give the search a name" in words_of(answer)) == (422, True)
    assert not SavedSearch.objects.exists()


def test_beyond_a_hundred_none_is_saved(signed_in: Client, analyst: User) -> None:
    now = timezone.now()
    rows = [
        SavedSearch(user=analyst, name=str(n), site="", created_at=now, visited_at=now, new_since=now)
        for n in range(100)
    ]
    SavedSearch.objects.bulk_create(rows)
    answer = signed_in.post("/saved/new/", {"name": "One more"})
    assert (answer.status_code, "Delete one first" in words_of(answer)) == (422, True)


def test_the_list_says_what_is_new_until_it_was_looked_at(signed_in: Client) -> None:
    make_claim()
    search = save(signed_in)
    assert "none since" in words_of(signed_in.get("/saved/"))
    new_claim(content="the ferry <b>sank</b>")
    assert "1 new" in words_of(signed_in.get("/saved/"))
    page = signed_in.get(search.get_absolute_url()).content.decode()
    assert "the ferry &lt;b&gt;sank&lt;/b&gt;" in page
    assert "<b>sank" not in page
    assert "none since" in words_of(signed_in.get("/saved/"))


def test_a_visit_lasts_half_an_hour(signed_in: Client) -> None:
    search = save(signed_in)
    new_claim(content="the ferry sank")
    for _ in range(2):
        assert "the ferry sank" in words_of(signed_in.get(search.get_absolute_url()))
    hour = timezone.now() - timedelta(hours=1)
    SavedSearch.objects.update(visited_at=timezone.now() - timedelta(minutes=31), new_since=hour)
    Match.objects.update(found_at=hour + timedelta(minutes=1))
    assert "Nothing new" in words_of(signed_in.get(search.get_absolute_url()))


def test_an_empty_list_says_how_to_begin(signed_in: Client) -> None:
    page = signed_in.get("/saved/")
    assert "You follow no search yet" in words_of(page)
    assert 'href="/claims/"' in page.content.decode()


def test_renaming_and_deleting_are_undone_by_the_owner_alone(signed_in: Client, editor: User) -> None:
    search = save(signed_in, name="Bridges")
    signed_in.post(f"/saved/{search.pk}/rename/", {"name": "Ferries"})
    signed_in.post(f"/saved/{search.pk}/delete/")
    assert signed_in.get(search.get_absolute_url()).status_code == 404
    deleting, renaming = Action.objects.order_by("-pk")[:2]
    other = Client()
    other.force_login(editor)
    assert other.post(f"/actions/{deleting.pk}/undo/").status_code == 404
    for action, name in ((deleting, "Ferries"), (renaming, "Bridges")):
        signed_in.post(f"/actions/{action.pk}/undo/")
        assert f"<h1>{name}</h1>" in signed_in.get(search.get_absolute_url()).content.decode()


def test_saving_can_be_undone(signed_in: Client) -> None:
    search = save(signed_in)
    signed_in.post(f"/actions/{Action.objects.latest('pk').pk}/undo/")
    assert signed_in.get(search.get_absolute_url()).status_code == 404


def test_nobody_sees_or_changes_the_searches_of_others(signed_in: Client, editor: User) -> None:
    search = save(signed_in)
    stranger = Client()
    for path in ("/saved/", "/saved/new/", search.get_absolute_url()):
        assert stranger.get(path)["Location"].startswith("/login/?next=/saved/")
    stranger.force_login(editor)
    assert "Bridges" not in words_of(stranger.get("/saved/"))
    assert stranger.get(search.get_absolute_url()).status_code == 404
    for verb in ("rename", "delete", "feed", "mail", "webhook", "secret", "test", "resume"):
        assert stranger.post(f"/saved/{search.pk}/{verb}/", {"name": "Mine"}).status_code == 404
    search.refresh_from_db()
    assert (search.name, search.deleted_at) == ("Bridges", None)
    assert stranger.get("/activity/").content.decode().count("Bridges") == 0


def test_its_feed_has_what_was_found_and_opens_by_its_secret(
    client: Client, signed_in: Client, settings: Settings
) -> None:
    search = save(signed_in)
    new_claim(content="the ferry & the bridge")
    settings.PRIVATE = True
    visitor = Client()
    answer = visitor.get(search.feed_address)
    feed = ElementTree.fromstring(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.findtext(f"{ATOM}title") == "Bridges - claimtrack"
    (entry,) = feed.findall(f"{ATOM}entry")
    assert "the ferry & the bridge" in (entry.findtext(f"{ATOM}title") or "")
    assert visitor.get(f"/saved/{search.pk}/guess.atom").status_code == 404
    signed_in.post(f"/saved/{search.pk}/feed/")
    assert visitor.get(search.feed_address).status_code == 404
    search.refresh_from_db()
    assert visitor.get(search.feed_address).status_code == 200
    User.objects.update(is_active=False)
    assert visitor.get(search.feed_address).status_code == 404


def test_a_secret_is_shown_once(signed_in: Client, settings: Settings, httpserver: HTTPServer) -> None:
    settings.WEBHOOK_ALLOW = [f"127.0.0.1:{httpserver.port}"]
    search = save(signed_in)
    answer = signed_in.post(f"/saved/{search.pk}/webhook/", {"address": httpserver.url_for("/")}, follow=True)
    search.refresh_from_db()
    assert search.webhook_secret in answer.content.decode()
    assert search.webhook_secret not in signed_in.get(search.get_absolute_url()).content.decode()
    former = search.webhook_secret
    answer = signed_in.post(f"/saved/{search.pk}/secret/", follow=True)
    search.refresh_from_db()
    assert search.webhook_secret != former
    assert search.webhook_secret in answer.content.decode()


@pytest.mark.parametrize("address", ["http://10.0.0.5/hook", "nonsense", "ftp://a.example.org/"])
def test_a_bad_address_is_said_and_kept_in_the_field(signed_in: Client, address: str) -> None:
    search = save(signed_in)
    answer = signed_in.post(f"/saved/{search.pk}/webhook/", {"address": address})
    assert answer.status_code == 422
    assert "There is a problem" in words_of(answer)
    assert f'value="{address}"' in answer.content.decode()
    search.refresh_from_db()
    assert search.webhook_url == ""


def test_deliveries_are_listed_with_what_came_of_them_and_replayed(
    signed_in: Client, settings: Settings, httpserver: HTTPServer
) -> None:
    settings.WEBHOOK_ALLOW = [f"127.0.0.1:{httpserver.port}"]
    httpserver.expect_request("/").respond_with_data("", 500)
    search = save(signed_in)
    signed_in.post(f"/saved/{search.pk}/webhook/", {"address": httpserver.url_for("/")})
    new_claim(content="the <i>ferry</i> sank")
    delivery = Delivery.objects.get()
    page = signed_in.get(search.get_absolute_url()).content.decode()
    assert 'hx-trigger="every 2s"' in page
    deliver(delivery.pk, now=timezone.now())
    answer = signed_in.get(search.get_absolute_url(), headers={"HX-Request": "true"})
    assert "The receiver answered 500." in words_of(answer)
    shown = f"/saved/{search.pk}/deliveries/{delivery.pk}/"
    assert f'href="{shown}"' in answer.content.decode()
    assert "&lt;i&gt;ferry" in signed_in.get(shown).content.decode()
    assert Client().get(shown).status_code == 302
    assert "hx-trigger" not in answer.content.decode()
    signed_in.post(f"/saved/{search.pk}/deliveries/{delivery.pk}/replay/")
    assert Delivery.objects.filter(uid=delivery.uid).count() == 2


def test_an_alert_in_trouble_says_so_here_and_on_the_overview(signed_in: Client) -> None:
    search = save(signed_in, name="<b>Bridges</b>")
    since = timezone.now() - timedelta(days=1)
    SavedSearch.objects.update(failing_since=since, fault="The receiver answered 500.")
    assert "Failing" in words_of(signed_in.get(search.get_absolute_url()))
    assert "Bridges" not in words_of(signed_in.get("/"))
    SavedSearch.objects.update(paused_at=timezone.now())
    assert "Paused" in words_of(signed_in.get(search.get_absolute_url()))
    overview = signed_in.get("/").content.decode()
    assert "&lt;b&gt;Bridges&lt;/b&gt;" in overview
    assert "<b>Bridges" not in overview
    assert "Bridges" not in Client().get("/").content.decode()
    signed_in.post(f"/saved/{search.pk}/resume/", follow=True)
    assert "Bridges" not in words_of(signed_in.get("/"))


def test_mail_is_offered_only_where_there_is_a_server_and_an_address(
    signed_in: Client, analyst: User, settings: Settings
) -> None:
    search = save(signed_in)
    assert "sends no mail" in words_of(signed_in.get(search.get_absolute_url()))
    settings.MAIL = {"EMAIL_HOST": "mail.example"}
    assert "has no mail address" in words_of(signed_in.get(search.get_absolute_url()))
    User.objects.filter(pk=analyst.pk).update(email="ana@claims.example")
    assert "ana@claims.example" in words_of(signed_in.get(search.get_absolute_url()))
    signed_in.post(f"/saved/{search.pk}/mail/", {"by_mail": "on"})
    assert SavedSearch.objects.get().by_mail
    signed_in.post(f"/saved/{search.pk}/mail/")
    assert not SavedSearch.objects.get().by_mail


def test_the_list_costs_as_many_queries_for_many_searches(signed_in: Client) -> None:
    speakers = [make_claim(who=person(f"Ida Lund {chr(65 + n)}")).speaker_id for n in range(12)]

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            signed_in.get("/saved/")
        return len(seen)

    for number in range(2):
        save(signed_in, f"speaker={speakers[number]}")
    queries()
    few = queries()
    for number in range(2, 12):
        save(signed_in, f"speaker={speakers[number]}")
    assert queries() == few


def test_the_page_costs_as_many_queries_for_many_finds(signed_in: Client) -> None:
    search = save(signed_in)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            signed_in.get(search.get_absolute_url())
        return len(seen)

    for _ in range(2):
        new_claim()
    queries()
    few = queries()
    for _ in range(10):
        new_claim(who=person(make_user().username.title()))
    assert queries() == few
