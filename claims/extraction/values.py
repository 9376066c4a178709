"""The values that travel between the steps of extraction.

All offsets are Unicode code points into `Document.text`, end exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol


class Role(StrEnum):
    """What a marked span is within an attribution."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


class QuotationType(StrEnum):
    """How the words are reported: all, some or none of them quoted."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """The speech act of an attribution."""

    ASSERTION = "assertion"
    ACCUSATION = "accusation"
    DENIAL = "denial"
    REJECTION = "rejection"
    COMMITMENT = "commitment"
    CALL = "call"
    ASSESSMENT = "assessment"
    OTHER = "other"


class Attitude(StrEnum):
    """Whether something was stated, or only believed, wished or felt."""

    STATEMENT = "statement"
    ATTITUDE = "attitude"


class SpeakerKind(StrEnum):
    """What sort of speaker makes a claim."""

    PERSON = "person"
    ORGANIZATION = "organization"
    STATE = "state"
    GROUP = "group"
    ANONYMOUS = "anonymous"


class Relation(StrEnum):
    """How an answer bears on the claim it answers."""

    DENIES = "denies"
    REBUTS = "rebuts"
    SUPPORTS = "supports"
    RESPONDS = "responds"


class Span(NamedTuple):
    """A stretch of the text: code points, end exclusive, never empty."""

    start: int
    end: int


class Token(NamedTuple):
    """A word, number or punctuation mark with its place."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Text between quotation marks, which belong to `span`.

    A quotation that runs over paragraphs is one `Quotation` per paragraph, each but the first with
    `continued` set. `closed` is false where the closing mark of this piece is missing.
    """

    span: Span
    depth: int = 0
    closed: bool = True
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A text cut into paragraphs, sentences, tokens and quotations; made once, shared by all steps."""

    text: str
    title: Span | None
    published: str | None
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    tokens: tuple[Token, ...]
    quotations: tuple[Quotation, ...]

    def slice(self, span: Span) -> str:
        """Return the words of a span."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Mark:
    """A span that a tagger marked, with the cues it belongs to.

    `cues` are indices into the list of marks it stands in; a cue has none, and a content without cue
    is a floating quotation or a turn of a transcript. `confidence` is a probability.
    """

    role: Role
    span: Span
    cues: tuple[int, ...] = ()
    confidence: float = 1.0


class Tagger(Protocol):
    """Marks sources, cues and contents in documents; deterministic."""

    @property
    def name(self) -> str:
        """Name and version, recorded with everything the tagger found."""
        ...

    def load(self) -> None:
        """Load what tagging needs, which otherwise happens on first use."""
        ...

    def tag(self, documents: Sequence[Document]) -> list[list[Mark]]:
        """Return the marks of each document, in text order."""
        ...


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who makes claims in one article, resolved to a canonical name."""

    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...] = ()
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source-cue-content triple with all that the text says about it.

    `speaker` and `nested_in` are indices into the speakers and attributions of the same `Extraction`;
    `content_alt` is the pointer ("a claim") where `content` is its antecedent. `target` is what the
    claim is about, `via` who passed it on.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    content_alt: tuple[Span, ...]
    type: QuotationType
    stance: Stance
    attitude: Attitude
    speaker: int
    role: str | None
    target: str | None
    via: str | None
    nested_in: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Link:
    """A directed answer inside one article: attribution `answer` takes up attribution `answered`."""

    answer: int
    answered: int
    relation: Relation
    evidence: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one text, attributions in text order.

    `same_claim` lists groups of attributions that state one proposition by one side.
    """

    text: str
    speakers: tuple[Speaker, ...]
    attributions: tuple[Attribution, ...]
    links: tuple[Link, ...]
    same_claim: tuple[tuple[int, ...], ...]
    extractor: str
