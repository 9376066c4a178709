"""Which candidate is answered: the clearest one, if it is probable enough."""

from __future__ import annotations

import pytest

from claims.extraction.weighing import Weights, answered_of, load_weights, probability

WEIGHTS = Weights(choosing={"near": 2.0, "words": 4.0}, deciding={"bias": -1.0, "words": 3.0}, least=0.5)


def test_the_candidate_with_most_in_its_favour_is_answered() -> None:
    ((candidate, sure),) = answered_of(WEIGHTS, {3: {"near": 1.0}, 7: {"words": 1.0}}, [])
    assert candidate == 7
    assert sure == pytest.approx(probability(WEIGHTS.deciding, {"bias": 1.0, "words": 1.0}))


def test_two_that_are_alike_are_both_answered() -> None:
    found = answered_of(WEIGHTS, {3: {"words": 1.0}, 7: {"words": 1.0}, 9: {}}, [])
    assert [candidate for candidate, _ in found] == [3, 7]


def test_what_is_doubtful_is_no_answer() -> None:
    assert answered_of(WEIGHTS, {3: {"near": 1.0}}, []) == []
    assert answered_of(WEIGHTS, {}, []) == []


def test_what_an_attribution_shows_of_itself_counts() -> None:
    weights = Weights(choosing={}, deciding={"bias": -1.0, "is denies": 3.0}, least=0.5)
    assert answered_of(weights, {3: {}}, ["denies"])
    assert not answered_of(weights, {3: {}}, ["promises"])


def test_the_trained_weights_are_those_of_what_is_observed() -> None:
    weights = load_weights()
    assert 0 < weights.least < 1
    assert {"bias", "is denies", "denial of charge"} <= weights.deciding.keys()
    assert {"concerned by charge", "shared part", "noun of charge"} <= weights.choosing.keys()
