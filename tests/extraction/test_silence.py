"""What is found, and yet reports no words."""

from __future__ import annotations

import pytest

from claims.extraction.silence import is_act, is_only_asked, keeps_silent


@pytest.mark.parametrize(
    ("cue", "content", "silent"),
    [
        ("declined", "to comment", True),
        ("declined to answer", "a question about that", True),
        ("were not authorised", "to discuss the matter", True),
        ("asked", "not to be named", True),
        ("refused", "to leave the building", False),
        ("refused", "to do so", True),
        ("asked", "the board to resign", False),
        ("said", "he would not comment", False),
        ("would not say", "whether it had begun", True),
        ("did not say", "the dam was safe", False),
        ("did not immediately reply to", "a request for comment", True),
        ("has not responded to", "questions from the Courier", True),
        ("did not return", "several calls", True),
        ("replied to", "questions about the dam", False),
        ("did not respond to", "the crisis", False),
    ],
)
def test_silence_is_told_from_refusing_to_act(cue: str, content: str, silent: bool) -> None:
    assert keeps_silent(cue.split(), content.split()) is silent


def test_nobody_asks_where_no_source_is() -> None:
    assert is_only_asked(["asked"], ["about", "the", "images"], has_source=False)
    assert is_only_asked(["asked", "whether"], ["he", "would", "resign"], has_source=False)
    assert not is_only_asked(["asked"], ["whether", "he", "would", "resign"], has_source=True)


@pytest.mark.parametrize(
    ("cue", "content", "act"),
    [
        ("traced", "the painting", True),
        ("decided", "to end free travel", True),
        ("has showcased", "no signs of slowing", True),
        ("decided", "that travel was free", False),
        ("traced", "“ the painting ”", False),
        ("said", "no more", False),
        ("has apologised", "to the family", True),
        ("apologised", "for the delay", False),
        ("disagreed over", "the number of pupils", True),
        ("spoke to the Echo about", "the collapse", True),
        ("have appealed against", "the red card", True),
        ("backed", "his player", True),
        ("summoned", "the town’s chargé d'affaires", True),
        ("spar over", "the remark", True),
        ("hears", "conflicting accounts of the fire", True),
        ("heard", "that the fire was set", False),
        ("clash over claim", "the reef has recovered", True),
        ("ordered", "her driver to the airport", True),
        ("ordered", "the firm to supply water", False),
        ("backed", "his account of it", False),
        ("according to", "the map", False),
        ("retracted", "his statement", False),
        ("withdrew", "her description", False),
        (":", "no signs", False),
        ("", "no signs", False),
    ],
)
def test_an_act_has_a_thing_or_a_purpose_behind_a_verb_of_no_saying(cue: str, content: str, act: bool) -> None:
    assert is_act(cue.split(), content.split()) is act
