"""The REST endpoints of claims, speakers and rebuttals."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from claims.extraction.values import Stance
from claims.models import Claim, Rebuttal, Speaker
from tests.claims.stories import Said, person
from tests.factories import make_claim, make_rebuttal, record_story

pytestmark = pytest.mark.django_db
Api = Callable[..., APIClient]
VERDICT = {
    "status": "false",
    "rationale": "The report of May lists six cracks.",
    "evidence": [{"url": "https://example.org/report", "title": "Report", "excerpt": "six cracks"}],
    "version": 1,
}


def test_a_claim_comes_with_statements_answers_and_spans(api: Api) -> None:
    reyes, lund = person("Tom Reyes"), person("Ida Lund", "mayor of Harrow")
    statements = record_story(
        [
            Said(reyes, "the east bridge had cracks", stance=Stance.ACCUSATION),
            Said(lund, "the bridge had cracks", "denied", Stance.DENIAL, role="mayor of Harrow", via="AP", answers=0),
        ]
    )
    answered, answer = (statement.claim for statement in statements)
    claim = api().get(f"/api/v1/claims/{answer.pk}/").json()
    assert claim["speaker"] == {"id": answer.speaker_id, "name": "Ida Lund", "kind": "person"}
    assert (claim["stance"], claim["status"], claim["version"]) == ("denial", "unverified", 1)
    (statement,) = claim["statements"]
    assert (statement["article"], statement["revision"]) == (statements[1].revision.article_id, 1)
    text = statements[1].revision.text
    for layer, words in [("source", "Ida Lund"), ("cue", "denied"), ("content", "the bridge had cracks")]:
        (span,) = statement[layer]
        assert span["text"] == text[span["start"] : span["end"]] == words
    assert (statement["type"], statement["role"], statement["via"]) == ("indirect", "mayor of Harrow", "AP")
    (link,) = claim["rebuttals"]
    assert (link["direction"], link["relation"], link["claim"], link["state"]) == (
        "out", "denies", answered.pk, "suggested",
    )  # fmt: skip
    assert [span["text"] for span in link["evidence"]] == ["the bridge had cracks"]
    (back,) = api().get(f"/api/v1/claims/{answered.pk}/").json()["rebuttals"]
    assert (back["direction"], back["claim"]) == ("in", answer.pk)


def test_a_list_can_be_walked_both_ways_and_misses_nothing(api: Api) -> None:
    wanted = [make_claim(day=day // 3).pk for day in range(11)]
    address, seen, pages = "/api/v1/claims/?limit=3&ordering=first_seen", [], []
    while address:
        page = api().get(address).json()
        seen += [claim["id"] for claim in page["results"]]
        pages.append(page)
        address = page["next"]
    assert seen == wanted
    assert api().get(pages[-1]["previous"]).json()["results"] == pages[-2]["results"]
    assert (pages[0]["previous"], pages[-1]["next"]) == (None, None)


def test_pages_stay_valid_while_rows_arrive(api: Api) -> None:
    for day in range(6):
        make_claim(day=day)
    first = api().get("/api/v1/claims/?limit=3").json()
    make_claim(day=7)
    second = api().get(first["next"]).json()
    ids = [claim["id"] for claim in first["results"] + second["results"]]
    assert len(set(ids)) == 6


@pytest.mark.parametrize("ordering", ["-answers", "-statements", "-updated", "relevance"])
def test_every_order_can_be_walked(api: Api, ordering: str) -> None:
    for day in range(5):
        make_claim(day=day)
    address, seen = f"/api/v1/claims/?limit=2&ordering={ordering}&q=bridge", []
    while address:
        page = api().get(address).json()
        seen += [claim["id"] for claim in page["results"]]
        address = page["next"]
    assert sorted(seen) == sorted(Claim.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("path", ["claims/", "speakers/", "rebuttals/", "claims/?q=bridge"])
def test_a_list_costs_as_many_queries_for_30_rows_as_for_2(api: Api, path: str) -> None:
    for day in range(2):
        make_rebuttal(day=day)
    client = api()
    client.get(f"/api/v1/{path}")
    with CaptureQueriesContext(connection) as few:
        assert len(client.get(f"/api/v1/{path}").json()["results"]) >= 2
    for day in range(15):
        make_rebuttal(day=day)
    with CaptureQueriesContext(connection) as many:
        client.get(f"/api/v1/{path}")
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("status=nonsense", "status"), ("since=never", "since"), ("limit=0", "limit"), ("limit=x", "limit"),
        ("article=1.5", "article"), ("ordering=password", "ordering"),
    ],
)  # fmt: skip
def test_a_bad_filter_is_refused_by_name(api: Api, query: str, field: str) -> None:
    answer = api().get(f"/api/v1/claims/?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert list(answer.json()["errors"]) == [field]


@pytest.mark.parametrize(
    "cursor", ["x", "%00", "W10", "WzAsICJhIiwgMV0", "WzAsbnVsbCxudWxsXQ", "WzAsIjIwMjUtMDEtMDEiLDFd"]
)
def test_a_strange_cursor_is_refused(api: Api, cursor: str) -> None:
    make_claim()
    assert api().get(f"/api/v1/claims/?cursor={cursor}").json()["code"] == "invalid_cursor"


@pytest.mark.parametrize("path", ["claims/0/", "claims/99999999999999999999/", "speakers/0/", "rebuttals/0/"])
def test_what_is_not_there_is_404(api: Api, path: str) -> None:
    assert api().get(f"/api/v1/{path}").status_code == 404


def test_a_merged_claim_leads_to_its_successor(api: Api) -> None:
    claim, other = make_claim(), make_claim(day=1)
    Claim.objects.filter(pk=claim.pk).update(merged_into=other)
    answer = api().get(f"/api/v1/claims/{claim.pk}/")
    assert (answer.status_code, answer["Location"]) == (301, f"http://testserver/api/v1/claims/{other.pk}/")


def test_a_private_installation_is_closed_to_visitors(api: Api, settings: Any, outsider: User) -> None:
    settings.PRIVATE = True
    make_claim()
    assert api().get("/api/v1/claims/").status_code == 401
    assert len(api(outsider).get("/api/v1/claims/").json()["results"]) == 1


def test_an_editor_assesses(api: Api, editor: User) -> None:
    claim = make_claim()
    answer = api(editor).post(f"/api/v1/claims/{claim.pk}/assessments/", VERDICT, format="json")
    assert answer.status_code == 201
    shown = api().get(f"/api/v1/claims/{claim.pk}/").json()
    assert (shown["status"], shown["version"]) == ("false", 2)
    (assessment,) = shown["assessments"]
    assert (assessment["editor"], assessment["rationale"]) == ("editor", VERDICT["rationale"])
    assert assessment["evidence"][0]["url"] == "https://example.org/report"


def test_a_stale_version_is_409(api: Api, editor: User) -> None:
    claim = make_claim()
    address = f"/api/v1/claims/{claim.pk}/assessments/"
    api(editor).post(address, VERDICT, format="json")
    answer = api(editor).post(address, VERDICT, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "stale_claim")


def test_only_editors_write(api: Api, analyst: User, outsider: User) -> None:
    link = make_rebuttal()
    speaker = link.answer.speaker
    requests = [
        ("post", f"/api/v1/claims/{link.answer_id}/assessments/", VERDICT),
        ("patch", f"/api/v1/rebuttals/{link.pk}/", {"state": "confirmed"}),
        ("post", f"/api/v1/speakers/{speaker.pk}/merge/", {"into": link.answered.speaker_id}),
        ("post", f"/api/v1/speakers/{speaker.pk}/unmerge/", {}),
    ]
    for method, address, sent in requests:
        assert getattr(api(), method)(address, sent, format="json").status_code == 401
        for user in (analyst, outsider):
            assert getattr(api(user), method)(address, sent, format="json").status_code == 403
    link.refresh_from_db()
    assert link.state == "suggested"


@pytest.mark.parametrize(
    "change",
    [
        {"status": None}, {"status": ["false"]}, {"status": "false\0"}, {"rationale": 7}, {"rationale": "short"},
        {"rationale": "\ud800" * 30}, {"evidence": "x"}, {"evidence": [None]}, {"evidence": []},
        {"evidence": [{"url": "data:text/html,x"}]}, {"evidence": [{"url": 7}]}, {"version": None}, {"version": -1},
        {"version": 10**30}, {"version": 1.5}, {"version": True}, {"version": "x"},
    ],
)  # fmt: skip
def test_a_malformed_assessment_is_400_and_writes_nothing(api: Api, editor: User, change: dict[str, Any]) -> None:
    claim = make_claim()
    sent = json.dumps({**VERDICT, **change})
    address = f"/api/v1/claims/{claim.pk}/assessments/"
    answer = api(editor).post(address, sent, content_type="application/json")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == list(change)
    assert not claim.assessments.exists()


def test_what_the_client_may_not_set_is_not_taken_over(api: Api, editor: User, outsider: User) -> None:
    claim = make_claim()
    more = {"editor": outsider.pk, "made_at": "2001-01-01T00:00:00Z", "id": 77, "undoes": 1, "claim": 9}
    answer = api(editor).post(f"/api/v1/claims/{claim.pk}/assessments/", {**VERDICT, **more}, format="json").json()
    assert (answer["editor"], answer["undoes"]) == ("editor", None)
    assert answer["made_at"] > "2024"
    assert claim.assessments.count() == 1


@pytest.mark.parametrize("method", ["put", "patch", "delete", "post"])
def test_claims_are_not_written_directly(api: Api, editor: User, method: str) -> None:
    claim = make_claim()
    assert getattr(api(editor), method)(f"/api/v1/claims/{claim.pk}/", {}, format="json").status_code == 405


def test_an_editor_decides_on_a_rebuttal(api: Api, editor: User) -> None:
    link = make_rebuttal()
    address = f"/api/v1/rebuttals/{link.pk}/"
    changed = api(editor).patch(address, {"state": "confirmed", "relation": "rebuts"}, format="json").json()
    assert (changed["state"], changed["relation"], changed["decided_by"]) == ("confirmed", "rebuts", "editor")
    assert api(editor).patch(address, {"state": "rejected"}, format="json").json()["state"] == "rejected"
    nonsense: list[Any] = [{}, {"state": "maybe"}, {"relation": 7}, []]
    for refused in nonsense:
        assert api(editor).patch(address, refused, format="json").status_code == 400


def test_rebuttals_are_filtered(api: Api) -> None:
    link = make_rebuttal()
    assert len(api().get("/api/v1/rebuttals/?state=suggested&relation=denies").json()["results"]) == 1
    assert api().get("/api/v1/rebuttals/?state=confirmed").json()["results"] == []
    assert len(api().get(f"/api/v1/rebuttals/?claim={link.answered_id}").json()["results"]) == 1
    assert api().get("/api/v1/rebuttals/?state=perhaps").status_code == 400


def test_speakers_are_found_by_any_name(api: Api) -> None:
    make_claim(who=person("Ida Lund", "mayor of Harrow", "the mayor"))
    (speaker,) = api().get("/api/v1/speakers/?q=lund&kind=person").json()["results"]
    assert (speaker["name"], speaker["aliases"], speaker["claim_count"]) == ("Ida Lund", ["Ida Lund", "the mayor"], 1)
    assert [role["title"] for role in speaker["roles"]] == ["mayor of Harrow"]
    assert api().get("/api/v1/speakers/?q=%00lund").status_code == 200
    assert api().get("/api/v1/speakers/?kind=ship").status_code == 400


def test_an_editor_merges_speakers_and_takes_it_back(api: Api, editor: User) -> None:
    make_claim(who=person("Ida Lund"))
    make_claim(who=person("Ida Lundqvist"))
    into, speaker = Speaker.objects.order_by("pk")
    client, address = api(editor), f"/api/v1/speakers/{speaker.pk}/"
    assert client.post(f"{address}merge/", {"into": into.pk}, format="json").status_code == 201
    moved = client.get(address)
    assert (moved.status_code, moved["Location"]) == (301, f"http://testserver/api/v1/speakers/{into.pk}/")
    assert client.post(f"{address}merge/", {"into": into.pk}, format="json").status_code == 409
    assert client.post(f"{address}unmerge/").status_code == 200
    assert client.post(f"{address}unmerge/").status_code == 409
    for refused in ({}, {"into": "x"}, {"into": 10**30}, {"into": 12345}):
        assert client.post(f"{address}merge/", refused, format="json").status_code == 400


HOSTILE = Path(project.BASE_DIR).parent / "shared" / "hostile" / "api"


@pytest.mark.skipif(not HOSTILE.exists(), reason="the folder of hostile requests is not beside the repository")
@pytest.mark.parametrize("name", ["assessments", "filters", "ordering", "roles", "search", "mass-assignment"])
def test_hostile_requests_are_answered_as_they_should(api: Api, analyst: User, editor: User, name: str) -> None:
    claim = make_claim()
    clients = {"anonymous": api(), "analyst": api(analyst), "editor": api(editor)}
    for case in json.loads((HOSTILE / f"{name}.json").read_text()):
        if not case["path"].startswith(("{api}/claims", "{api}/speakers", "{api}/rebuttals")):
            continue
        claim.refresh_from_db()
        path = case["path"].replace("{api}", "/api/v1").replace("{claim}", str(claim.pk))
        sent = json.dumps(case.get("json")).replace('"{version}"', str(claim.version))
        answer = clients[case["as"]].generic(
            case["method"], path, sent if "json" in case else "", "application/json",
            query_params=case.get("query"),
        )  # fmt: skip
        assert answer.status_code in case["expect"]["status"], case
    assert not Rebuttal.objects.exists()
