"""A description takes up whoever heads a body, serves it or belongs to it."""

from __future__ import annotations

import pytest

from claims.extraction import extract
from tests.extraction.speaking import last_speaker


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Orr Senator Ida Moe named the firm. “It is a shell,” the Azimio lawmaker said. Azimio won.", "Ida Moe"),
        (
            "The Department of Rail and Ports (DRP) was silent. Ports Secretary Ida Moe wept. Director Petr Lund left."
            " The DRP chief said nobody would be spared.",
            "Ida Moe",
        ),
        (
            "The Orr Labour Union (OLU) met. Its Lenz chairman, Petr Lund, left. The OLU boss said it was enough.",
            "Petr Lund",
        ),
        ("The Orr Medical Union wept. Petr Lund left. The medics’ union said it was late.", "Orr Medical Union"),
        ("A civil body, a non-profit organisation, the Lenz Centre, wept. The group said it was late.", "Lenz Centre"),
        ("Special adviser Ida Moe wept. Governor Petr Lund left. The assistant said it was late.", "Ida Moe"),
        ("A party chieftain, Ida Moe, wept. Petr Lund left. The chieftain said it was late.", "Ida Moe"),
        (
            "Surveyor Ida Moe, in her yearly report, flagged it as wrong. Petr Lund wept. The report said it leaked.",
            "Ida Moe",
        ),
    ],
)
def test_a_noun_takes_up_whoever_serves_a_body_or_belongs_to_it(text: str, name: str) -> None:
    assert last_speaker(text) == name


def test_the_next_paragraph_names_the_lawmaker_of_a_lede() -> None:
    text = "A lawmaker accused the port of theft.\n\nOrr First Rep. Ida Moe said a crane was gone."
    found = extract(text)
    assert found.speakers[found.attributions[0].speaker].name == "Ida Moe"


def test_a_nameless_witness_stays_the_witness() -> None:
    text = (
        "The hall was full. A former clerk, who cannot be named, said she saw it. “He laughed,” the witness said.\n\n"
        "Petr Lund put it to her that the drawer was empty. The witness said it was not."
    )
    assert last_speaker(text) == "A former clerk"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Minister Petr Lund wept. Asked in May, the DFK’s Ida Moe demanded a vote. Petr Lund left."
            " The DFK lawmaker said it was late.",
            "Ida Moe",
        ),
        (
            "The chief whip, Ida Moe, wept.\n\nThe Member of Parliament (MP) for Orr said the claim was a lie.",
            "Ida Moe",
        ),
        ("The party’s general secretary, Ida Moe, wept. Petr Lund left. The scribe said it was late.", "Ida Moe"),
        ("Rail expert Ida Moe wept. Petr Lund left. The analyst said it was late.", "Ida Moe"),
        ("The league’s convener, Ida Moe, wept. Petr Lund left. The chief said it was late.", "Ida Moe"),
        ("A graphic bears the logo of Orr TV. Petr Lund wept. The station said it was a fake.", "Orr TV"),
        ("Petr Lund met a clerk called Ida Moe, whose profile says she is a farmer.", "Ida Moe"),
        ("It rained.\n\nA vicar denied it. The Rev Ida Moe wept. The vicar said the bells were old.", "Ida Moe"),
    ],
)
def test_a_noun_takes_up_members_scribes_and_stations(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "His biographer, Professor Ida Moe, is sure. In her book, the historian argued that it was forged.",
            "Ida Moe",
        ),
        ("The Ethics Commission was asked. The anti-graft body said it had a letter.", "Ethics Commission"),
        (
            "Labor MP Petr Lund was angry. Shadow rail minister Ida Moe accused the board of lying."
            " The Liberal MP said she had warned it.",
            "Ida Moe",
        ),
        ("Petr Lund is a cook. His daughter Ida Moe was angry. The businesswoman said she had warned him.", "Ida Moe"),
        ("Petr Lund is a cook. Curry king Ida Moe weighed in. The restaurateur said it was hot.", "Ida Moe"),
        ("Judge Ida Moe left. The farmer’s solicitor said it was late.", "farmer’s solicitor"),
    ],
)
def test_a_trade_varies_whoever_has_none_that_tells_against_it(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A bench of Justice Ida Moe and Justice Petr Lund observed that it was late.", "Ida Moe and Petr Lund"),
        ("Councillor Ida Moe (Con) said it was late. Petr Lund (Lab) wept. The Conservative denied it.", "Ida Moe"),
        ("Sen. Ida Moe (R-Ohio) said so. Rep. Petr Lund (D-Ohio) said no. The Republican denied it.", "Ida Moe"),
    ],
)
def test_a_bench_is_its_judges_and_brackets_tell_a_party(text: str, name: str) -> None:
    assert last_speaker(text) == name


def test_the_label_of_a_turn_may_have_a_title() -> None:
    text = "Reporter: The mayor says the bill is bad.\n\nSEN. MOE-ORRANO: He has not read it. Section 4 is clear."
    assert last_speaker(text) == "Moe-Orrano"
