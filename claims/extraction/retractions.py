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
_WRONG = word_set("exaggerated fabricated false incorrect invented lied misspoke mistaken wrong")


def retracts(point: Point) -> bool:
    """Tell whether somebody takes own words back: "withdrew her claim", "admitted she had exaggerated"."""
    if stances().retracting & set(point.lemmas[-1:]):
        return bool(set(point.words[:3]) & _OWN) and bool(set(point.words) & _said_nouns())
    admits = _ADMITTING & set(point.lemmas)
    own = _FIRST if point.attribution.type is QuotationType.DIRECT else _OWN  # "She is mistaken," he said
    return bool(admits) and bool(set(point.words[:3]) & own) and bool(set(point.words[:7]) & _WRONG)


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
