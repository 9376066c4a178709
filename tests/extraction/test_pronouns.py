"""A pronoun stands for whoever fits it and was last spoken of."""

from __future__ import annotations

import pytest

from claims.extraction import extract
from tests.extraction.speaking import last_speaker


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna Bell met Peter Hall. She said it went well.", "Anna Bell"),
        ("Anna Bell met Peter Hall. He said it went well.", "Peter Hall"),
        ("Peter Hall said Tom Reed was late. He added that rain was to blame.", "Peter Hall"),
        ("“It was late,” said Peter Hall. “Nobody came,” he said.", "Peter Hall"),
        ("Mr Okoro accused Mr Stein of theft. He said the safe was empty.", "Okoro"),
        ("Quartz Air grounded two jets. It said the checks were routine.", "Quartz Air"),
        ("Norway closed its border. It said the step was needed.", "Norway"),
        ("Two nurses left in May. They said the ward was unsafe.", "Two nurses"),
        ("Spokeswoman Kim Doyle said it was over. She said no more would come.", "Kim Doyle"),
        (
            "Kim Doyle won the race. Her rival Jo Marsh fell. The champion was cheered. Doyle said he was proud.",
            "Kim Doyle",
        ),
        ("A Harbour Board spokesperson denied it. “All was logged,” they said.", "Harbour Board"),
        ("A waitress came forward. She said the star had lied.", "A waitress"),
        ("Kim Doyle said it rained.\n\nBut a waiter begs to differ. He says it was dry.", "a waiter"),
        ("The board sued. The rebels, who hold the hills, did not reply. They have said before it was fair.", "rebels"),
        ("The Sea Union met. The clinic, which has six wards, was praised after it said it was full.", "clinic"),
        ("Kim Doyle spoke. Reed’s wife, reached by phone, was in tears. She said he was a cook.", "Reed’s wife"),
        ("“No,” Kim Doyle’s spokesman said.\n\nThe clerk, Ian Moss, had joked, he added.", "spokesman for Kim Doyle"),
        (
            "The Sea Board met.\n\n4.35pm: Ida Lund, SC, left.\n\n3.45pm: The casino has come back to us. It says no.",
            "casino",
        ),
        ("Ida Lund on Monday hit Bernie Vance on tax, and she claimed he was late.", "Ida Lund"),
        (
            "Tom Reed ran the port and blamed Ian Moss for its fall.\n\n"
            "In a sign of how touchy Moss is about cranes, he accused the press of lying.",
            "Ian Moss",
        ),
        (
            "Aides said Tom Reed feared years in Karsia’s grim Orlan Keep. While he refused to pay, he said so.",
            "Tom Reed",
        ),
        ("Ida Lund advises her father, aides say. Girls Who Build came out in May. “All work,” she said.", "Ida Lund"),
        (
            "“I hope he wins,” Ida Lund said.\n\nAsked about her vote if Kim Doyle runs in May, she replied: “No.”",
            "Ida Lund",
        ),
        ("Some nurses left.\n\nThe second blow came late. As bakers sought cash in May, they proposed cuts.", "bakers"),
        ("However, a nurse who was there, and who would not be named, wept. She said it rained.", "a nurse"),
    ],
)
def test_a_pronoun_goes_to_the_speaker_it_fits(text: str, name: str) -> None:
    found = extract(text)
    assert found.speakers[found.attributions[-1].speaker].name.casefold() == name.casefold()


def test_gender_learnt_from_a_pronoun_is_kept() -> None:
    text = (
        "Sorrel Vane said the plan was dead. He said nobody wanted it.\n\nKestrel Moon said it was alive. "
        "She said many wanted it.\n\nHe said she was wrong."
    )
    found = extract(text)
    assert found.speakers[found.attributions[-1].speaker].name == "Sorrel Vane"


def test_a_pronoun_in_a_quotation_is_not_taken_for_the_one_quoted() -> None:
    text = "“He is a liar,” Anna Bell said of Peter Hall. She said he had never paid."
    found = extract(text)
    assert {found.speakers[a.speaker].name for a in found.attributions} == {"Anna Bell"}


@pytest.mark.parametrize(
    "text",
    [
        "Lenz’s transport minister, Xyr Moe, dismissed the note. Two clerks had seen it. Rain, he said, was to blame.",
        "Xyr Moe denied it. Questioned by his counsel, P. Reed, he said it had rained.",
    ],
)
def test_he_is_whoever_has_an_office_and_not_who_asks(text: str) -> None:
    assert last_speaker(text) == "Xyr Moe"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Petr Moe wept. A spokesman for Orlec Water said it was late. He added that it was cold.", "Orlec Water"),
        ("Ida Moe wept. A treasury spokeswoman said it was late. “It is cold,” she said.", "treasury"),
        ("Petr Moe wept. An Orlec Water spokeswoman said it was late. He said it was cold.", "Petr Moe"),
    ],
)
def test_he_goes_on_for_whom_a_nameless_spokesman_speaks(text: str, name: str) -> None:
    assert last_speaker(text) == name
