"""Stances that only the sides tell: denials without denying words, charges, promises about one's own side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.extraction.points import Point
from claims.extraction.values import Attribution, Link, Relation, Stance
from claims.extraction.wordlists import stances

_PLAIN = frozenset({Stance.ASSERTION, Stance.OTHER, Stance.ASSESSMENT})
_SUBJECT = 5


def with_sides(points: Sequence[Point], links: Sequence[Link]) -> list[Attribution]:
    """Return the attributions, plain ones with the stance that speaker and answers give them."""
    denials = {link.answer for link in links if link.relation is Relation.DENIES}
    denied = {link.answered for link in links if link.relation is Relation.DENIES}
    stances_told = [_stance(point, is_denial=k in denials, is_denied=k in denied) for k, point in enumerate(points)]
    return [
        point.attribution if point.attribution.stance is told else replace(point.attribution, stance=told)
        for point, told in zip(points, stances_told, strict=True)
    ]


def _stance(point: Point, *, is_denial: bool, is_denied: bool) -> Stance:
    stance = point.attribution.stance
    if stance not in _PLAIN:
        return stance
    if is_denial:
        return Stance.DENIAL
    if _promises_for_own_side(point):
        return Stance.COMMITMENT
    return Stance.ACCUSATION if is_denied and stance is Stance.ASSERTION else stance


def _promises_for_own_side(point: Point) -> bool:
    """Tell whether the content begins with the speaker's own side and what it will do."""
    opening = " ".join(point.words[:_SUBJECT])
    own = any(opening.startswith((f"{side} ", f"the {side} ")) for side in point.sides)
    return own and bool(set(point.words[:_SUBJECT]) & stances().content["future"])
