"""Contents that contradict each other: the same words denied, "no such", opposites."""

from __future__ import annotations

from claims.extraction.points import Point
from claims.extraction.wording import agreement, shared_part, such_stems

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


def opposed(point: Point, other: Point) -> bool:
    """Tell whether a word of one content has its opposite in the other, and not in its own."""
    return bool(point.opposites) and not point.opposites.isdisjoint(other.words)
