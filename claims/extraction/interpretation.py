"""What triples say, taken together: speakers, stances, and who answers whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.attributions import Triple
from claims.extraction.cast import Cast
from claims.extraction.concerned import with_sides
from claims.extraction.figures import UNSPECIFIED, Figure, as_speakers, main_role
from claims.extraction.links import group_same_claims, link_answers
from claims.extraction.points import Point, read_points
from claims.extraction.quoting import quotation_type
from claims.extraction.speakers import SpeakerResolution
from claims.extraction.stance import attitude_of, stance_of
from claims.extraction.story import Story
from claims.extraction.targets import target_of
from claims.extraction.values import Attribution, Document, Link, Speaker, SpeakerKind
from claims.extraction.via import via_of


@dataclass(frozen=True, slots=True)
class Interpretation:
    """Everything about a list of triples that needs more than one of them."""

    speakers: tuple[Speaker, ...]
    attributions: tuple[Attribution, ...]
    links: tuple[Link, ...]
    same_claim: tuple[tuple[int, ...], ...]


def interpret(document: Document, triples: Sequence[Triple]) -> Interpretation:
    """Resolve speakers, tell stance, role, target and via of each triple, and link answers; keeps the order."""
    speakers, points = points_of(document, triples)
    links = link_answers(document, points)
    return Interpretation(
        speakers=speakers,
        attributions=tuple(with_sides(points, links)),
        links=tuple(links),
        same_claim=tuple(group_same_claims(points)),
    )


def points_of(document: Document, triples: Sequence[Triple]) -> tuple[tuple[Speaker, ...], list[Point]]:
    """Return the speakers of triples, and each triple as a point, in their order."""
    story = Story(document)
    cast = Cast(story)
    figures = SpeakerResolution(story, cast).resolve(triples)
    speakers, indices = as_speakers(figures)
    described = [
        _attribution(story, cast, triple, figure, index)
        for triple, figure, index in zip(triples, figures, indices, strict=True)
    ]
    allegiances = _allegiances(figures, len(speakers), indices)
    return speakers, read_points(story, described, speakers, cast.geography, allegiances)


def _allegiances(figures: Sequence[Figure], count: int, indices: Sequence[int]) -> list[frozenset[str]]:
    """Return for whom each speaker speaks as well, by its index."""
    sides: list[frozenset[str]] = [frozenset()] * count
    for figure, index in zip(figures, indices, strict=True):
        sides[index] = frozenset(figure.sides)
    return sides


def _attribution(story: Story, cast: Cast, triple: Triple, figure: Figure, speaker: int) -> Attribution:
    kind = quotation_type(story, triple)
    named = figure.name != UNSPECIFIED
    return Attribution(
        source=triple.source,
        cue=triple.cue,
        content=triple.content,
        content_alt=triple.content_alt,
        type=kind,
        stance=stance_of(story, triple, kind=kind),
        attitude=attitude_of(story, triple, kind=kind, has_speaker=named),
        speaker=speaker,
        role=main_role(figure) if figure.kind is SpeakerKind.PERSON else None,
        target=target_of(story, triple),
        via=via_of(story, cast, triple, speaker=figure.name),
        nested_in=triple.nested_in,
        confidence=triple.confidence,
    )
