"""Invented stories one after the other, each with claims of its own, claims it repeats and claims it answers."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model

from articles.models import Article, Ingestion, Outlet, Payload, Revision, Stage
from articles.models.revision import text_sha256
from claims.copying import copy_rows, go_on_after, next_number
from claims.extraction.values import QuotationType, Relation, SpeakerKind, Stance
from claims.folding import digest, fold, fold_name
from claims.identity import ANONYMOUS, BODY, PERSON
from claims.models import (
    Alias,
    Assessment,
    Claim,
    Dispute,
    Evidence,
    Rebuttal,
    RebuttalState,
    Role,
    Sighting,
    Speaker,
    Statement,
    Status,
)
from claims.sampling import words
from claims.turns import writing_turn
from claims.wording import called

EXTRACTOR = "sample"
SAYINGS = 7  # new ones a story, on average
DAYS = 730
# How many of the latest claims a story may repeat or answer, and how often it does.
RECENT, REPEATS, ANSWERS = 3000, 0.15, 0.15
JUDGED = 0.06
CLAIMS_A_SPEAKER, CLAIMS_AN_OUTLET = 12, 1500
_SORTS = {SpeakerKind.PERSON: PERSON, SpeakerKind.ANONYMOUS: ANONYMOUS}
_TABLES: tuple[type[Model], ...] = (
    *(Outlet, Article, Revision, Ingestion, Speaker, Alias, Role, Sighting, Dispute, Claim, Statement, Rebuttal),
    *(Assessment, Evidence),
)
_COUNTED: dict[str, type[Model]] = {
    "claims": Claim,
    "speakers": Speaker,
    "articles": Article,
    "outlets": Outlet,
    "answers": Rebuttal,
    "assessments": Assessment,
}


@dataclass
class Writing:
    """Rows on their way into the tables, and the next number of each table."""

    now: datetime
    chance: Random
    editor: int
    numbers: dict[type[Model], int] = field(default_factory=dict)
    waiting: dict[type[Model], list[Any]] = field(default_factory=dict)
    made: Counter[type[Model]] = field(default_factory=Counter)

    def number(self, model: type[Model]) -> int:
        """Return a new number."""
        if model not in self.numbers:
            self.numbers[model] = next_number(model)
        self.numbers[model] += 1
        return self.numbers[model] - 1

    def add(self, row: Any) -> None:
        """Take a row."""
        self.waiting.setdefault(type(row), []).append(row)
        self.made[type(row)] += 1

    def flush(self) -> None:
        """Write all rows; what they point at may follow, since the database checks at the end."""
        for model in _TABLES:
            if rows := self.waiting.pop(model, None):
                copy_rows(model, rows)


def load_sample(claims: int, *, seed: int, now: datetime) -> dict[str, int]:
    """Add invented claims and all that goes with them; return how many rows of what. One transaction."""
    editor = User.objects.get_or_create(username="sample-editor")[0]
    writing = Writing(now, Random(seed), editor.pk)  # noqa: S311  (no secret)
    with writing_turn():
        outlets = [_outlet(writing) for _ in range(claims // CLAIMS_AN_OUTLET + 12)]
        speakers = [_speaker(writing, now) for _ in range(claims // CLAIMS_A_SPEAKER + 5)]
        recent: deque[Saying] = deque()
        stories = max(1, round(claims / SAYINGS))
        begin, step = now - timedelta(days=DAYS), timedelta(days=DAYS) / (stories + 1)
        left = claims
        for story in range(1, stories + 1):
            own = left if story == stories else min(left, _some(writing.chance))
            left -= own
            _story(writing, own, begin + step * story, outlets, speakers, recent)
            while len(recent) > RECENT:
                writing.add(recent.popleft().claim)
            if story % 500 == 0:
                writing.flush()
        for saying in recent:
            writing.add(saying.claim)
        writing.flush()
        go_on_after(_TABLES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {what: writing.made[model] for what, model in _COUNTED.items()}


def _some(chance: Random) -> int:
    return chance.randint(SAYINGS // 2, SAYINGS + SAYINGS // 2 + 1)


def _outlet(writing: Writing) -> Outlet:
    number = writing.number(Outlet)
    name = words.outlet_name(number)
    outlet = Outlet(
        pk=number, name=name, domain=f"{fold(name).replace(' ', '-')}.example", created_at=writing.now - _ago(DAYS)
    )
    writing.add(outlet)
    return outlet


def _speaker(writing: Writing, now: datetime) -> tuple[Speaker, Sighting]:
    number = writing.number(Speaker)
    name, kind, role = words.name_of(number), words.kind_of(number), words.role_of(number)
    key, first, latest = fold_name(name), now - _ago(DAYS), now
    speaker = Speaker(pk=number, name=name, key=key, kind=kind, created_at=first)
    sighting = Sighting(
        pk=writing.number(Sighting), speaker=speaker, name=name, kind=kind, sort=_SORTS.get(kind, BODY), key=key,
        guise=fold(role), aliases={key: name}, first_seen=first, last_seen=latest,
        roles={fold(role): [role, first.isoformat(), latest.isoformat()]} if role else {},
    )  # fmt: skip
    writing.add(speaker)
    writing.add(sighting)
    writing.add(Alias(pk=writing.number(Alias), speaker=speaker, name=name, key=key))
    if role:
        writing.add(
            Role(
                pk=writing.number(Role), speaker=speaker, title=role, key=fold(role), first_seen=first, last_seen=latest
            )
        )
    return speaker, sighting


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim in a story, as one of its speaker; `answers` is the one it denies or rebuts there."""

    claim: Claim
    sighting: Sighting
    answers: Claim | None = None


