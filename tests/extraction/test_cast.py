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
