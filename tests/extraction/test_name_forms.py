"""Ranks, honours and letters are no part of a name; commas and saints may be."""

from __future__ import annotations

import pytest

from claims.extraction import SpeakerKind
from tests.extraction.speaking import last_speaker_and_kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Det Con Ida Moss said no ladder was found.", "Ida Moss"),
        ("Senate President Pro Tempore Ramon Orrano said it was dry.", "Ramon Orrano"),
        ("A fishmonger, Aling Rosa Orrano, said the pier was shut.", "Rosa Orrano"),
        ("Ida Moss TD said the bridge was late. She said nobody came.", "Ida Moss"),
        ("A Senior Lecturer at the Department of Ports, Orr University, Dr Ida Moss, said it was late.", "Ida Moss"),
        ("Garda Ida Moss said the gate was shut. The garda said nobody came.", "Ida Moss"),
        ("Barrister Ida Moss BL said the gate was shut.", "Ida Moss"),
        ("Furious Pushpa Orrano says the curry is hers. Ask Auntie Pushpa, she said.", "Pushpa Orrano"),
        ("Datin Ida Moss said the bridge was late.", "Ida Moss"),
        (
            "Petr Moss, 60, denies theft. Moss told officers it was his. Mrs Moss, 55, wept. Moss said so twice.",
            "Petr Moss",
        ),
    ],
)
def test_ranks_honours_and_letters_are_no_part_of_a_name(text: str, name: str) -> None:
    assert last_speaker_and_kind(text) == (name, SpeakerKind.PERSON)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The Orr Bakers, Millers and Brewers Union (OBMBU) wept. The OBMBU said flour was dear.",
            "Orr Bakers, Millers and Brewers Union",
        ),
        (
            "Petr Lund blamed the National Guild of Bakers of Karsia (Ngbk). The Ngbk said flour was dear.",
            "National Guild of Bakers of Karsia",
        ),
        (
            "Petr Lund asked the Housing and Harbour Board (HHB). The HHB said flour was dear.",
            "Housing and Harbour Board",
        ),
        ("The Electoral Council met. The EC said it had no mandate.", "Electoral Council"),
        ("Ida Lund left St Orwin’s School in May. The school said it was sorry.", "St Orwin’s School"),
        ("Ida Lund left St Orwin’s School in May. St Orwin’s said it was sorry.", "St Orwin’s School"),
    ],
)
def test_commas_and_saints_may_stand_in_the_name_of_a_body(text: str, name: str) -> None:
    assert last_speaker_and_kind(text) == (name, SpeakerKind.ORGANIZATION)


def test_a_saint_of_whom_a_school_is_named_does_not_speak() -> None:
    text = "Ida Lund taught at St Orwin’s School. St Orwin’s was shut, St Orwin’s said in May. She said it was sad."
    assert last_speaker_and_kind(text) == ("Ida Lund", SpeakerKind.PERSON)
