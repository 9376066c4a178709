"""Extractions to rows: the same text again changes nothing, and the order of texts does not matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import cast

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.models import Article, Ingestion, Revision
from claims.extraction import extract
from claims.extraction.values import Attitude, Attribution, Extraction
from claims.folding import fold
from claims.keeping import Marks, kept_statements, revised_claims
from claims.models import Assessment, Claim, Rebuttal, RebuttalState, Sighting, Speaker, Statement
from claims.moving import current, move_statements
from claims.naming import speaker_texts
from claims.propositions import claim_key, joined, place_key, readable, spans_as_lists
from claims.rematching import match_again
from claims.sightings import Sightings, sight
from claims.suggesting import suggest, suggest_anew
from claims.turns import writing_turn
from claims.upkeep import refresh

# Characters of a claim that the full-text index takes; PostgreSQL refuses a megabyte.
LONGEST_INDEXED = 50_000


def extract_and_record(ingestion: Ingestion) -> None:
    """Find who said what in an ingestion's text, and record it: the step after cleaning.

    A syndicated copy has no text of its own, so there is nothing to record.
    """
    revision = ingestion.revision
    if revision is None:
        return
    published = revision.article.published_at
    extraction = extract(
        revision.text,
        title=revision.title or None,
        published=published.isoformat() if published else None,
        tagger=settings.TAGGER,
    )
    record(revision, extraction, now=timezone.now())


def record(revision: Revision, extraction: Extraction, *, now: datetime) -> None:
    """Store what was found in a revision: speakers, claims, statements, answers within the text.

    Attitudes (beliefs, wishes) are left out. A later extraction of the same revision replaces what the earlier one
    found, but nothing that a person decided on. Safe to run twice, in any order, by several workers at once.
    """
    with writing_turn():
        article = Article.objects.get(pk=revision.article_id)
        seen = cast("datetime", article.dated)
        sightings = sight(extraction.speakers, extraction.attributions, article=article.pk, seen=seen, now=now)
        found = [_Found(extraction, number, article.pk) for number in _recordable(extraction)]
        marks = [Marks(f.attribution, f.text, f.cue, f.place) for f in found]
        kept = {found[n].number: statement for n, statement in kept_statements(revision, marks).items()}
        speakers = [sightings.speakers[f.speaker].pk for f in found]
        revised = {found[n].number: claim for n, claim in revised_claims(revision, marks, speakers).items()}
        outdated = _drop_outdated(revision, found, extraction.extractor)
        found = [f for f in found if f.number not in kept]
        claims = _record_claims(found, sightings, revised, seen=seen, now=now)
        statements = kept | _record_statements(revision, found, sightings, claims, extraction.extractor, now)
        number_statements(revision)
        _nest(found, statements)
        _record_links(extraction, statements, now)
        touched = Claim.objects.filter(statements__revision__article=article).values_list("pk", flat=True)
        one_sided = suggest_anew(sightings.retold, now=now)
        refresh({*touched, *outdated, *sightings.moved, *one_sided}, now=now)
        match_again({*outdated, *sightings.moved})
        Revision.objects.filter(pk=revision.pk).update(extracted_by=extraction.extractor)


def _recordable(extraction: Extraction) -> list[int]:
    return [
        number
        for number, found in enumerate(extraction.attributions)
        if found.attitude is Attitude.STATEMENT and found.content
    ]


@dataclass(frozen=True)
class _Found:
    """One attribution of an extraction with its words."""

    extraction: Extraction
    number: int
    article: int

    @property
    def attribution(self) -> Attribution:
        return self.extraction.attributions[self.number]

    @property
    def speaker(self) -> int:
        return self.attribution.speaker

    @cached_property
    def text(self) -> str:
        return joined(self.extraction.text, self.attribution.content)

    @cached_property
    def cue(self) -> str:
        return joined(self.extraction.text, self.attribution.cue)

    @cached_property
    def place(self) -> str:
        """The key of the statement: cue and content with their places."""
        found = self.attribution
        return place_key(spans_as_lists(found.cue), spans_as_lists(found.content), self.text)

    @cached_property
    def proposition(self) -> _Found:
        """The fullest wording of the same claim by the same speaker within the text (headline and body)."""
        group = next((g for g in self.extraction.same_claim if self.number in g), (self.number,))
        same = [
            _Found(self.extraction, number, self.article)
            for number in group
            if self.extraction.attributions[number].speaker == self.speaker
            and self.extraction.attributions[number].stance == self.attribution.stance
            and self.extraction.attributions[number].content
        ]
        return max(same, key=lambda other: (len(fold(other.text)), -other.number))

    @property
    def claim_key(self) -> str:
        return claim_key(self.proposition.text, article=self.article)


def _record_claims(
    found: Sequence[_Found], sightings: Sightings, revised: dict[int, Claim], *, seen: datetime, now: datetime
) -> list[Claim]:
    """Return the claim of each attribution, made where it is new; a `revised` wording keeps the one it had."""
    new = [f for f in found if f.number not in revised]
    made = {f.number: claim for f, claim in zip(new, _make_claims(new, sightings, seen, now), strict=True)}
    return [revised.get(f.number) or made[f.number] for f in found]


def _make_claims(found: Sequence[_Found], sightings: Sightings, seen: datetime, now: datetime) -> list[Claim]:
    identities = [(sightings.speakers[f.speaker].pk, f.claim_key, f.attribution.stance.value) for f in found]
    wanted = dict(zip(identities, found, strict=True))
    speakers = {speaker.pk: speaker for speaker in sightings.speakers}
    new = [
        _claim(f.proposition, speaker=speakers[identity[0]], key=identity[1], seen=seen, now=now)
        for identity, f in wanted.items()
    ]
    texts = speaker_texts(speakers.values())
    for claim in new:
        claim.speaker_text = texts[claim.speaker_id]
    Claim.objects.bulk_create(new, ignore_conflicts=True)
    known = _claims_by_identity(identities)
    for claim in new:
        _take_earlier_wording(known[claim.speaker_id, claim.key, claim.stance], claim, now)
    return [known[identity] for identity in identities]


def _claims_by_identity(identities: Iterable[tuple[int, str, str]]) -> dict[tuple[int, str, str], Claim]:
    speakers, keys = {speaker for speaker, _, _ in identities}, {key for _, key, _ in identities}
    rows = Claim.objects.filter(speaker__in=speakers, key__in=keys).select_related("merged_into")
    return {(row.speaker_id, row.key, row.stance): row for row in rows}


def _claim(found: _Found, *, speaker: Speaker, key: str, seen: datetime, now: datetime) -> Claim:
    attribution = found.attribution
    text = readable(found.extraction.text, attribution.content) or found.text
    target = (attribution.target or "")[:500]
    return Claim(
        speaker=speaker, text=text, key=key, stance=attribution.stance, target=target, target_key=fold(target)[:500],
        search_text=fold(f"{text} | {target}")[:LONGEST_INDEXED], first_seen=seen, created_at=now, updated_at=now,
    )  # fmt: skip


def _take_earlier_wording(known: Claim, new: Claim, now: datetime) -> None:
    """Let a claim begin with its first article, and read as it did there, unless an editor has judged the wording."""
    if (new.first_seen, new.text, new.target) >= (known.first_seen, known.text, known.target):
        return
    known.first_seen, known.updated_at = min(new.first_seen, known.first_seen), now
    if not known.worded_by_hand and not Assessment.objects.filter(claim=known).exists():
        known.text, known.target, known.target_key = new.text, new.target, new.target_key
        known.search_text = new.search_text
    known.save(update_fields=["first_seen", "updated_at", "text", "target", "target_key", "search_text"])


def _drop_outdated(revision: Revision, found: Sequence[_Found], extractor: str) -> list[int]:
    """Drop what an earlier extractor found in the revision and this one does not; return the claims that lost by it.

    What a person decided on stays, and so do the statements it rests on.
    """
    if revision.statements.filter(extractor=extractor).exists() or not revision.statements.exists():
        return []
    Rebuttal.objects.filter(
        state=RebuttalState.SUGGESTED, statement__revision=revision, answered_statement__revision=revision
    ).delete()
    old = revision.statements.exclude(key__in=[f.place for f in found]).filter(decided={})
    old = old.exclude(Exists(_decided(OuterRef("claim"))))
    claims = {number for ends in revision.statements.values_list("claim", "recorded_as") for number in ends}
    old.delete()
    return sorted(claims)


def _decided(claim: int | OuterRef) -> QuerySet[Claim]:
    """Return the claim if an editor judged it or decided on one of its links."""
    judged = Exists(Assessment.objects.filter(claim=OuterRef("pk")))
    linked = Rebuttal.objects.filter(Q(answer=OuterRef("pk")) | Q(answered=OuterRef("pk")), decided_at__isnull=False)
    return Claim.objects.filter(judged | Exists(linked), pk=claim)


def _record_statements(
    revision: Revision,
    found: Sequence[_Found],
    sightings: Sightings,
    claims: Sequence[Claim],
    extractor: str,
    now: datetime,
) -> dict[int, Statement]:
    """Return the statement of each attribution by its number, made where it is new."""
    rows = [
        _statement(revision, f, sightings.rows[f.speaker], claim, extractor, now)
        for f, claim in zip(found, claims, strict=True)
    ]
    Statement.objects.bulk_create(rows, ignore_conflicts=True)
    stored = {row.key: row for row in revision.statements.all()}
    for row in rows:
        _read_anew(stored[row.key], row)
    stored = {row.key: row for row in revision.statements.all()}
    return {f.number: stored[f.place] for f in found}


def _nest(found: Sequence[_Found], statements: dict[int, Statement]) -> None:
    """Tie statements to those in whose content they stand."""
    for f in found:
        outer = statements.get(f.attribution.nested_in) if f.attribution.nested_in is not None else None
        inner = statements[f.number]
        if outer and outer.pk != inner.pk and inner.nested_in_id != outer.pk:
            Statement.objects.filter(pk=inner.pk).update(nested_in=outer)


def _statement(
    revision: Revision, found: _Found, sighting: Sighting, claim: Claim, extractor: str, now: datetime
) -> Statement:
    attribution, text = found.attribution, found.extraction.text
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return Statement(
        claim=current(claim), recorded_as=claim, sighting=sighting, revision=revision, key=found.place, text=found.text,
        number=found.number + 1, start=min(span.start for span in spans),
        source=spans_as_lists(attribution.source), cue=spans_as_lists(attribution.cue),
        content=spans_as_lists(attribution.content), mention=joined(text, attribution.source)[:500],
        cue_text=joined(text, attribution.cue)[:200], type=attribution.type, stance=attribution.stance,
        role=(attribution.role or "")[:300], via=(attribution.via or "")[:200],
        confidence=min(max(attribution.confidence, 0.0), 1.0), extractor=extractor[:100], created_at=now,
    )  # fmt: skip


def _read_anew(stored: Statement, found: Statement) -> None:
    """Let a statement say what a later extractor makes of the same words, unless a person decided on its claim."""
    if stored.decided or stored.extractor == found.extractor or _decided(stored.claim_id).exists():
        return
    fields = ["sighting", "mention", "source", "start", "type", "stance", "role", "via", "confidence", "extractor"]
    for name in fields:
        setattr(stored, name, getattr(found, name))
    stored.save(update_fields=fields)
    if stored.recorded_as_id != found.recorded_as_id:
        move_statements([stored], found.recorded_as)


def number_statements(revision: Revision) -> None:
    """Give a revision's statements their places in reading order."""
    rows = list(revision.statements.order_by("start", "content", "key"))
    wrong = [(row, number) for number, row in enumerate(rows, start=1) if row.number != number]
    for row, number in wrong:
        row.number = number
    Statement.objects.bulk_update([row for row, _ in wrong], ["number"])


def _record_links(extraction: Extraction, statements: dict[int, Statement], now: datetime) -> None:
    for link in extraction.links:
        answer, answered = statements.get(link.answer), statements.get(link.answered)
        if answer and answered:
            suggest(
                answer,
                answered,
                relation=link.relation,
                confidence=link.confidence,
                evidence=spans_as_lists(link.evidence),
                by=extraction.extractor,
                now=now,
            )
