"""Who answers whom inside an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.extraction.answers import answered_openly, answers_openly, relation_of
from claims.extraction.contests import contested, dispute_before
from claims.extraction.contradictions import contradicted, elaborates
from claims.extraction.points import Point
from claims.extraction.retractions import retracted, retracts
from claims.extraction.supporting import answers_otherwise
from claims.extraction.values import Document, Link, Relation, Span
from claims.extraction.wording import agreement

_GOES_ON = 0.6
_SAME = 0.4
# Links back from which the course of a dispute is read.
_RECENT = 60


@dataclass(slots=True)
class _Found:
    """The links found so far, in the order of the answers; `first` gives for an answer its first link."""

    links: list[Link] = field(default_factory=list)
    first: dict[int, Link] = field(default_factory=dict)
    answered: set[int] = field(default_factory=set)
    answering: set[int] = field(default_factory=set)
    contradicting: list[tuple[int, int]] = field(default_factory=list)

    def add(self, link: Link) -> None:
        """Take in a link."""
        self.links.append(link)
        self.answered.add(link.answered)
        kept = self.first.get(link.answer)
        self.first[link.answer] = link if kept is None or link.answered < kept.answered else kept
        if link.relation in (Relation.DENIES, Relation.REBUTS):
            self.answering.add(link.answer)
            self.contradicting.append((link.answer, link.answered))


def link_answers(document: Document, points: Sequence[Point]) -> list[Link]:
    """Tie denials, rejections, contradictions, confirmations and replies to the attributions they answer.

    An answer takes up the other's wording, or contradicts it on the same point. Links come in the order of
    the answers; `confidence` is a probability; evidence spans are code points of `document.text`. Takes time
    linear in the number of points.
    """
    found = _Found()
    for k, point in enumerate(points):
        best = {j: (relation, sure) for j, relation, sure in reversed(_answers(document, points, k, found)) if j != k}
        for answered in sorted(best):
            relation, sure = best[answered]
            found.add(Link(k, answered, relation, _evidence(document, point), round(sure, 2)))
    return found.links


def _answers(document: Document, points: Sequence[Point], k: int, found: _Found) -> list[tuple[int, Relation, float]]:
    point = points[k]
    if retracts(point):
        return [(j, Relation.REBUTS, sure) for j, sure in retracted(points, k)]
    if answers_openly(point):
        opened = answered_openly(points, k, found.answering)
        if opened:
            return [(j, relation_of(point, points[j]), sure) for j, sure in opened]
    against = contradicted(document, points, k)
    if against:
        return [(j, relation_of(point, points[j]), sure) for j, sure in against]
    before = elaborates(points, k, found.answering, found.answered)
    if before is not None:
        return [(found.first[before].answered, found.first[before].relation, _GOES_ON)]
    contests = contested(points, k, dispute_before(points, k, found.contradicting[-_RECENT:]))
    if contests:
        return [(j, relation_of(point, points[j]), sure) for j, sure in contests]
    return answers_otherwise(document, points, k)


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
    if answers_openly(one) != answers_openly(other) or one.is_negated != other.is_negated:
        return False
    return bool(one.sides & other.sides) and agreement(one.stems, other.stems) >= _SAME
