"""Differences by word and number: whatever the texts, what is same and new makes the second one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.drift import Change, Piece, count_differing, differences, drifting_numbers, numbers_of

texts = st.text(st.sampled_from("ab é.,“” 12\n"), max_size=60).map(str.strip)


@given(texts, texts)
def test_what_is_same_and_new_is_the_second_text(one: str, other: str) -> None:
    kept = "".join(piece.words for piece in differences(one, other) if piece.change is not Change.GONE)
    assert kept == other


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert count_differing(differences(text, text)) == 0


def test_a_replaced_word_stands_before_its_replacement() -> None:
    assert differences("it was totally safe", "it was fully safe") == [
        Piece(Change.SAME, "it was "),
        Piece(Change.GONE, "totally "),
        Piece(Change.NEW, "fully "),
        Piece(Change.SAME, "safe"),
    ]


def test_case_and_punctuation_are_no_difference() -> None:
    assert count_differing(differences("“Totally unfounded,”", "totally unfounded")) == 0


def test_a_replaced_word_counts_once() -> None:
    assert count_differing(differences("at least 155 Chinese citizens", "more than 150 Chinese citizens")) == 3


def test_texts_too_long_to_compare_are_shown_whole() -> None:
    pieces = differences("old " * 4000, "new " * 4000)
    assert [piece.change for piece in pieces] == [Change.GONE, Change.NEW]


def test_numbers_keep_their_scale() -> None:
    assert numbers_of("1.5 million of 3,000 homes, 40% more") == ("1.5 million", "3,000", "40%")


def test_only_numbers_that_not_all_have_drift() -> None:
    assert drifting_numbers(["155 men in 2025", "150 men in 2025"]) == [("155",), ("150",)]
    assert drifting_numbers([]) == []
