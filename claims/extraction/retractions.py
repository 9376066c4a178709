"""Speakers who take back what they said."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.points import Point
from claims.extraction.values import QuotationType
from claims.extraction.wording import shared_part
from claims.extraction.wordlists import stances, word_set

_ADMITTING = frozenset({"admit", "concede", "acknowledge", "confess", "say", "accept"})
_OWN = word_set("he her his i it its my our she their they we")
_FIRST = word_set("i my our we")
_SAYING = word_set("accuse allege announce assert claim deny report say state suggest tell")
_WRONG = word_set("exaggerated fabricated false incorrect invented lied misspoke mistaken wrong")


def retracts(point: Point) -> bool:
    """Tell whether somebody takes own words back: "withdrew her claim", "admitted she had exaggerated"."""
    if stances().retracting & set(point.lemmas[-1:]):
        return bool(set(point.words[:3]) & _OWN) and bool(set(point.words) & _said_nouns())
    admits = _ADMITTING & set(point.lemmas)
    own = _FIRST if point.attribution.type is QuotationType.DIRECT else _OWN  # "She is mistaken," he said
    wrong = bool(set(point.words[:7]) & _WRONG) and not _judges(point.words[:9])
    return bool(admits) and bool(set(point.words[:3]) & own) and wrong


def _judges(words: Sequence[str]) -> bool:
    """Tell whether an act is called wrong: "it was wrong to compare the two", not "it was wrong to say so"."""
    at = next((k for k, word in enumerate(words) if word in _WRONG), len(words))
    return words[0] == "it" and words[at + 1 : at + 2] == ("to",) and not _SAYING & set(words[at + 2 : at + 3])


def retracted(points: Sequence[Point], k: int) -> list[tuple[int, float]]:
    """Return the speaker's own earlier claim that is meant: the one with most words in common, then the latest."""
    point = points[k]
    own = [p for p in points[:k] if p.attribution.speaker == point.attribution.speaker]
    if not own:
        return []
    best = max(own, key=lambda p: (shared_part(point.stems, p.stems), p.place))
    return [(best.index, 0.6)]


def _said_nouns() -> frozenset[str]:
    nouns = stances().pointers["nouns"]
    return nouns | {f"{noun}s" for noun in nouns}
