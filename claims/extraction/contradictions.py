"""Contents that contradict each other: the same words denied, "no such", opposites."""

from __future__ import annotations

from functools import cache

from claims.extraction.points import Point
from claims.extraction.wording import agreement, shared_part, such_stems
from claims.extraction.wordlists import stances

# Stems of contents so short that one shared word is their topic.
_SHORT = 3
_SURE, _LIKELY, _POSSIBLE = 0.75, 0.65, 0.5


def contradiction(point: Point, other: Point) -> float:
    """Return how surely two contents contradict each other, 0 if they do not."""
    shared = point.stems & other.stems
    if not shared:
        return 0.0
    such = such_stems(point.words)
    if such and such & other.stems:
        return _SURE if point.is_negated else _POSSIBLE
    overlap = shared_part(point.stems, other.stems)
    denied = (point.negated & other.stems - other.negated) | (other.negated & point.stems - point.negated)
    is_the_point = len(denied) >= len(shared) / 2
    alike = agreement(point.stems, other.stems)
    if is_the_point and denied and alike >= 0.34 and len(shared) > 1 and "whether" not in point.words:
        return _LIKELY
    if is_the_point and point.negated & denied and point.is_concerned_by(other) and overlap >= 0.2:
        return _POSSIBLE
    is_short = max(len(point.stems), len(other.stems)) <= _SHORT
    if opposed(point, other) and overlap >= 0.4 and (len(shared) > 1 or is_short):
        return _LIKELY
    return 0.0


def opposed(point: Point, other: Point) -> set[str]:
    """Return the words of one content whose opposites stand in the other."""
    found: set[str] = set()
    for word in point.words:
        for against in _opposites().get(word, ()):
            if against in other.words and against not in point.words:
                found.add(word)
    return found


@cache
def _opposites() -> dict[str, frozenset[str]]:
    against: dict[str, set[str]] = {}
    for one, other in stances().opposites:
        against.setdefault(one, set()).add(other)
    return {word: frozenset(words) for word, words in against.items()}
