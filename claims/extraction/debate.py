"""The attributions of a story as a debate: what each shows, and who has answered whom so far."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claims.extraction.pointers import Pointer, read_pointer
from claims.extraction.points import Point
from claims.extraction.signs import shown_to_answers, signs_of
from claims.extraction.values import Document
from claims.extraction.wording import telling_stems
from claims.extraction.wordlists import WORDS, fold


@dataclass(slots=True)
class Course:
    """Who has answered whom: for an answer what it answers, for a claim its answers, for a side its opponents."""

    answered: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    answers: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    opponents: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, points: Sequence[Point], answer: int, answered: int) -> None:
        """Note that one point answers another."""
        self.answered[answer].add(answered)
        self.answers[answered].add(answer)
        ours, theirs = points[answer].sides, points[answered].sides
        for side in ours - theirs:
            self.opponents[side] |= theirs - ours
        for side in theirs - ours:
            self.opponents[side] |= ours - theirs

    def opponents_of(self, point: Point) -> frozenset[str]:
        """Return the sides that a point's side has answered, or that have answered it."""
        return frozenset().union(*(self.opponents[side] for side in point.sides if side in self.opponents))


@dataclass(frozen=True, slots=True)
class Debate:
    """The points of a story; of each its signs, the stems that name its speaker or side, and what it points to.

    `sorts` is what each shows as one that is answered; `rarity` says for a stem how few sentences with attributions
    have it, and `weights` how telling the stems of each content are together.
    """

    points: Sequence[Point]
    signs: Sequence[frozenset[str]]
    names: Sequence[frozenset[str]]
    pointers: Sequence[Pointer | None]
    sorts: Sequence[dict[str, float]]
    rarity: dict[str, float]
    weights: Sequence[float]

    def weight(self, stems: Iterable[str]) -> float:
        """Return how telling stems are together."""
        return _weight(self.rarity, stems)


def read_debate(document: Document, points: Sequence[Point]) -> Debate:
    """Return what weighing asks of a story's points."""
    sentences = Counter(stem for point in points for stem in point.context)
    rarity = {stem: math.log((len(points) + 1) / count) for stem, count in sentences.items()}
    signs = [signs_of(document, point) for point in points]
    return Debate(
        points=points,
        signs=signs,
        names=[_naming_stems(document, point) for point in points],
        pointers=[read_pointer(point.words) for point in points],
        sorts=[
            {name: 1.0 for name, holds in shown_to_answers(point, of_point) if holds}
            for point, of_point in zip(points, signs, strict=True)
        ],
        rarity=rarity,
        weights=[_weight(rarity, point.stems) for point in points],
    )


def _weight(rarity: Mapping[str, float], stems: Iterable[str]) -> float:
    return math.fsum([rarity.get(stem, 1.0) for stem in stems])  # the same in whatever order


def _naming_stems(document: Document, point: Point) -> frozenset[str]:
    if point.is_nobodys:
        return frozenset()
    speaker = point.speaker
    names = (speaker.name, *speaker.aliases, speaker.affiliation or "", *sorted(point.sides))
    source = (document.slice(span) for span in point.attribution.source)
    return telling_stems(WORDS.findall(" ".join(fold(words) for words in (*names, *source)).replace("'s", "")))
