"""Whoever is told something does not say it."""

from __future__ import annotations

import pytest

from claims.extraction import extract
from claims.extraction.acted_upon import is_acted_upon
from claims.extraction.attributions import Triple
from claims.extraction.segment import segment
from claims.extraction.story import Story
from claims.extraction.values import Span
from tests.extraction.speaking import last_speaker, speakers_in_order


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("source", "cue", "expected"),
    [
        ("The council", "was informed", True),
        ("It", "would be recalled", True),
        ("The council", "has told", False),
        ("The council", "was quoted", False),
        ("It", "recalled", False),
    ],
)
def test_whoever_is_told_and_an_expletive_say_nothing(source: str, cue: str, *, expected: bool) -> None:
    text = f"{source} {cue} that the bridge was shut."
    triple = Triple((span_of(text, source),), (span_of(text, cue),), (span_of(text, "the bridge was shut"),))
    assert is_acted_upon(Story(segment(text)), triple) is expected


@pytest.mark.parametrize(
    "text", ["The bridge was shut for a month, an inquiry heard.", "The court heard that the bridge was shut."]
)
def test_who_hears_evidence_does_not_give_it(text: str) -> None:
    assert last_speaker(text) == "unspecified"


def test_a_jury_told_in_a_headline_says_nothing() -> None:
    title = "Clerk ‘lied’ about the bridge, jury told"
    assert speakers_in_order(extract(f"{title}\n\nIt was late.", title=title)) == ["unspecified"]
