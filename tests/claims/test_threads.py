"""Disputes as threads: every claim below the one it answers, each once with its answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.cards import Card
from claims.models import Claim, Rebuttal
from claims.threads import DEEPEST, fold_deep, thread

Pairs = list[tuple[int, int]]


def cards(count: int) -> list[Card]:
    return [Card(Claim(pk=number), None, (), ()) for number in range(1, count + 1)]


def links(pairs: Pairs) -> list[Rebuttal]:
    return [
        Rebuttal(pk=number, answer_id=answer, answered_id=answered, confidence=1 - number / 100)
        for number, (answer, answered) in enumerate(pairs)
    ]


def shape(count: int, pairs: Pairs) -> list[tuple[int, int]]:
    return [(turn.card.claim.pk, turn.depth) for turn in thread(cards(count), links(pairs))]


def test_answers_stand_below_what_they_answer_the_surest_first() -> None:
    assert shape(4, [(2, 1), (3, 1), (4, 2)]) == [(1, 0), (2, 1), (4, 2), (3, 1)]


def test_an_answer_to_two_claims_stands_below_both_its_own_answers_once() -> None:
    turns = thread(cards(4), links([(3, 1), (3, 2), (4, 3)]))
    assert [(t.card.claim.pk, t.depth, t.repeated) for t in turns] == [
        (1, 0, False),
        (3, 1, False),
        (4, 2, False),
        (2, 0, False),
        (3, 1, True),
    ]


def test_claims_that_answer_each_other_are_shown_and_end() -> None:
    assert shape(2, [(1, 2), (2, 1)]) == [(1, 0), (2, 1), (1, 2)]


def test_deep_threads_are_folded_and_go_on_from_the_claim_that_counts_the_rest() -> None:
    pairs = [(n + 1, n) for n in range(1, 8)]
    folded = fold_deep(thread(cards(8), links(pairs)))
    assert [(turn.card.claim.pk, turn.more) for turn in folded] == [(1, 0), (2, 0), (3, 0), (4, 0), (DEEPEST + 1, 3)]
    rest = fold_deep(thread(cards(8), links(pairs), root=DEEPEST + 1))
    assert [(turn.card.claim.pk, turn.depth) for turn in rest] == [(5, 0), (6, 1), (7, 2), (8, 3)]


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=20))
def test_every_claim_stands_in_its_thread(pairs: Pairs) -> None:
    distinct = [pair for pair in dict.fromkeys(pairs) if pair[0] != pair[1]]
    turns = thread(cards(8), links(distinct))
    assert sorted(t.card.claim.pk for t in turns if not t.repeated) == list(range(1, 9))
    assert sum(t.link is not None for t in turns) == len(distinct)
