"""The speech act, the form and the seriousness of what was said."""

from __future__ import annotations

import pytest

from claims.extraction import Attitude, QuotationType, Stance, extract


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Ida Lund said the bridge was open.", Stance.ASSERTION),
        ("Ida Lund denied that she had sold the boat.", Stance.DENIAL),
        ("Ida Lund rejected the offer of a loan.", Stance.REJECTION),
        ("Ida Lund dismissed the report as nonsense.", Stance.REJECTION),
        ("Ida Lund called the claim “a lie”.", Stance.REJECTION),
        ("Ida Lund accused the board of fraud.", Stance.ACCUSATION),
        ("Ida Lund said the board had lied to patients.", Stance.ACCUSATION),
        ("Ida Lund pledged to repay the loan.", Stance.COMMITMENT),
        ("Ida Lund said she would repay the loan.", Stance.COMMITMENT),
        ("Ida Lund urged the board to act.", Stance.CALL),
        ("Ida Lund said ministers must act.", Stance.CALL),
        ("Ida Lund predicted that prices would fall.", Stance.ASSESSMENT),
        ("Ida Lund described the plan as “disturbing”.", Stance.ASSESSMENT),
        ("“That is not true,” Ida Lund said.", Stance.DENIAL),
    ],
)
def test_stance_follows_cue_and_content(text: str, stance: Stance) -> None:
    (attribution,) = extract(text).attributions
    assert attribution.stance is stance


def test_a_plain_statement_that_answers_a_charge_is_a_denial() -> None:
    text = "Karsia accused Velmora of opening the dam. But Velmora insisted its gates had stayed shut."
    assert extract(text).attributions[-1].stance is Stance.DENIAL


@pytest.mark.parametrize(
    ("text", "attitude"),
    [
        ("Ida Lund hopes the bridge will open.", Attitude.ATTITUDE),
        ("Ida Lund wants the board to resign.", Attitude.ATTITUDE),
        ("Ida Lund believes the board lied.", Attitude.ATTITUDE),
        ("The board is believed to have lied.", Attitude.STATEMENT),
        ("Ida Lund said the board lied.", Attitude.STATEMENT),
        ("Ida Lund declined to comment.", Attitude.ATTITUDE),
        ("Ida Lund refused to say whether the board had lied.", Attitude.ATTITUDE),
        ("Two clerks were not authorised to discuss the board.", Attitude.ATTITUDE),
        ("A clerk asked not to be named.", Attitude.ATTITUDE),
        ("Ida Lund refused to accept that the board had lied.", Attitude.STATEMENT),
        ("Ida Lund asked the board to act.", Attitude.STATEMENT),
    ],
)
def test_wishes_beliefs_and_silence_of_somebody_are_no_statements(text: str, attitude: Attitude) -> None:
    assert {attribution.attitude for attribution in extract(text).attributions} == {attitude}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It is late,” said Ida Lund.", QuotationType.DIRECT),
        ("Ida Lund said it was late.", QuotationType.INDIRECT),
        ("Ida Lund said it was “far too late”.", QuotationType.MIXED),
        ("Ida Lund said “The Long Night” was her best novel.", QuotationType.INDIRECT),
    ],
)
def test_type_follows_the_quotation_marks(text: str, kind: QuotationType) -> None:
    assert extract(text).attributions[0].type is kind


def test_the_target_is_what_the_claim_is_about() -> None:
    assert extract("Ida Lund accused the harbour board of fraud.").attributions[0].target == "the harbour board"
    assert extract("Ida Lund called the reports “disturbing”.").attributions[0].target == "the reports"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Ida Lund said the cost was inflated.", "the cost"),
        ("Ida Lund said his cut was too deep.", "his cut"),
        ("Ida Lund said every read is logged.", "every read"),
        ("Ida Lund said the still open weir had failed.", "the still open weir"),
        ("Ida Lund said the plan cost millions.", "the plan"),
        ("Ida Lund said all of it was logged.", None),
        ("Ida Lund said many were lost.", None),
    ],
)
def test_what_follows_a_determiner_is_the_noun_of_the_target(text: str, target: str | None) -> None:
    assert extract(text).attributions[0].target == target
