"""The REST endpoints by which editors keep outlets, feeds and speakers in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from articles.models import Feed, Outlet
from claims.actions import latest_action, undo
from claims.extraction.values import Relation, Stance
from tests.claims.stories import NOW, Said, person
from tests.factories import make_article, make_claim, make_feed, make_outlet, record_story

pytestmark = pytest.mark.django_db
Api = Callable[..., APIClient]


def test_outlets_come_by_name_with_what_they_report(api: Api) -> None:
    make_claim(outlet="Post")
    make_article(outlet="Post")
    make_article(outlet="Courier")
    courier, post = api().get("/api/v1/outlets/").json()["results"]
    assert (courier["name"], courier["article_count"], courier["claim_count"]) == ("Courier", 1, 0)
    assert (post["name"], post["article_count"], post["claim_count"], post["kind"]) == ("Post", 2, 1, "")
    assert [row["name"] for row in api().get("/api/v1/outlets/?q=our").json()["results"]] == ["Courier"]
    assert api().get("/api/v1/outlets/?kind=agency").json()["results"] == []
    assert api().get("/api/v1/outlets/?kind=paper").status_code == 400


def test_a_list_of_outlets_costs_the_same_for_many(api: Api) -> None:
    numbers = []
    for many in (2, 30):
        for number in range(many):
            make_article(outlet=f"Outlet {many} {number}")
        with CaptureQueriesContext(connection) as queries:
            api().get("/api/v1/outlets/?limit=100")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_an_outlet_is_described_merged_and_parted(api: Api, editor: User) -> None:
    outlet, into = make_outlet("Courier"), make_outlet("Post")
    address, client = f"/api/v1/outlets/{outlet.pk}/", api(editor)
    changed = client.patch(address, {"name": "The Courier", "kind": "newspaper"}, format="json").json()
    assert (changed["name"], changed["kind"], changed["former"]) == ("The Courier", "newspaper", ["Courier"])
    assert client.patch(address, {"name": "Post"}, format="json").json()["code"] == "name_taken"
    assert client.patch(address, {"kind": "paper"}, format="json").status_code == 400
    assert client.patch(address, {}, format="json").json()["code"] == "nothing_changed"
    assert client.post(f"{address}merge/", {"into": into.pk}, format="json").status_code == 201
    answer = api().get(address)
    assert (answer.status_code, answer["Location"]) == (301, f"http://testserver/api/v1/outlets/{into.pk}/")
    assert client.post(f"{address}merge/", {"into": into.pk}, format="json").status_code == 409
    assert client.post(f"{address}unmerge/").json()["name"] == "The Courier"
    assert client.post(f"{address}unmerge/").status_code == 409
    assert client.post(f"{address}merge/", {"into": 99999999}, format="json").status_code == 400


def test_the_answers_that_an_outlet_left_out_are_a_list(api: Api) -> None:
    charge = Said(person("Tom Reyes"), "the bridge had 12 cracks", stance=Stance.ACCUSATION)
    denial = Said(
        person("Ida Lund"), "any of the 12 cracks", "denied", Stance.DENIAL, answers=0, relation=Relation.DENIES
    )
    record_story([charge], outlet="Courier")
    record_story([charge, denial], outlet="Post")
    numbers = {outlet.name: outlet.pk for outlet in Outlet.objects.all()}
    (link,) = api().get(f"/api/v1/outlets/{numbers['Courier']}/left-out/").json()["results"]
    assert (link["relation"], link["answer"]["speaker"]["name"]) == ("denies", "Ida Lund")
    assert api().get(f"/api/v1/outlets/{numbers['Post']}/left-out/").json()["results"] == []


def test_a_feed_is_followed_changed_paused_and_left(api: Api, editor: User) -> None:
    client = api(editor)
    sent = {"address": "https://courier.example.org/rss", "outlet": "Courier", "minutes": 30}
    feed = client.post("/api/v1/feeds/", sent, format="json")
    assert feed.status_code == 201
    address = f"/api/v1/feeds/{feed.json()['id']}/"
    assert (feed.json()["outlet"], feed.json()["minutes"], feed.json()["state"]) == ("Courier", 30, "healthy")
    assert client.post("/api/v1/feeds/", sent, format="json").json()["code"] == "known_feed"
    bad = client.post("/api/v1/feeds/", {"address": "ftp://x.example.org/"}, format="json")
    assert (bad.status_code, bad["Content-Type"]) == (422, "application/problem+json")
    assert client.post("/api/v1/feeds/", {"address": 5}, format="json").status_code == 400
    changed = client.patch(address, {"minutes": 60}, format="json").json()
    assert (changed["outlet"], changed["minutes"]) == ("Courier", 60)
    assert client.patch(address, {"minutes": 1}, format="json").status_code == 400
    assert client.post(f"{address}poll/").status_code == 200
    assert client.post(f"{address}pause/").json()["state"] == "paused"
    assert client.post(f"{address}pause/").status_code == 409
    assert client.post(f"{address}poll/").json()["code"] == "not_polled"
    assert [row["id"] for row in client.get("/api/v1/feeds/?state=paused").json()["results"]] == [feed.json()["id"]]
    assert client.get("/api/v1/feeds/?state=asleep").status_code == 400
    assert client.post(f"{address}resume/").json()["state"] == "healthy"
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    action = latest_action(Feed.objects.get(), by=editor)
    assert action is not None
    undo(action, editor=editor, now=NOW)
    assert client.get(address).json()["fault"] is None


def test_what_was_wrong_with_a_feed_is_said(api: Api, editor: User) -> None:
    feed = make_feed(state="failing", failures=3, fault_code="not_valid", fault_message="Line 14 is not valid XML.")
    found = api(editor).get(f"/api/v1/feeds/{feed.pk}/").json()
    assert (found["state"], found["failures"], found["outlet"]) == ("failing", 3, None)
    assert found["fault"] == {"code": "not_valid", "message": "Line 14 is not valid XML."}


def test_a_speaker_is_described(api: Api, editor: User) -> None:
    speaker = make_claim().speaker
    address = f"/api/v1/speakers/{speaker.pk}/"
    changed = api(editor).patch(address, {"name": "Ida Lundh", "kind": "person", "wikidata_id": "q42"}, format="json")
    assert (changed.json()["name"], changed.json()["wikidata_id"]) == ("Ida Lundh", "Q42")
    assert "Ida Lund" in changed.json()["aliases"]
    wrong = api(editor).patch(address, {"wikidata_id": "42"}, format="json")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "no_wikidata_id")
    assert api(editor).patch(address, {"kind": "robot"}, format="json").status_code == 400
    assert api(editor).patch(address, {"name": ["x"]}, format="json").status_code == 400


def test_likely_pairs_of_speakers_are_listed_until_they_are_told_apart(api: Api, editor: User) -> None:
    one = make_claim(who=person("Volodymir Karras")).speaker
    other = make_claim(who=person("Volodymyr Karras"), day=1).speaker
    client = api(editor)
    (pair,) = client.get("/api/v1/speakers/lookalikes/").json()["results"]
    assert {pair["one"]["id"], pair["other"]["id"]} == {one.pk, other.pk}
    assert pair["reasons"] == ["almost the same name"]
    assert client.post(f"/api/v1/speakers/{one.pk}/apart/", {"other": one.pk}, format="json").status_code == 400
    assert client.post(f"/api/v1/speakers/{one.pk}/apart/", {"other": other.pk}, format="json").status_code == 204
    assert client.get("/api/v1/speakers/lookalikes/").json()["results"] == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "feeds/"), ("post", "feeds/"), ("get", "feeds/{feed}/"), ("delete", "feeds/{feed}/"),
        ("patch", "feeds/{feed}/"), ("post", "feeds/{feed}/pause/"), ("post", "feeds/{feed}/resume/"),
        ("post", "feeds/{feed}/poll/"), ("patch", "outlets/{outlet}/"), ("post", "outlets/{outlet}/merge/"),
        ("post", "outlets/{outlet}/unmerge/"), ("patch", "speakers/{speaker}/"), ("get", "speakers/lookalikes/"),
        ("post", "speakers/{speaker}/apart/"),
    ],
)  # fmt: skip
def test_only_editors_may(api: Api, analyst: User, method: str, path: str) -> None:
    numbers: dict[str, Any] = {"feed": make_feed().pk, "outlet": make_outlet().pk, "speaker": make_claim().speaker_id}
    address = f"/api/v1/{path.format(**numbers)}"
    assert getattr(api(), method)(address).status_code == 401
    refused = getattr(api(analyst), method)(address)
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")
