"""New claims among those of other articles: said before, or an answer to somebody else.

Candidates share two telling words and a span of time; they come from the full-text index. Precision counts more than
recall here: what is joined wrongly hides a claim, what is missed stays visible twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.models import Ingestion, Revision
from claims.folding import fold
from claims.meaning import embed_claims
from claims.models import Assessment, Claim, Rebuttal, Speaker, Statement
from claims.moving import absorb, current, follow_statements
from claims.propositions import telling_words
from claims.rebutting import suggest
from claims.sameness import are_distinct
from claims.similarity import Answer, Wording, find_answer, same_claim
from claims.turns import writing_turn
from claims.upkeep import refresh

MATCHER = "lexical 1"
WINDOW = timedelta(days=30)
# An answer may be printed before what it answers: outlets differ by a day or two.
EARLIEST_ANSWER = timedelta(days=2)
MOST_CANDIDATES = 50
_WORDS = 8


def match_new_claims(ingestion: Ingestion) -> None:
    """Match the claims of an ingestion's text with those of other articles: the step after extraction."""
    if ingestion.revision is not None:
        match_revision(ingestion.revision, now=timezone.now())


@dataclass(frozen=True, slots=True)
class _Match:
    """What two claims are to each other: an answer and what it answers, or one claim."""

    claim: Claim
    other: Claim
    answer: Answer | None


def match_revision(revision: Revision, *, now: datetime) -> None:
    """Join claims that a speaker made elsewhere too, and suggest answers across articles. Safe to run twice.

    Only writing takes a turn: whoever matches at the same time has recorded before, so one of both sees the other.
    """
    found = list(_matches(revision))
    if not found:
        return
    with writing_turn():
        touched: set[int] = set()
        for match in found:
            if match.answer:
                touched |= _suggest(match.claim, match.other, match.answer, now)
            else:
                touched |= join(match.claim, match.other)
        refresh(touched, now=now)


def _matches(revision: Revision) -> Iterator[_Match]:
    own = list(_with_speakers(Claim.objects.filter(recorded__revision=revision).distinct().order_by("pk")))
    embed_claims(own)
    for claim in own:
        one = _wording(claim)
        for other in _with_speakers(_candidates(claim, revision.article_id)):
            yield from _compare(claim, one, other, _wording(other))


def _compare(claim: Claim, one: Wording, other: Claim, two: Wording) -> Iterator[_Match]:
    if claim.speaker_id == other.speaker_id:
        if not claim.speaker.is_described and same_claim(one, two):
            yield _Match(claim, other, None)
        return
    for answer, answering, answered, said in ((claim, one, other, two), (other, two, claim, one)):
        late_enough = answer.first_seen >= answered.first_seen - EARLIEST_ANSWER
        if late_enough and (found := find_answer(answering, said)):
            yield _Match(answer, answered, found)


def _with_speakers(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    return claims.select_related("speaker").prefetch_related("speaker__aliases", "speaker__roles")


def _candidates(claim: Claim, article: int) -> QuerySet[Claim]:
    """Return the claims of other articles that share two telling words with one, the most alike first."""
    words = sorted(set(telling_words(fold(f"{claim.text} {claim.target}"))), key=lambda w: (-len(w), w))[:_WORDS]
    if len(words) < 2:
        return Claim.objects.none()
    query = SearchQuery(
        " | ".join(f"({a} & {b})" for a, b in combinations(words, 2)), config="english", search_type="raw"
    )
    elsewhere = Exists(Statement.objects.filter(recorded_as=OuterRef("pk")).exclude(revision__article=article))
    near = Q(first_seen__gte=claim.first_seen - WINDOW, first_seen__lte=claim.first_seen + WINDOW)
    found = Claim.objects.filter(near, elsewhere, search=query, hidden_at=None).exclude(pk=claim.pk)
    return found.order_by(SearchRank(F("search"), query).desc(), "pk")[:MOST_CANDIDATES]


def _wording(claim: Claim) -> Wording:
    speaker: Speaker = claim.speaker
    names = (speaker.name, *(a.name for a in speaker.aliases.all() if a.name[:1].isupper()))
    offices = tuple(word for role in speaker.roles.all() for word in role.title.split() if word[:1].isupper())
    return Wording(claim.text, claim.target, claim.stance, names, offices)


def join(claim: Claim, other: Claim) -> set[int]:
    """Make two claims one: the one an editor decided on, else the earlier. Two decided ones stay apart.

    The statements keep what they were recorded as, so that it can be undone.
    """
    one, two = _fresh(claim), _fresh(other)
    if one.speaker_id != two.speaker_id:
        return set()  # told apart since they were compared
    kept, joined = sorted((current(one), current(two)), key=lambda c: (not _decided(c), c.first_seen, c.text))
    if kept.pk == joined.pk or _decided(joined) or are_distinct(kept, joined):
        return set()
    statements = list(joined.statements.values_list("pk", flat=True))
    Statement.objects.filter(pk__in=statements).update(claim=kept)
    follow_statements(statements)
    absorb(joined, into=kept)
    return {kept.pk, joined.pk}


def _fresh(claim: Claim) -> Claim:
    return Claim.objects.select_related("merged_into").get(pk=claim.pk)


def _decided(claim: Claim) -> bool:
    links = Rebuttal.objects.filter(Q(answer=claim) | Q(answered=claim), decided_at__isnull=False)
    return Assessment.objects.filter(claim=claim).exists() or links.exists()


def _suggest(claim: Claim, other: Claim, found: Answer, now: datetime) -> set[int]:
    """Suggest that one claim answers the other, from the first article of each."""
    answer = claim.recorded.order_by("revision__article__published_at", "pk").first()
    answered = other.recorded.order_by("revision__article__published_at", "pk").first()
    if answer is None or answered is None:
        return set()
    suggest(
        answer,
        answered,
        relation=found.relation,
        confidence=found.confidence,
        evidence=answer.content,
        by=MATCHER,
        now=now,
    )
    return {answer.claim_id, answered.claim_id}