def _story(
    writing: Writing,
    own: int,
    at: datetime,
    outlets: list[Outlet],
    speakers: list[tuple[Speaker, Sighting]],
    recent: deque[Saying],
) -> None:
    """Write one story: `own` claims that are new, some of which answer earlier ones, and some that are repeated."""
    chance = writing.chance
    sayings: list[Saying] = []
    for _ in range(own):
        speaker, sighting = _often_the_first(speakers, chance)
        answered = chance.choice(recent).claim if recent and chance.random() < ANSWERS else None
        if answered and answered.speaker_id == speaker.pk:
            answered = None
        sayings.append(Saying(_claim(writing, speaker, at, answered), sighting, answered))
        if recent and chance.random() < REPEATS:
            again = chance.choice(recent)
            if all(said.claim is not again.claim for said in sayings):
                sayings.append(Saying(again.claim, again.sighting))
    recent.extend(saying for saying in sayings if saying.claim.first_seen == at)
    if sayings:
        _publish(writing, sayings, at, _often_the_first(outlets, chance))


def _often_the_first(rows: list[Any], chance: Random) -> Any:
    """Return one of some rows: a few are chosen often, most seldom."""
    return rows[int(len(rows) * chance.random() ** 3)]


def _claim(writing: Writing, speaker: Speaker, at: datetime, answered: Claim | None) -> Claim:
    chance, number = writing.chance, writing.number(Claim)
    stance = words.stance_of(chance) if answered is None else chance.choice((Stance.DENIAL, Stance.REJECTION))
    text = words.content_of(number, chance) if answered is None else f"{answered.text[:200]} ({number})"
    target = called(answered.speaker) if answered else chance.choice(words.PLACES) if chance.random() < 0.3 else ""
    claim = Claim(
        pk=number, speaker=speaker, text=text, key=digest(fold(text)), stance=stance, target=target,
        target_key=fold(target), search_text=fold(f"{text} | {target}"), speaker_text=fold(speaker.name),
        first_seen=at, created_at=at, updated_at=at,
    )  # fmt: skip
    if chance.random() < JUDGED:
        _judge(writing, claim, at)
    return claim


def _judge(writing: Writing, claim: Claim, at: datetime) -> None:
    status = Status(writing.chance.choice([status for status in Status.values if status != Status.UNVERIFIED]))
    claim.status, claim.version, claim.updated_at = status, 2, min(writing.now, at + _ago(3))
    made = Assessment(
        pk=writing.number(Assessment), claim=claim, editor_id=writing.editor, status=status, version=2,
        rationale="The figures of the yearly report settle it." if status.is_verdict else "",
        reviewed=f"{called(claim.speaker)}: {claim.text}", made_at=claim.updated_at,
    )  # fmt: skip
    writing.add(made)
    if status.needs_evidence:
        url = f"https://archive.example/reports/{claim.pk}"
        writing.add(
            Evidence(
                pk=writing.number(Evidence), assessment=made, url=url, title="Yearly report", seen_at=claim.updated_at
            )
        )


