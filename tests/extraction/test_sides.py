"""For whom speakers speak."""

from __future__ import annotations

import pytest

from claims.extraction.attributions import assemble
from claims.extraction.interpretation import points_of
from claims.extraction.principals import owner_in
from claims.extraction.segment import segment
from claims.extraction.tagger import get_tagger


def sides(text: str, speaker: str) -> frozenset[str]:
    document = segment(text)
    (marks,) = get_tagger("rules").tag([document])
    _, points = points_of(document, assemble(document, marks))
    return next(point.sides for point in points if point.speaker.name == speaker)


@pytest.mark.parametrize(
    ("text", "speaker", "side"),
    [
        (
            "Farmers accused Anna Bell of theft. “No,” her lawyer, Ines Corbo, said. Corbo said Bell was ill.",
            "Ines Corbo",
            "anna bell",
        ),
        (
            "Wendle Water felled the trees in May. Graham Tully, the company’s head of assets, said they were rotten.",
            "Graham Tully",
            "wendle water",
        ),
        ("Castell Lines runs the ferry. Its president, Ida Moss, said it was safe.", "Ida Moss", "castell lines"),
    ],
    ids=["her lawyer", "the company's head", "its president"],
)
def test_the_source_says_for_whom_somebody_speaks(text: str, speaker: str, side: str) -> None:
    assert side in sides(text, speaker)


def test_the_spokesman_of_a_ministry_speaks_for_the_one_that_spoke_last() -> None:
    text = (
        "Orsava accused Lutania of shelling a village. The Lutanian defence ministry denied the accusation. "
        "“Our guns did not fire,” ministry spokesman Radek Homola said. "
        "The Orsavan interior ministry called the denial absurd."
    )
    found = sides(text, "Radek Homola")
    assert "lutanian defence ministry" in found
    assert "orsavan interior ministry" not in found


def test_one_ministry_is_not_another() -> None:
    text = (
        "Norwegian foreign ministry spokesman Lars Moen said talks would go on. "
        "The Swedish defence ministry said they had failed."
    )
    assert not any("defence" in side for side in sides(text, "Lars Moen"))


@pytest.mark.parametrize(
    ("source", "owner"),
    [
        ("Rosalind Pike, who chairs the group", "the group"),
        ("his chief of staff, Dana Ortega", "his"),
        ("the union’s leader", "the union"),
        ("Luca Ferri, the manager of Team Azzurro", "Team Azzurro"),
        ("a former engineer at the firm", None),
        ("Anna Bell", None),
    ],
)
def test_the_owner_of_a_role_is_read_from_its_words(source: str, owner: str | None) -> None:
    found = owner_in(source)
    assert (found[0] if found else None) == owner


def test_a_spokesman_goes_on_for_the_body_that_spoke_just_before() -> None:
    text = (
        "The Lutanian defence ministry said two drones had been shot down. "
        "Spokesman Radek Homola said that one of them had carried explosives."
    )
    assert "lutanian defence ministry" in sides(text, "Radek Homola")


def test_ministers_of_one_paragraph_are_of_one_government() -> None:
    text = (
        "Orsava’s defence ministry said a village had been shelled.\n\n"
        "Lutania’s foreign minister, Ana Keller, rejected the accusation. "
        "Interior Minister Petr Moen said no gun had been fired.\n\n"
        "Former minister Ida Grell said it was too early to tell."
    )
    assert "lutania" in sides(text, "Petr Moen")
    assert not {"lutania", "orsava"} & sides(text, "Ida Grell")
