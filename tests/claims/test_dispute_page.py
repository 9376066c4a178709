"""The page of a dispute: four views of one table, and what editors do there."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.actions import undo
from claims.disputing import move_claim, rename
from claims.extraction.values import Stance
from claims.models import Action, Claim, Dispute, Rebuttal, RebuttalState
from claims.rebutting import decide
from claims.turns import writing_turn
from claims.upkeep import refresh
from tests.claims.stories import NOW, Said, person
from tests.claims.test_pages import queries, text_of
from tests.factories import make_rebuttal, record_story

pytestmark = pytest.mark.django_db
VIEWS = ("thread", "timeline", "graph", "coverage")


def dispute_of(link: Rebuttal) -> Dispute:
    dispute = Claim.objects.get(pk=link.answer_id).dispute
    assert dispute is not None
    return dispute


def crowd(answers: int, *, day: int = 0) -> Dispute:
    accusation = Said(person("Tom Reyes"), f"the bridge had {answers} cracks", stance=Stance.ACCUSATION)
    denials = [
        Said(person(f"Ida Lund{n}"), f"any of the {answers} cracks", "denied", Stance.DENIAL, answers=0)
        for n in range(answers)
    ]
    dispute = record_story([accusation, *denials], day=day)[0].claim.dispute
    assert dispute is not None
    return dispute


def post(client: Client, address: str, **fields: Any) -> int:
    return client.post(address, fields).status_code


def taken(client: Client, address: str) -> str:
    return b"".join(client.get(address).streaming_content).decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_names_claims_answers_and_says_what_the_machine_suggested(client: Client, view: str) -> None:
    link = make_rebuttal()
    page = text_of(client.get(f"{dispute_of(link).get_absolute_url()}?view={view}"))
    assert link.answered.text in page
    assert link.answer.text in page
    assert "suggested 0.80" in page


@pytest.mark.parametrize("view", VIEWS)
def test_a_dispute_costs_as_many_queries_with_many_answers_as_with_one(client: Client, view: str) -> None:
    few, many = (f"{crowd(n, day=n).get_absolute_url()}?view={view}" for n in (2, 12))
    assert queries(client, many) == queries(client, few)


@pytest.mark.parametrize("view", ["timeline", "graph"])
def test_a_picture_has_a_title_a_finding_and_links_and_no_style(client: Client, view: str) -> None:
    link = make_rebuttal()
    page = client.get(f"{dispute_of(link).get_absolute_url()}?view={view}").content.decode()
    drawn = re.search(r'<svg class="pic".*?</svg>', page, re.DOTALL)
    assert drawn is not None
    assert "<title" in drawn[0]
    assert "1 of 1 accusation was denied or rebutted" in drawn[0]
    assert drawn[0].count(f'href="{link.answered.get_absolute_url()}"') == 1
    assert "style=" not in drawn[0]


def test_the_words_of_an_answer_stand_in_the_thread(client: Client) -> None:
    link = make_rebuttal()
    assert link.statement is not None
    words = [[0, link.statement.revision.text.index(".")]]
    Rebuttal.objects.filter(pk=link.pk).update(evidence=words)
    page = text_of(client.get(dispute_of(link).get_absolute_url()))
    assert f"Words of the answer: {link.statement.revision.text[: words[0][1]]}" in page


def test_the_table_is_a_file_with_what_each_claim_answers(client: Client) -> None:
    link = make_rebuttal()
    address = dispute_of(link).get_absolute_url().rstrip("/")
    answered, answer = (json.loads(line) for line in taken(client, f"{address}.ndjson").splitlines())
    assert (answered["id"], answered["answers"], answer["id"]) == (link.answered_id, [], link.answer_id)
    assert answered["url"] == f"http://testserver{link.answered.get_absolute_url()}"
    (given,) = answer["answers"]
    assert given == {
        "relation": link.relation, "claim": link.answered_id, "state": "suggested", "confidence": link.confidence
    }  # fmt: skip
    assert json.loads(taken(client, f"{address}.json")) == [answered, answer]
    assert len(list(csv.DictReader(StringIO(taken(client, f"{address}.csv"))))) == 2
    assert client.get(f"{address}.exe").status_code == 404
    assert client.get("/disputes/999999-nothing.csv").status_code == 404


def test_a_rejected_answer_is_not_in_the_file(client: Client, editor: User) -> None:
    dispute = crowd(3)
    link = Rebuttal.objects.filter(answered__dispute=dispute).latest("pk")
    Claim.objects.filter(pk=link.answer_id).update(dispute_pinned=True)
    decide(link, editor=editor, state=RebuttalState.REJECTED, now=NOW)
    rows = [json.loads(line) for line in taken(client, f"{dispute.get_absolute_url()[:-1]}.ndjson").splitlines()]
    assert len(rows) == 4
    assert sum(len(row["answers"]) for row in rows) == 2


def test_visitors_see_no_tools_and_may_not_use_them(client: Client, analyst: User) -> None:
    link = make_rebuttal()
    dispute = dispute_of(link)
    page = client.get(dispute.get_absolute_url()).content.decode()
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert "edit/answer/" not in page
    address = f"/disputes/{dispute.pk}/answers/{link.pk}/"
    assert post(client, address, state="rejected") == 302
    client.force_login(analyst)
    assert post(client, address, state="rejected") == 403
    assert post(client, f"/disputes/{dispute.pk}/rename/", title="x") == 403
    assert post(client, f"/disputes/{dispute.pk}/move/", claim=link.answer_id, to="1") == 403
    link.refresh_from_db()
    assert link.state == RebuttalState.SUGGESTED


def test_an_editor_rejects_an_answer_which_stays_listed_and_takes_it_back(client: Client, editor: User) -> None:
    dispute = crowd(2)
    link = Rebuttal.objects.filter(answered__dispute=dispute).latest("pk")
    client.force_login(editor)
    address = f"/disputes/{dispute.pk}/answers/{link.pk}/"
    # The claim that lost its only tie leaves the dispute, so only the other answer is asked for here.
    Claim.objects.filter(pk=link.answer_id).update(dispute_pinned=True)
    assert post(client, address, state="rejected") == 302
    assert "Rejected (1)" in text_of(client.get(dispute.get_absolute_url()))
    assert post(client, address, state="confirmed", relation="rebuts") == 302
    link.refresh_from_db()
    assert (link.state, link.relation) == ("confirmed", "rebuts")
    assert post(client, address, state="nonsense") == 400
    assert post(client, f"/disputes/{crowd(3, day=1).pk}/answers/{link.pk}/", state="rejected") == 404


def test_editors_link_an_answer_from_the_thread_and_come_back_to_it(client: Client, editor: User) -> None:
    link = make_rebuttal()
    address = dispute_of(link).get_absolute_url()
    client.force_login(editor)
    page = client.get(address).content.decode()
    assert f'href="{link.answered.get_absolute_url()}edit/answer/?next={address}" data-dialog' in page


def test_a_name_is_given_and_taken_back(client: Client, editor: User) -> None:
    dispute = dispute_of(make_rebuttal())
    client.force_login(editor)
    post(client, f"/disputes/{dispute.pk}/rename/", title="  The <b>cracked</b>  bridge ")
    dispute.refresh_from_db()
    assert dispute.given_title == "The <b>cracked</b> bridge"
    assert "The &lt;b&gt;cracked&lt;/b&gt; bridge" in client.get(dispute.get_absolute_url()).content.decode()
    post(client, f"/disputes/{dispute.pk}/rename/", title="The <b>cracked</b> bridge")
    assert "The dispute is called so already." in client.get(dispute.get_absolute_url()).content.decode()
    assert Action.objects.count() == 1
    undo(Action.objects.latest("pk"), editor=editor, now=NOW)
    dispute.refresh_from_db()
    assert dispute.given_title == ""


def test_the_history_of_a_dispute_is_what_was_done_to_it_and_its_claims(client: Client, editor: User) -> None:
    here, elsewhere = crowd(2), crowd(3, day=1)
    rename(here, title="The bridge", editor=editor, now=NOW)
    rename(elsewhere, title="The tunnel", editor=editor, now=NOW)
    link = Rebuttal.objects.filter(answered__dispute=here).latest("pk")
    decide(link, editor=editor, state=RebuttalState.CONFIRMED, now=NOW)
    client.force_login(editor)
    rows = [json.loads(line) for line in taken(client, f"/activity.ndjson?dispute={here.pk}").splitlines()]
    assert [(row["verb"], row["object_id"]) for row in rows if row["actor"]] == [
        ("decide answer", link.pk), ("rename dispute", here.pk)
    ]  # fmt: skip
    assert "“bridge” is no number of a dispute." in text_of(client.get("/activity/?dispute=bridge"))


def test_a_name_that_was_changed_again_is_not_taken_back_alone(editor: User) -> None:
    dispute = dispute_of(make_rebuttal())
    first = rename(dispute, title="One", editor=editor, now=NOW)
    rename(dispute, title="Two", editor=editor, now=NOW)
    with pytest.raises(Exception, match="changed again since"):
        undo(first, editor=editor, now=NOW)


def test_a_moved_claim_stays_where_it_was_put_and_comes_back(client: Client, editor: User) -> None:
    one, other = crowd(2), crowd(3, day=1)
    moved = one.claims.filter(stance="denial").latest("pk")
    client.force_login(editor)
    post(client, f"/disputes/{one.pk}/move/", claim=moved.pk, to=f"http://testserver/disputes/{other.pk}-dispute/")
    moved.refresh_from_db()
    assert moved.dispute == other
    with writing_turn():
        refresh(
            [moved.pk, *one.claims.values_list("pk", flat=True), *other.claims.values_list("pk", flat=True)], now=NOW
        )
    moved.refresh_from_db()
    assert moved.dispute == other
    for dispute in (one, other):
        assert "move claim" in text_of(client.get(f"/activity/?dispute={dispute.pk}"))
    undo(Action.objects.get(verb="move claim"), editor=editor, now=NOW)
    moved.refresh_from_db()
    assert (moved.dispute, moved.dispute_pinned) == (one, False)


def test_moving_nowhere_changes_nothing_and_says_so(client: Client, editor: User) -> None:
    dispute = crowd(2)
    claim = dispute.claims.first()
    assert claim is not None
    client.force_login(editor)
    for to in ("", "999999", str(dispute.pk), "the other one"):
        answer = client.post(f"/disputes/{dispute.pk}/move/", {"claim": claim.pk, "to": to}, follow=True)
        assert "Choose a claim of this dispute" in text_of(answer)
    assert not Action.objects.filter(verb="move claim").exists()


def test_a_move_into_a_dispute_that_others_left_is_undone_by_the_links(editor: User) -> None:
    one, other = crowd(2), crowd(3, day=1)
    moved = one.claims.filter(stance="denial").latest("pk")
    action = move_claim(moved, to=other, editor=editor, now=NOW)
    Claim.objects.filter(dispute=one).update(dispute=None)
    one.delete()
    undo(action, editor=editor, now=NOW)
    moved.refresh_from_db()
    assert moved.dispute is not None
    assert moved.dispute != other
