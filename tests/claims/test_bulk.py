"""One decision on many claims: all or nothing, versions checked, one Undo."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims import actions
from claims.assessing import assess
from claims.extraction.values import Stance
from claims.models import Action, Assessment, Claim, Proposal, Rebuttal, RebuttalState
from claims.taking import take
from tests.claims.stories import NOW
from tests.factories import make_claim, make_rebuttal, make_user

pytestmark = pytest.mark.django_db
WHY = "The report of May lists six cracks."
VERDICT = {"do": "status", "status": "false", "rationale": WHY, "rows": "1", "evidence-0-url": "https://example.org/r"}


@pytest.fixture
def editing(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", answer.content.decode())))


def sent(claims: list[Claim], **fields: str) -> dict[str, Any]:
    versions = {f"version_{claim.pk}": claim.version for claim in claims}
    numbers = [claim.pk for claim in claims]
    return {"claim": numbers, "listed": numbers, "next": "/claims/?stance=assertion", **versions, **fields}


def statuses(claims: list[Claim]) -> list[str]:
    return [Claim.objects.get(pk=claim.pk).status for claim in claims]


def test_the_page_lists_what_will_change_with_the_sentence_judged(editing: Client) -> None:
    one = make_claim("the bridge was safe")
    other = make_claim("the bridge had any crack", cue="denied", stance=Stance.DENIAL)
    page = words_of(editing.get(f"/claims/bulk/?claim={one.pk}&claim={other.pk}&claim={one.pk}&claim=x"))
    assert "2 claims together" in page
    assert "Ida Lund denies: the bridge had any crack" in page


def test_one_verdict_on_all_is_undone_with_one_click(editing: Client, editor: User) -> None:
    claims = [make_claim() for _ in range(3)]
    answer = editing.post("/claims/bulk/", sent(claims, **VERDICT))
    assert answer.status_code == 302
    assert answer["Location"] == "/claims/?stance=assertion"
    assert statuses(claims) == ["false"] * 3
    assert {(made.rationale, made.evidence.get().url) for made in Assessment.objects.all()} == {
        (WHY, "https://example.org/r")
    }
    assert "Saved: False, for 3 claims." in words_of(editing.get("/claims/"))
    whole = Action.objects.get(verb="assess together")
    editing.post(f"/actions/{whole.pk}/undo/")
    assert statuses(claims) == ["unverified"] * 3


def test_claims_that_changed_meanwhile_stop_all_and_are_named(editing: Client) -> None:
    claims = [make_claim() for _ in range(3)]
    form = sent(claims, **VERDICT)
    ana = make_user("ana", role="editor")
    assess(claims[1], editor=ana, status="in_review", rationale="", evidence=[], version=1, now=NOW)
    answer = editing.post("/claims/bulk/", form)
    assert answer.status_code == 409
    assert "1 of these changed while you were at it." in words_of(answer)
    assert words_of(answer).count("changed meanwhile") == 1
    assert WHY in answer.content.decode()
    assert statuses(claims) == ["unverified", "in_review", "unverified"]
    again = [Claim.objects.get(pk=claim.pk) for claim in claims]
    assert editing.post("/claims/bulk/", sent(again, **VERDICT)).status_code == 302
    assert statuses(claims) == ["false"] * 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"status": ""}, "Choose a status."),
        ({"rationale": "short"}, "Say why in at least 20 characters."),
        ({"evidence-0-url": ""}, "Add at least one link that a reader can check."),
        ({"evidence-0-url": "ftp://x"}, "Enter a full address"),
        ({"claim": ""}, "Choose at least one claim."),
    ],
)
def test_what_cannot_stand_is_said_and_nothing_is_lost(editing: Client, change: dict[str, str], message: str) -> None:
    claims = [make_claim(), make_claim()]
    answer = editing.post("/claims/bulk/", sent(claims, **VERDICT) | change)
    assert answer.status_code == 422
    assert message in words_of(answer)
    assert "2 claims together" in words_of(answer)
    assert statuses(claims) == ["unverified"] * 2


def test_at_most_two_hundred_at_once(editing: Client) -> None:
    query = "&".join(f"claim={number}" for number in range(1, 202))
    answer = editing.get(f"/claims/bulk/?{query}")
    assert answer.status_code == 422
    assert "At most 200 at once; these are 201." in words_of(answer)


def test_with_a_second_opinion_it_is_proposed(editing: Client, settings: Any) -> None:
    settings.SECOND_OPINION = "all"
    claims = [make_claim(), make_claim()]
    editing.post("/claims/bulk/", sent(claims, **VERDICT))
    assert statuses(claims) == ["unverified"] * 2
    assert Proposal.objects.filter(state="open").count() == 2
    assert "Proposed: False, for 2 claims." in words_of(editing.get("/claims/"))


@pytest.mark.parametrize(("deed", "state"), [("confirm", "confirmed"), ("reject", "rejected")])
def test_suggestions_are_decided_together_and_given_back(
    editing: Client, editor: User, deed: str, state: RebuttalState
) -> None:
    links = [make_rebuttal(day=day) for day in range(3)]
    claims = [link.answer for link in links]
    numbers = [claim.pk for claim in claims]
    page = editing.get(f"/claims/bulk/?do={deed}&claim={'&claim='.join(map(str, numbers))}")
    assert words_of(page).count("suggested 0.80") == 3
    chosen = [links[0].pk, links[1].pk]
    editing.post("/claims/bulk/", {**sent(claims, do=deed), "link": chosen})
    assert [Rebuttal.objects.get(pk=link.pk).state for link in links] == [state, state, "suggested"]
    actions.undo(Action.objects.get(verb="decide answers together"), editor=editor, now=NOW)
    assert set(Rebuttal.objects.values_list("state", flat=True)) == {"suggested"}


def test_a_suggestion_decided_meanwhile_stops_all(editing: Client) -> None:
    links = [make_rebuttal(day=day) for day in range(2)]
    Rebuttal.objects.filter(pk=links[0].pk).update(state="rejected", decided_at=NOW)
    form = {**sent([link.answer for link in links], do="confirm"), "link": [link.pk for link in links]}
    assert editing.post("/claims/bulk/", form).status_code == 409
    assert Rebuttal.objects.get(pk=links[1].pk).state == "suggested"


def test_claims_are_assigned_to_another_editor_and_freed_again(editing: Client, editor: User) -> None:
    ana = make_user("ana", role="editor")
    claims = [make_claim(), make_claim()]
    editing.post("/claims/bulk/", sent(claims, do="take", to=str(ana.pk)))
    assert {Claim.objects.get(pk=claim.pk).taken_by for claim in claims} == {ana}
    assert "Given to ana for half an hour: 2 claims." in words_of(editing.get("/claims/"))
    actions.undo(Action.objects.get(verb="take together"), editor=editor, now=timezone.now())
    assert {Claim.objects.get(pk=claim.pk).taken_by for claim in claims} == {None}
    assert statuses(claims) == ["unverified"] * 2


def test_what_somebody_else_has_taken_is_not_taken(editing: Client) -> None:
    claims = [make_claim(), make_claim()]
    take(claims[1], editor=make_user("ana", role="editor"), now=timezone.now())
    answer = editing.post("/claims/bulk/", sent(claims, do="take"))
    assert answer.status_code == 409
    assert "ana has taken this claim until" in words_of(answer)
    assert Claim.objects.get(pk=claims[0].pk).taken_by is None


def test_claims_are_released_together(editing: Client, editor: User) -> None:
    claims = [make_claim(), make_claim()]
    editing.post("/claims/bulk/", sent(claims, do="take"))
    assert {Claim.objects.get(pk=claim.pk).taken_by for claim in claims} == {editor}
    editing.post("/claims/bulk/", sent(claims, do="release"))
    assert {Claim.objects.get(pk=claim.pk).taken_by for claim in claims} == {None}


def test_those_who_are_no_editors_see_no_box_and_reach_no_page(client: Client, analyst: User) -> None:
    claim = make_claim()
    for _ in range(2):
        assert "data-pick" not in client.get("/claims/").content.decode()
        assert client.get(f"/claims/bulk/?claim={claim.pk}").status_code in (302, 403)
        assert client.post("/claims/bulk/", sent([claim], **VERDICT)).status_code in (302, 403)
        client.force_login(analyst)
    assert statuses([claim]) == ["unverified"]


def test_the_page_costs_as_many_queries_for_many_claims_as_for_few(editing: Client) -> None:
    def cost(number: int) -> int:
        numbers = "&claim=".join(str(make_rebuttal().answer_id) for _ in range(number))
        with CaptureQueriesContext(connection) as captured:
            assert editing.get(f"/claims/bulk/?do=confirm&claim={numbers}").status_code == 200
        return len(captured)

    cost(1)
    assert cost(2) == cost(20)


def test_editors_tick_claims_in_the_list_and_see_what_waits(editing: Client) -> None:
    claims = [make_claim() for _ in range(3)]
    page = editing.get("/claims/?stance=assertion").content.decode()
    assert page.count("data-pick>") == 3
    assert f'form="bulk" name="claim" value="{claims[0].pk}"' in page
    assert 'form="bulk" name="next" value="/claims/?stance=assertion"' in page
    assert re.search(r'/review/"[^>]*>Review&nbsp;<span class="number">3<', page)
