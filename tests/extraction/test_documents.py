"""A report, a readout or a statement holds the words of whoever wrote it."""

from __future__ import annotations

import pytest

from tests.extraction.speaking import last_speaker


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A secret report by former inspectors, seen by the Courier, says the valves were old.", "former inspectors"),
        ("A study by the Lenz Institute last year found the river was clean.", "Lenz Institute"),
        ("Both ministers spoke on Monday. The French readout said they had agreed.", "France"),
        ("Both ministers spoke on Monday. The Finnish army statement said it was over.", "Finnish Army"),
    ],
)
def test_a_document_speaks_for_its_author(text: str, name: str) -> None:
    assert last_speaker(text) == name


def test_a_later_report_is_by_whom_the_text_has_said() -> None:
    text = "A report by former inspectors says the valves were old. The report says nothing of the pumps."
    assert last_speaker(text) == "former inspectors"


def test_whoever_says_something_in_a_report_stands_behind_it() -> None:
    text = "The Pipes Authority was founded in May. In its first annual report the authority says the pipes are safe."
    assert last_speaker(text) == "Pipes Authority"


def test_a_letter_is_its_writers_whatever_is_said_of_it() -> None:
    text = "Ida Moe wrote that the dam was old. The letter, dated May 8 and seen by the Courier, demands repairs."
    assert last_speaker(text) == "Ida Moe"
