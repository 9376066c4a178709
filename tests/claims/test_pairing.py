"""What one claim is to another, by its words, sides and acts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.values import Stance
from claims.pairing.amounts import amounts_in
from claims.pairing.embedding import comparable, embed
from claims.pairing.features import features
from claims.pairing.manner import is_reserved, refutes
from claims.pairing.networks import ModelUnavailable
from claims.pairing.scoring import Odds, Pair, pair_scorer
from claims.pairing.wording import Wording, may_be_same, same_words

CHARGE = Wording("Brask Oil hid a leak in the bay", "Brask Oil", Stance.ACCUSATION, ("Nora Wilk",))
DENIAL = Wording("it had hidden any leak in the bay", "leak", Stance.DENIAL, ("Brask Oil",))
AGAIN = Wording("the leak in the bay was concealed by Brask Oil", "Brask Oil", Stance.ACCUSATION, ("Nora Wilk",))
OTHER = Wording("the ferry will not sail on Sunday", "ferry", Stance.ASSERTION, ("Harbour board",))


def odds_of(one: Wording, other: Wording) -> Odds:
    vectors = embed([comparable(one.text), comparable(other.text)])
    return pair_scorer().score([Pair(one, other, float(vectors[0] @ vectors[1]))])[0]


@pytest.mark.parametrize(
    ("one", "other", "link"),
    [(CHARGE, DENIAL, "rebuts"), (CHARGE, AGAIN, "same"), (CHARGE, OTHER, "different"), (DENIAL, OTHER, "different")],
)
def test_the_likeliest_link_is_named(one: Wording, other: Wording, link: str) -> None:
    odds = odds_of(one, other)
    assert pair_scorer().link(odds) == link
    assert odds.same + odds.rebuts + odds.supports + odds.different == pytest.approx(1, abs=1e-5)


def test_the_order_of_two_claims_does_not_matter() -> None:
    assert odds_of(CHARGE, DENIAL) == odds_of(DENIAL, CHARGE)


def test_the_scorer_reads_what_is_observed_in_the_order_it_learnt() -> None:
    assert pair_scorer().inputs == tuple(features(CHARGE, DENIAL, 0.5))


def test_a_missing_scorer_says_what_is_missing_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"pairs\.json, which is missing\. Restore"):
        pair_scorer(tmp_path)


def test_no_pairs_have_no_odds() -> None:
    assert pair_scorer().score([]) == []


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("four million crowns", {4e6}),
        ("4m crowns", {4e6}),
        ("some two hundred thousand, or 200,000", {2e5}),
        ("forty-eight hours", {48}),
        ("47.2 degrees", {47.2}),
        ("one of two", set()),
    ],
)
def test_amounts_are_read_in_figures_and_words(text: str, amounts: set[float]) -> None:
    assert amounts_in(text) == amounts


@given(st.text(max_size=80))
def test_amounts_are_read_of_any_text(text: str) -> None:
    assert all(np.isfinite(list(amounts_in(text))))


@pytest.mark.parametrize(
    ("text", "refuting", "reserved"),
    [
        ("Singer marries her gardener", False, False),
        ("Singer reportedly marries her gardener", False, True),
        ("Did the singer marry her gardener?", False, True),
        ("Former minister: singer married me", False, True),
        ("No, the singer has not married her gardener", True, False),
        ("Wedding of singer and gardener is a hoax", True, False),
        ("Guest billed for no-show at the wedding", False, False),
    ],
)
def test_a_text_vouches_reports_or_refutes(text: str, *, refuting: bool, reserved: bool) -> None:
    assert (refutes(text), is_reserved(text)) == (refuting, reserved)


def test_long_quotations_are_the_same_whatever_stands_around_them() -> None:
    one = Wording("“we will not leave the harbour to thieves”", "", Stance.ASSERTION)
    other = Wording("he cried: “We will not leave the harbour to thieves”, to applause", "", Stance.ASSERTION)
    assert same_words(one, other)


def test_amounts_in_words_and_figures_make_one_claim_other_amounts_two() -> None:
    one = Wording("the flood killed twelve people", "", Stance.ASSERTION)
    assert may_be_same(one, Wording("12 people were killed by the flood", "", Stance.ASSERTION))
    assert not may_be_same(one, Wording("30 people were killed by the flood", "", Stance.ASSERTION))


def test_two_of_like_office_are_not_one_side_for_it() -> None:
    one = Wording("the dam held", "", Stance.ASSERTION, ("Olena Marchenko",), ("Ukrainian Foreign Minister",))
    other = Wording("the dam broke", "", Stance.ASSERTION, ("Petr Lund",), ("Karsian Prime Minister", "President"))
    assert features(one, other, 0.5)["same side"] == 0
    assert one.side == {"olen", "march", "ukr"}
