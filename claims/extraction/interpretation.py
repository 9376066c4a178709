"""What triples say, taken together: speakers, stances, and who answers whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.extraction.attributions import Triple
from claims.extraction.cast import Cast, Figure
from claims.extraction.links import group_same_claims, link_answers
from claims.extraction.quoting import quotation_type
from claims.extraction.speakers import UNSPECIFIED, SpeakerResolution, as_speakers
from claims.extraction.stance import attitude_of, stance_of
from claims.extraction.story import Story
from claims.extraction.targets import target_of
from claims.extraction.values import Attribution, Document, Link, Relation, Speaker, SpeakerKind, Stance
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
    story = Story(document)
    cast = Cast(story)
    figures = SpeakerResolution(story, cast).resolve(triples)
    speakers, indices = as_speakers(figures)
    described = [
        _attribution(story, cast, triple, figure, index)
        for triple, figure, index in zip(triples, figures, indices, strict=True)
    ]
    links = link_answers(document, described, speakers)
    return Interpretation(
        speakers=speakers,
        attributions=tuple(_denying(described, links)),
        links=tuple(links),
        same_claim=tuple(group_same_claims(document, described, speakers)),
    )


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
        role=figure.roles[0] if figure.roles and figure.kind is SpeakerKind.PERSON else None,
        target=target_of(story, triple),
        via=via_of(story, cast, triple, speaker=figure.name),
        nested_in=triple.nested_in,
        confidence=triple.confidence,
    )


def _denying(attributions: Sequence[Attribution], links: Sequence[Link]) -> list[Attribution]:
    """Let a plain assertion that denies a claim be a denial."""
    denials = {link.answer for link in links if link.relation is Relation.DENIES}
    plain = (Stance.ASSERTION, Stance.OTHER, Stance.ASSESSMENT)
    return [
        replace(attribution, stance=Stance.DENIAL) if k in denials and attribution.stance in plain else attribution
        for k, attribution in enumerate(attributions)
    ]
