"""Which answer is suggested between two claims follows from all that was found, not from what was found first."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from claims.extraction.values import Relation
from claims.joining import begin_with_earliest, join_all, part
from claims.models import MATCHER, SAME, Claim, Comparison, Rebuttal, Statement
from claims.rebutting import decide
from claims.sameness import join_claims
from claims.suggesting import suggest, suggest_compared
from tests.claims.stories import NOW, person
from tests.factories import make_claim

pytestmark = pytest.mark.django_db
REYES = person("Tom Reyes")


def compared(claim: Claim, other: Claim, relation: str = "rebuts", confidence: float = 0.8) -> Comparison:
    return Comparison.objects.create(claim=claim, other=other, relation=relation, confidence=confidence)


def in_text(answer: Claim, answered: Claim, confidence: float) -> None:
    ends = Statement.objects.get(claim=answer), Statement.objects.get(claim=answered)
    suggest(*ends, relation=Relation.DENIES, confidence=confidence, evidence=[], by="rules 1", now=NOW)


def links() -> list[tuple[int, int, float]]:
    return sorted(Rebuttal.objects.values_list("answer", "answered", "confidence"))


def test_when_the_likeliest_answer_no_longer_holds_the_next_takes_its_place() -> None:
    first, again, answered = make_claim(day=1), make_claim(day=2), make_claim(who=REYES)
    join_all([(first.pk, again.pk)])
    likeliest = compared(again, answered, confidence=0.9)
    compared(first, answered, confidence=0.7)
    suggest_compared([again.pk], now=NOW)
    assert links() == [(first.pk, answered.pk, 0.9)]
    likeliest.delete()
    assert suggest_compared([again.pk], now=NOW) == {first.pk, answered.pk}
    assert links() == [(first.pk, answered.pk, 0.7)]
    Comparison.objects.all().delete()
    suggest_compared([again.pk], now=NOW)
    assert links() == []


@pytest.mark.parametrize("text_first", [True, False])
def test_what_a_text_says_comes_before_what_was_compared(text_first: bool) -> None:
    answer, answered = make_claim(), make_claim(who=REYES)
    compared(answer, answered, confidence=0.95)
    if text_first:
        in_text(answer, answered, 0.6)
        suggest_compared([answer.pk], now=NOW)
    else:
        suggest_compared([answer.pk], now=NOW)
        assert Rebuttal.objects.get().extractor == MATCHER
        in_text(answer, answered, 0.6)
    assert Rebuttal.objects.get().extractor == "rules 1"
    assert links() == [(answer.pk, answered.pk, 0.6)]


def test_a_decision_stays_whatever_is_compared_later(editor: User) -> None:
    answer, answered = make_claim(), make_claim(who=REYES)
    found = compared(answer, answered)
    suggest_compared([answer.pk], now=NOW)
    decide(Rebuttal.objects.get(), editor=editor, state="confirmed", relation="supports", now=NOW)
    found.delete()
    suggest_compared([answer.pk], now=NOW)
    assert Rebuttal.objects.get().relation == "supports"


def test_a_part_of_a_part_becomes_the_whole_when_it_is_the_earliest() -> None:
    one, two, three = (make_claim(day=day) for day in (1, 2, 3))
    join_all([(two.pk, three.pk)])
    join_all([(one.pk, two.pk)])
    Claim.objects.filter(pk=three.pk).update(first_seen=one.first_seen.replace(year=2024))
    begin_with_earliest([three.pk])
    assert set(Statement.objects.values_list("claim", flat=True)) == {three.pk}


def test_what_nothing_ties_to_a_claim_any_more_leaves_it_with_what_is_tied_to_it() -> None:
    one, two, three = (make_claim(day=day) for day in (1, 2, 3))
    bridge = compared(two, one, SAME)
    compared(three, two, SAME)
    join_all([(one.pk, two.pk), (two.pk, three.pk)])
    assert part([one.pk, two.pk]) == set()
    bridge.delete()
    assert part([one.pk, two.pk]) == {one.pk, two.pk}
    assert dict(Statement.objects.values_list("recorded_as", "claim")) == {
        one.pk: one.pk, two.pk: two.pk, three.pk: two.pk
    }  # fmt: skip


def test_claims_that_an_editor_joined_are_never_parted(editor: User) -> None:
    one, two = make_claim(day=1), make_claim(day=2)
    join_claims(two, into=one, editor=editor, now=NOW)
    assert part([one.pk, two.pk]) == set()
    assert set(Statement.objects.values_list("claim", flat=True)) == {one.pk}
