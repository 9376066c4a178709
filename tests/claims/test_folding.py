"""Texts folded for comparison."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.folding import fold, without_accents


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Œil\tde\r\nŁódź", "Œil de  Lodz"),
        ("plain\tASCII\x00 of\x0b old\x7f", "plain ASCII of  old"),
        ("soft\u00adly, softly\u200b", "softly, softly"),
        ("e\u0301tude №1", "etude No1"),
    ],
)
def test_accents_and_what_cannot_be_seen_go(text: str, bare: str) -> None:
    assert without_accents(text) == bare


@given(st.text())
def test_what_is_bare_stays(text: str) -> None:
    assert without_accents(without_accents(text)) == without_accents(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="ascii")))
def test_plain_letters_are_read_as_among_others(text: str) -> None:
    assert without_accents(text + "é") == without_accents(text) + "e"
