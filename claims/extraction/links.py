"""Who answers whom inside an article."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.answers import answers_openly, relation_of
from claims.extraction.debate import Course, Debate, read_debate
from claims.extraction.observing import observe
from claims.extraction.points import Point
from claims.extraction.retractions import retracted, retracts
from claims.extraction.supporting import answers_otherwise, backs
from claims.extraction.values import Document, Link, Relation, Span
from claims.extraction.weighing import Weights, answered_of, load_weights
from claims.extraction.wording import agreement

_SAME = 0.4
# Links back to an answer that another one goes on with.
_RECENT = 8


def link_answers(document: Document, points: Sequence[Point]) -> list[Link]:
    """Tie denials, rejections, contradictions, confirmations and replies to the attributions they answer.

    An answer takes up the other's wording, or contradicts it on the same point. Links come in the order of
    the answers; `confidence` is a probability; evidence spans are code points of `document.text`. Takes time
    linear in the number of points.
    """
    debate = read_debate(document, points)
    contradicting = contradictions(debate, load_weights())
    links: list[Link] = []
    for k, point in enumerate(points):
        found = [(j, _relation(debate, links, k, j), sure) for j, sure in contradicting.get(k, [])]
        for answered, relation, sure in sorted(found) or answers_otherwise(document, points, k):
            links.append(Link(k, answered, relation, _evidence(document, point), round(sure, 2)))
    return links


def _relation(debate: Debate, before: Sequence[Link], answer: int, answered: int) -> Relation:
    """Return how an answer bears on a claim: as its own side's answer to the same claim just before does, if any.

    Else whoever the claim names or describes denies it, and anybody else rebuts it.
    """
    points = debate.points
    if debate.names[answer] & points[answered].stems:
        return Relation.DENIES
    same = (link for link in reversed(before[-_RECENT:]) if link.answered == answered)
    if any(points[link.answer].is_with(points[answer]) and link.relation is Relation.DENIES for link in same):
        return Relation.DENIES
    return relation_of(points[answer], points[answered])


def contradictions(debate: Debate, weights: Weights) -> dict[int, list[tuple[int, float]]]:
    """Return for each answer what it contradicts, with probabilities; a headline is read after the body."""
    course = Course()
    found: dict[int, list[tuple[int, float]]] = {}
    for k in reading_order(debate.points):
        if backs(debate.points[k]):
            continue
        taken_back = retracted(debate.points, k) if retracts(debate.points[k]) else []
        answered = taken_back or answered_of(weights, observe(debate, course, k), sorted(debate.signs[k]))
        for j, _ in answered:
            course.add(debate.points, k, j)
        if answered:
            found[k] = answered
    return found


def reading_order(points: Sequence[Point]) -> list[int]:
    """Return the points of the body, then those of the headline, which sums the body up."""
    return sorted(range(len(points)), key=lambda k: (points[k].in_title, k))


def _evidence(document: Document, point: Point) -> tuple[Span, ...]:
    """Return the wording of the answer: cue and content, joined where only a space stands between."""
    spans = sorted((*point.attribution.cue, *(point.attribution.content_alt or point.attribution.content)))
    joined: list[Span] = []
    for span in spans:
        if joined and span.start <= joined[-1].end + 1 and "\n" not in document.text[joined[-1].end : span.start]:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)


def group_same_claims(points: Sequence[Point]) -> list[tuple[int, ...]]:
    """Return groups of attributions that state one proposition by one side, as a headline and the body do."""
    titles = [p for p in points if p.in_title]
    groups: list[tuple[int, ...]] = []
    for title in titles:
        same = [
            p.index for p in points if not p.in_title and p.attribution.nested_in is None and _states_same(title, p)
        ]
        if same:
            groups.append((title.index, *same[:2]))
    return groups


def _states_same(one: Point, other: Point) -> bool:
    if not one.sides & other.sides or agreement(one.stems, other.stems) < _SAME:
        return False
    return one.is_negated == other.is_negated and answers_openly(one) == answers_openly(other)
