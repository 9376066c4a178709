"""Answers that do not say no: confirmations, and replies that take a claim up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.cue_words import has_cue, strikes_back
from claims.extraction.pointers import is_owned_by, read_pointer
from claims.extraction.points import Point
from claims.extraction.values import Document, Relation
from claims.extraction.wording import shared_part
from claims.extraction.wordlists import stances, word_set

_REACH = 12
_ASKED = re.compile(
    r"^(?:Asked|Responding|Reacting|Replying|In response|In reply|Commenting|Pressed|Questioned)\b[^,]{0,120}"
)
_BACKING = word_set("back corroborate echo second support bolster endorse")
_REACTING = word_set("call condemn criticise criticize describe praise react respond slam welcome")


def backs(point: Point) -> bool:
    """Tell whether a point says that somebody else's words are borne out: "Orr's claim *was backed by* the union"."""
    backing = bool(_BACKING & set(point.lemmas)) and not strikes_back(point.lemmas) and not point.is_negated
    return backing and read_pointer(point.words) is not None


def answers_otherwise(document: Document, points: Sequence[Point], k: int) -> list[tuple[int, Relation, float]]:
    """Return the claim that a point confirms or reacts to, if its words take it up."""
    point = points[k]
    before = [
        p
        for p in points[max(0, k - _REACH) : k]
        if p.attribution.speaker != point.attribution.speaker and p.in_title == point.in_title
    ]
    if not before:
        return []
    if backs(point):
        pointer = read_pointer(point.words)
        owned = [p for p in before if pointer is not None and is_owned_by(pointer, p)]
        return _closest(point, owned or before[-1:], Relation.SUPPORTS, at_least=0.0)
    if set(point.lemmas) & stances().supporting:
        return _closest(point, before, Relation.SUPPORTS, at_least=0.34)
    opening = document.text[point.place : point.place + 200]
    sentence = next((s for s in document.sentences if s.start <= point.place < s.end), None)
    opening = document.text[sentence.start : sentence.start + 200] if sentence else opening
    if _ASKED.match(opening):
        return _closest(point, before, Relation.RESPONDS, at_least=0.15)
    if _REACTING & set(point.lemmas) and not has_cue("assertion", point.lemmas) and not has_cue("call", point.lemmas):
        return _closest(point, before, Relation.RESPONDS, at_least=0.34)
    return []


def _closest(
    point: Point, before: Sequence[Point], relation: Relation, *, at_least: float
) -> list[tuple[int, Relation, float]]:
    scored = [(shared_part(point.context, other.context), other.place, other.index) for other in before]
    best = max(scored)
    return [(best[2], relation, round(min(0.8, 0.4 + best[0] / 2), 2))] if best[0] >= at_least else []
