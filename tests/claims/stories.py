"""Stories as the extraction would read them, built by hand so that each test says what matters to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from articles.models import Article, Outlet, Revision
from articles.models.revision import text_sha256
from claims.extraction.values import (
    Attitude,
    Attribution,
    Extraction,
    Link,
    QuotationType,
    Relation,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
)

NOW = datetime(2025, 4, 10, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """One sentence of a story: "SOURCE CUE CONTENT."."""

    who: Speaker
    content: str
    cue: str = "said"
    stance: Stance = Stance.ASSERTION
    role: str | None = None
    target: str | None = None
    via: str | None = None
    attitude: Attitude = Attitude.STATEMENT
    answers: int | None = None
    relation: Relation = Relation.DENIES
    confidence: float = 0.9


def person(name: str, affiliation: str | None = None, *aliases: str) -> Speaker:
    return Speaker(name, SpeakerKind.PERSON, (name, *aliases), affiliation)


def state(name: str, *aliases: str) -> Speaker:
    return Speaker(name, SpeakerKind.STATE, (name, *aliases))


def body(name: str, *aliases: str) -> Speaker:
    return Speaker(name, SpeakerKind.ORGANIZATION, (name, *aliases))


def anonymous(description: str) -> Speaker:
    return Speaker(description, SpeakerKind.ANONYMOUS)


def read(
    sayings: Sequence[Said], *, same_claim: tuple[tuple[int, ...], ...] = (), extractor: str = "rules 1"
) -> Extraction:
    """Return a text of these sentences with everything that is to be found in it."""
    text, attributions, links = "", [], []
    speakers = list(dict.fromkeys(said.who for said in sayings))
    for number, said in enumerate(sayings):
        source = Span(len(text), len(text) + len(said.who.name))
        cue = Span(source.end + 1, source.end + 1 + len(said.cue))
        content = Span(cue.end + 1, cue.end + 1 + len(said.content))
        text += f"{said.who.name} {said.cue} {said.content}.\n\n"
        quoted = "“" in said.content
        attributions.append(
            Attribution(
                (source,),
                (cue,),
                (content,),
                (),
                QuotationType.DIRECT if quoted else QuotationType.INDIRECT,
                said.stance,
                said.attitude,
                speakers.index(said.who),
                said.role,
                said.target,
                said.via,
                None,
                said.confidence,
            )
        )
        if said.answers is not None:
            links.append(Link(number, said.answers, said.relation, (content,), 0.8))
    return Extraction(text.strip(), tuple(speakers), tuple(attributions), tuple(links), same_claim, extractor)


def publish(
    text: str, *, outlet: str = "Courier", day: int = 0, article: Article | None = None, title: str = ""
) -> Revision:
    """Store a text as an article's (next) revision, published some days after the first of April 2025."""
    if article is None:
        published = datetime(2025, 4, 1, 9, tzinfo=UTC) + timedelta(days=day)
        source, _ = Outlet.objects.get_or_create(name=outlet, defaults={"created_at": NOW})
        article = Article.objects.create(outlet=source, title=title, published_at=published, created_at=NOW)
    revision = Revision.objects.create(
        article=article,
        number=article.revisions.count() + 1,
        title=title,
        text=text,
        sha256=text_sha256(text),
        created_at=NOW,
    )
    article.latest = revision
    article.save(update_fields=["latest"])
    return revision
