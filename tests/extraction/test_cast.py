"""A text's persons and bodies are told apart by what stands beside their names."""

from __future__ import annotations

import pytest

from claims.extraction import extract


def last_speaker(text: str) -> str:
    found = extract(text)
    return found.speakers[found.attributions[-1].speaker].name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Ashby Crane said the ferry was safe. Lindsey Wick, the dead man’s sister, wept. She said it was old.",
            "Lindsey Wick",
        ),
        (
            "Mr Crane said the lock was new. Mr Crane’s daughter Ashby said it had rusted. “It was dry,” she said.",
            "Ashby",
        ),
        ("Tom Reed said the pier was safe. Mum-of-two Ashby Wick wept. He said it was old.", "Tom Reed"),
    ],
)
def test_a_relative_has_the_gender_of_the_kin_not_of_whose_it_is(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Marl Copper’s chief executive, Ida Lund, left. A spokesman for Marl said the pit was shut.", "Marl Copper"),
        (
            "A rights group, Clean Tide International, met. Clean Tide said the bay was foul.",
            "Clean Tide International",
        ),
        ("Careers Union New Zealand asked for a vote. It said the vote was due.", "Careers Union New Zealand"),
        ("Growers Voice Kenya met. Tom Reed stayed at home. It said the vote was due.", "Growers Voice Kenya"),
    ],
)
def test_what_has_an_office_a_noun_or_a_state_of_a_body_is_no_person(text: str, name: str) -> None:
    assert last_speaker(text) == name
