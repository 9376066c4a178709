"""Editors decide on answers."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from claims.extraction.values import Relation
from claims.models import Claim, Dispute, Rebuttal, RebuttalState
from claims.rebutting import decide, link_by_hand
from claims.suggesting import suggest
from claimtrack.web import Problem
from tests.claims.stories import NOW
from tests.factories import make_claim, make_rebuttal

pytestmark = pytest.mark.django_db


def test_a_decision_names_who_and_when(editor: User) -> None:
    link = decide(make_rebuttal(), editor=editor, state="confirmed", relation="rebuts", now=NOW)
    assert (link.state, link.relation, link.decided_by, link.decided_at) == ("confirmed", "rebuts", editor, NOW)


def test_a_rejected_answer_counts_no_more_and_ends_the_dispute(editor: User) -> None:
    link = make_rebuttal()
    assert Dispute.objects.count() == 1
    decide(link, editor=editor, state="rejected", now=NOW)
    assert not Dispute.objects.exists()
    assert not Claim.objects.exclude(answer_count=0, dispute=None).exists()


def test_taking_a_decision_back_restores_the_suggestion(editor: User) -> None:
    link = decide(make_rebuttal(), editor=editor, state="rejected", now=NOW)
    link = decide(link, editor=editor, state="suggested", now=NOW)
    assert (link.decided_by, link.decided_at) == (None, None)
    assert link.answered.answer_count == 1


def test_a_later_suggestion_never_changes_a_decision(editor: User) -> None:
    link = decide(make_rebuttal(), editor=editor, state="rejected", now=NOW)
    ends = link.statement, link.answered_statement
    assert ends[0] is not None
    assert ends[1] is not None
    suggest(ends[0], ends[1], relation=Relation.SUPPORTS, confidence=0.99, evidence=[[0, 1]], by="other", now=NOW)
    link.refresh_from_db()
    assert (link.state, link.relation, link.confidence) == (RebuttalState.REJECTED, "denies", 0.8)


def test_the_more_confident_suggestion_of_a_pair_stays() -> None:
    link = make_rebuttal()
    assert link.statement is not None
    assert link.answered_statement is not None
    for confidence in (0.7, 0.95):
        suggest(
            link.statement, link.answered_statement, relation=Relation.REBUTS, confidence=confidence, evidence=[],
            by="other", now=NOW,
        )  # fmt: skip
    assert Rebuttal.objects.get().confidence == 0.95


def test_an_editor_links_claims_by_hand(editor: User) -> None:
    answer, answered = make_claim(day=2), make_claim(day=1)
    link = link_by_hand(answer, answered, relation="rebuts", editor=editor, now=NOW)
    answered.refresh_from_db()
    assert (link.state, link.extractor, answered.answer_count) == ("confirmed", "", 1)
    assert answered.dispute is not None


def test_linking_a_suggested_pair_confirms_it(editor: User) -> None:
    link = make_rebuttal()
    link_by_hand(link.answer, link.answered, relation="rebuts", editor=editor, now=NOW)
    link.refresh_from_db()
    assert (link.state, link.relation) == ("confirmed", "rebuts")


def test_a_claim_does_not_answer_itself(editor: User) -> None:
    claim = make_claim()
    with pytest.raises(Problem, match="cannot answer itself"):
        link_by_hand(claim, claim, relation="rebuts", editor=editor, now=NOW)


def test_linked_claims_are_one_dispute_and_part_again(editor: User) -> None:
    one, two, three = (make_claim(day=day) for day in range(3))
    first = link_by_hand(two, one, relation="rebuts", editor=editor, now=NOW)
    link_by_hand(three, two, relation="supports", editor=editor, now=NOW)
    assert Dispute.objects.get().claims.count() == 3
    decide(first, editor=editor, state="rejected", now=NOW)
    assert set(Dispute.objects.get().claims.all()) == {two, three}
