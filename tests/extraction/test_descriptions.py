"""A definite description takes up whom age, office or office-holder's title tell."""

from __future__ import annotations

import pytest

from claims.extraction import extract


def last_speaker(text: str, title: str | None = None) -> str:
    found = extract(text, title=title)
    return found.speakers[found.attributions[-1].speaker].name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Resident Ida Moe, 71, said the tap was dry. The pensioner said nobody came.", "Ida Moe"),
        ("Student Ida Moe, 16, said it was dark. The teenager said nobody came.", "Ida Moe"),
        (
            "Rev Tom Reed left. Secretary Ida Moe said it was late. Rev Reed wept. The minister said it was a sin.",
            "Tom Reed",
        ),
        (
            "State secretary Ida Moe was there. Chief operating officer Tom Reed said Ida Moe was late."
            " The union boss said he was wrong.",
            "Ida Moe",
        ),
    ],
)
def test_a_description_takes_up_age_and_office(text: str, name: str) -> None:
    assert last_speaker(text) == name


def test_a_family_is_not_that_of_a_nameless_source() -> None:
    text = (
        "A source close to the mayor said it was late.\n\n"
        "It comes days after the death of Ida Moe, 83, at a clinic. Her family say that the ward was full."
    )
    assert last_speaker(text) == "Ida Moe’s family"