def _publish(writing: Writing, sayings: list[Saying], at: datetime, outlet: Outlet) -> None:
    article_number, revision_number = writing.number(Article), writing.number(Revision)
    title = sayings[0].claim.text[:1].upper() + sayings[0].claim.text[1:200]
    text, spans = _text(title, sayings, writing.chance)
    article = Article(
        pk=article_number, outlet=outlet, title=title, published_at=at, created_at=at, language="en",
        url=f"https://{outlet.domain}/{article_number}", latest_id=revision_number,
    )  # fmt: skip
    revision = Revision(
        pk=revision_number, article=article, number=1, title=title, text=text, sha256=text_sha256(text), created_at=at,
        extracted_by=EXTRACTOR,
    )  # fmt: skip
    writing.add(article)
    writing.add(revision)
    done = Ingestion(
        pk=writing.number(Ingestion), article=article, payload=Payload.TEXT, stage=Stage.DONE, stage_at=at,
        revision=revision, created_at=at, finished_at=at,
    )  # fmt: skip
    writing.add(done)
    for number, (saying, marked) in enumerate(zip(sayings, spans, strict=True), start=1):
        statement = _statement(writing, saying, revision, number, marked)
        writing.add(statement)
        if saying.answers:
            _answer(writing, saying, statement, at)


def _text(title: str, sayings: list[Saying], chance: Random) -> tuple[str, list[dict[str, tuple[int, int, str]]]]:
    """Return the text of a story, and where source, cue and content of each saying stand in it."""
    text, spans = f"{title}\n\n", []
    for saying in sayings:
        parts = list(_parts(saying.claim, chance))
        marked = {}
        for layer, piece in parts:
            if layer:
                marked[layer] = (len(text), len(text) + len(piece), piece)
            text += piece
        spans.append(marked)
        text += "\n\n" if chance.random() < 0.5 else " "
    return text.strip(), spans


def _parts(claim: Claim, chance: Random) -> Iterator[tuple[str, str]]:
    stance = Stance(claim.stance)
    source, cue = called(claim.speaker), chance.choice(words.CUES[stance])
    if stance is Stance.ASSERTION and chance.random() < 0.3:
        yield from (("content", f"“{claim.text},”"), ("", " "), ("source", source), ("", " "), ("cue", "said"))
    else:
        yield from (("source", source), ("", " "), ("cue", cue), ("", " that "), ("content", claim.text))
    yield "", "."


def _statement(
    writing: Writing, saying: Saying, revision: Revision, number: int, marked: dict[str, tuple[int, int, str]]
) -> Statement:
    claim, (begin, end, content) = saying.claim, marked["content"]
    claim.statement_count += 1
    layers = {layer: [[first, last]] for layer, (first, last, _) in marked.items()}
    return Statement(
        pk=writing.number(Statement), claim=claim, recorded_as=claim, sighting=saying.sighting, revision=revision,
        number=number, **layers, start=min(first for first, _, _ in marked.values()), text=content,
        key=digest(begin, end, content), mention=marked["source"][2], cue_text=marked["cue"][2],
        type=QuotationType.DIRECT if content.startswith("“") else QuotationType.INDIRECT, stance=claim.stance,
        role=next(iter(saying.sighting.roles.values()), [""])[0], extractor=EXTRACTOR, created_at=revision.created_at,
        confidence=round(writing.chance.uniform(0.6, 0.99), 2),
        via="Central Wire" if writing.chance.random() < 0.1 else "",
    )  # fmt: skip


def _answer(writing: Writing, saying: Saying, statement: Statement, at: datetime) -> None:
    answered, chance = saying.answers, writing.chance
    assert answered is not None, "only answers get here"  # noqa: S101
    relation = chance.choice((Relation.DENIES, Relation.DENIES, Relation.REBUTS))
    decided = chance.random() < 0.2
    link = Rebuttal(
        pk=writing.number(Rebuttal), answer=saying.claim, answered=answered, relation=relation,
        state=RebuttalState.CONFIRMED if decided else RebuttalState.SUGGESTED, statement=statement,
        confidence=round(chance.uniform(0.5, 0.99), 2), evidence=statement.content, extractor=EXTRACTOR,
        decided_by_id=writing.editor if decided else None, decided_at=at if decided else None, created_at=at,
    )  # fmt: skip
    writing.add(link)
    answered.answer_count += 1
    if answered.dispute_id is None:
        dispute = Dispute(pk=writing.number(Dispute), created_at=at)
        writing.add(dispute)
        answered.dispute_id = dispute.pk
    saying.claim.dispute_id = answered.dispute_id


def _ago(days: int) -> timedelta:
    return timedelta(days=days)
