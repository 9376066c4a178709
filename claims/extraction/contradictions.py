"""Answers without a word of denial: contrary accounts, denials by content, and what goes on with them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.answers import WINDOW, answers_openly
from claims.extraction.cue_words import has_cue
from claims.extraction.points import Point
from claims.extraction.values import Attitude, Document, Stance
from claims.extraction.wording import agreement, shared_part, stem
from claims.extraction.wordlists import stances, word_set

_CONTRAST = re.compile(
    r"^[“\"‘'(]?"
    r"(?:But|However|Yet|Instead|In response|In reply|Responding|For (?:its|his|her|their) part|By contrast)\b"
)
_INSISTING = word_set("counter insist maintain protest reiterate repeat reply respond retort stress")
_ADDING = frozenset({"also", "meanwhile", "separately", "later"})
# Stems of contents so short that one shared word is their topic.
_SHORT = 3
_SURE, _LIKELY, _POSSIBLE = 0.75, 0.65, 0.5


def contradicted(document: Document, points: Sequence[Point], k: int) -> list[tuple[int, float]]:
    """Return the claims that a point contradicts on the same point, with confidences; at most two."""
    point = points[k]
    if point.attribution.nested_in is not None and not point.attribution.cue:
        return []
    before = [p for p in points[max(0, k - WINDOW) : k] if _can_be_contradicted(point, p)]
    scored = [(score, p.place, p.index) for p in before if (score := contradiction(point, p)) > 0]
    if scored:
        best = max(scored)
        return [(best[2], best[0])]
    return _concerned_contrast(document, point, before)


def _can_be_contradicted(point: Point, other: Point) -> bool:
    stated = point.attribution.attitude is other.attribution.attitude is Attitude.STATEMENT
    return stated and point.is_against(other) and not answers_openly(other) and other.in_title == point.in_title


def contradiction(point: Point, other: Point) -> float:
    """Return how surely two contents contradict each other, 0 if they do not."""
    shared = point.stems & other.stems
    if not shared:
        return 0.0
    such = _taken_up_by_such(point)
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
    if _opposed(point, other) and overlap >= 0.4 and (len(shared) > 1 or is_short):
        return _LIKELY
    return 0.0


def _taken_up_by_such(point: Point) -> set[str]:
    """Return the stems of what "no such warnings", "any such call" take up."""
    words = point.words
    return {stem(words[i + 1 + (words[i + 1] in ("a", "an"))]) for i, w in enumerate(words[:-2]) if w == "such"}


def _opposed(point: Point, other: Point) -> set[str]:
    """Return the words of one content whose opposites stand in the other."""
    theirs = set(other.words)
    pairs = stances().opposites
    return {one for one, against in pairs if one in point.words and against in theirs and against not in point.words}


def _concerned_contrast(document: Document, point: Point, before: Sequence[Point]) -> list[tuple[int, float]]:
    """Return the charge that the side concerned answers with "But ... insisted"."""
    sentence = next((s for s in document.sentences if s.start <= point.place < s.end), None)
    opening = document.text[sentence.start : sentence.start + 40] if sentence else ""
    marked = bool(_CONTRAST.match(opening)) or bool(_INSISTING & set(point.lemmas))
    if not marked or point.attribution.stance in (Stance.CALL, Stance.COMMITMENT, Stance.ACCUSATION):
        return []
    charges = [
        p
        for p in before
        if p.attribution.stance is Stance.ACCUSATION and point.is_concerned_by(p) and point.sentence - p.sentence <= 5
    ]
    if not charges:
        return []
    best = max(charges, key=lambda p: (shared_part(point.stems, p.context), p.place))
    certain = bool(_CONTRAST.match(opening)) and bool(_INSISTING & set(point.lemmas))
    return [(best.index, _LIKELY if certain else _POSSIBLE)]


def elaborates(points: Sequence[Point], k: int, answering: set[int], answered: set[int]) -> int | None:
    """Return the answer before a point that its own side goes on with, in the next words; None if it does not."""
    point = points[k]
    if not point.attribution.cue or point.attribution.nested_in is not None or answers_openly(point):
        return None
    if point.attribution.stance in (Stance.CALL, Stance.COMMITMENT, Stance.ASSESSMENT) or _ADDING & set(point.lemmas):
        return None
    for j in range(k - 1, max(-1, k - 3), -1):
        before = points[j]
        if before.attribution.nested_in is not None or (
            before.attribution.speaker != point.attribution.speaker and not before.sides & point.sides
        ):
            if before.attribution.nested_in is None and not _is_object(before, points, j) and j not in answered:
                return None
            continue
        near = point.sentence - before.sentence <= 2 and point.paragraph - before.paragraph <= 1
        return j if j in answering and near and not before.in_title and answers_by_itself(before) else None
    return None


def _is_object(point: Point, points: Sequence[Point], j: int) -> bool:
    """Tell whether a point stands in the object of another, as in "rejected *Ukraine's allegations*"."""
    return any(
        span.start <= point.place < span.end
        for p in points[max(0, j - 2) : j + 2]
        if p is not point
        for span in p.attribution.content
    )


def answers_by_itself(point: Point) -> bool:
    """Tell whether a point is an answer in its own words, not one that goes on with another."""
    return answers_openly(point) or has_cue("denial", point.lemmas) or bool(_INSISTING & set(point.lemmas))
