"""New claims among those of other articles: said before, or an answer to somebody else.

Candidates are near in meaning and in time; they come from the index of meanings. What is worded alike is matched by its
words, quotations first; of the rest a learned scorer says what two claims are to each other. Precision counts more than
recall where claims are joined: what is joined wrongly hides a claim, what is missed stays visible twice.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from articles.models import Ingestion, Revision
from claims.extraction.values import Relation, Stance
from claims.meaning import embed_claims
from claims.models import Action, Assessment, Claim, Rebuttal, Statement
from claims.moving import absorb, current, follow_statements
from claims.neighbours import Neighbour, neighbours, wordings
from claims.pairing.scoring import Odds, Pair, pair_scorer
from claims.pairing.wording import Wording, are_named, may_be_same, same_words
from claims.rebutting import suggest
from claims.sameness import are_distinct
from claims.turns import writing_turn
from claims.upkeep import refresh

MATCHER = "learned 1"
# An answer may be printed before what it answers: outlets differ by a day or two.
EARLIEST_ANSWER = timedelta(days=2)
# Probabilities from which something is done. In cross-validation 97 in 100 pairs of one speaker at the first were the
# same, 83 in 100 answers at the second were answers, 97 in 100 supports at the third were supports.
SURELY_SAME, LIKELY_ANSWER, LIKELY_SUPPORT = 0.7, 0.6, 0.7


def match_new_claims(ingestion: Ingestion) -> None:
    """Match the claims of an ingestion's text with those of other articles: the step after extraction."""
    if ingestion.revision is not None:
        match_revision(ingestion.revision, now=timezone.now())


@dataclass(frozen=True, slots=True)
class _Answer:
    """A likely answer. `confidence` is a probability."""

    relation: Relation
    confidence: float


@dataclass(frozen=True, slots=True)
class _Match:
    """What two claims are to each other: an answer and what it answers, or one claim."""

    claim: Claim
    other: Claim
    answer: _Answer | None


def match_revision(revision: Revision, *, now: datetime) -> None:
    """Join claims that a speaker made elsewhere too, and suggest answers across articles. Safe to run twice.

    Only writing takes a turn: whoever matches at the same time has recorded before, so one of both sees the other.
    """
    found, compared = _matches(revision)
    with writing_turn():
        touched = _withdraw(revision, found, compared)
        for match in found:
            if match.answer:
                touched |= _suggest(match.claim, match.other, match.answer, now)
            else:
                touched |= join(match.claim, match.other)
        refresh(touched, now=now)


def _withdraw(revision: Revision, found: Sequence[_Match], compared: Set[tuple[int, int]]) -> set[int]:
    """Take back the suggestions on a text's claims that are not found any more, as where an earlier article came late.

    What a person decided on stays. Return the claims concerned.
    """
    kept = {(match.claim.pk, match.other.pk) for match in found if match.answer}
    own = Claim.objects.filter(recorded__revision=revision)
    ends = Q(statement__recorded_as__in=own) | Q(answered_statement__recorded_as__in=own)
    links = Rebuttal.objects.filter(ends, extractor=MATCHER, decided_at=None)
    touched: set[int] = set()
    for link in links.select_related("statement", "answered_statement"):
        pair = (getattr(link.statement, "recorded_as_id", 0), getattr(link.answered_statement, "recorded_as_id", 0))
        if pair not in kept and (pair in compared or pair[::-1] in compared):
            touched |= {link.answer_id, link.answered_id}
            link.delete()
    return touched


def _matches(revision: Revision) -> tuple[list[_Match], set[tuple[int, int]]]:
    """Return what the claims of a text and their neighbours are to each other, and which pairs were compared."""
    own = list(Claim.objects.filter(recorded__revision=revision).distinct().select_related("speaker").order_by("pk"))
    vectors = embed_claims(own)
    found = [near for claim in own for near in neighbours(claim, vectors[claim.pk], article=revision.article_id)]
    said = wordings({claim.pk for near in found for claim in (near.claim, near.other)})
    pairs = [Pair(said[near.claim.pk], said[near.other.pk], near.nearness) for near in found]
    meant = [k for k, pair in enumerate(pairs) if _may_concern(pair.one, pair.other)]
    scored = zip(meant, pair_scorer().score([pairs[k] for k in meant]), strict=True)
    matches = (_compare(found[k], pairs[k], odds) for k, odds in scored)
    return [match for match in matches if match], {(near.claim.pk, near.other.pk) for near in found}


def _may_concern(one: Wording, other: Wording) -> bool:
    """Return whether two claims share a telling word, somebody named among them."""
    mine, theirs = one.roots | one.target_roots | one.side, other.roots | other.target_roots | other.side
    return bool(mine & theirs)


def _compare(near: Neighbour, pair: Pair, odds: Odds) -> _Match | None:
    one, other = near.claim, near.other
    if one.speaker_id == other.speaker_id:
        is_same = same_words(pair.one, pair.other) or (odds.same >= SURELY_SAME and may_be_same(pair.one, pair.other))
        return _Match(one, other, None) if is_same and not one.speaker.is_described else None
    if odds.rebuts >= LIKELY_ANSWER and _can_answer(pair):
        return _answer(one, other, pair, odds)
    if odds.same + odds.supports >= LIKELY_SUPPORT and may_be_same(pair.one, pair.other):
        later, earlier = _later_first(one, other)
        return _Match(later, earlier, _Answer(Relation.SUPPORTS, round(odds.same + odds.supports, 2)))
    return None


def _can_answer(pair: Pair) -> bool:
    """Return whether one of two claims is said against another, and the other can be answered.

    Promises and demands are answered too, but rarely by what contradicts them.
    """
    return not ({pair.one.stance, pair.other.stance} <= {Stance.COMMITMENT, Stance.CALL})


def _answer(one: Claim, other: Claim, pair: Pair, odds: Odds) -> _Match | None:
    """Return the answer with what it answers: the one said against the other, or else the later one."""
    answer, answered = _later_first(one, other)
    against = {one.pk: _is_against(pair.one), other.pk: _is_against(pair.other)}
    if against[one.pk] != against[other.pk]:
        answer, answered = sorted((one, other), key=lambda claim: against[claim.pk], reverse=True)
    if answer.first_seen < answered.first_seen - EARLIEST_ANSWER:
        return None
    answering, said = (pair.one, pair.other) if answer is one else (pair.other, pair.one)
    concerned = (said.target_roots or said.all_roots) & answering.side
    is_concerned = bool(concerned) or are_named(answering.names, said.all_roots)
    denies = answering.stance == Stance.DENIAL or (answering.is_contrary and is_concerned)
    return _Match(
        answer, answered, _Answer(Relation.DENIES if denies else Relation.REBUTS, round(min(odds.rebuts, 0.99), 2))
    )


def _is_against(wording: Wording) -> tuple[bool, bool]:
    return (wording.is_contrary, wording.is_negated)


def _later_first(one: Claim, other: Claim) -> tuple[Claim, Claim]:
    """Return the later claim and the earlier one; of two at one time a charge is the earlier."""
    later, earlier = sorted((one, other), key=lambda c: (c.first_seen, c.stance != Stance.ACCUSATION, c.text))[::-1]
    return later, earlier


def join(claim: Claim, other: Claim) -> set[int]:
    """Make two claims one: the one an editor decided on, else the earlier. Two decided ones stay apart.

    The statements keep what they were recorded as, so that it can be undone. Of claims that are one already the
    earliest is the whole, also where an earlier article came late, unless an editor joined them.
    """
    one, two = _fresh(claim), _fresh(other)
    if one.speaker_id != two.speaker_id:
        return set()  # told apart since they were compared
    kept, joined = sorted((current(one), current(two)), key=_rank)
    if kept.pk == joined.pk:
        return _begin_with_earliest(kept)
    if _decided(joined) or are_distinct(kept, joined):
        return set()
    _absorb(joined, kept)
    return {kept.pk, joined.pk} | _begin_with_earliest(kept)


def _rank(claim: Claim) -> tuple[bool, datetime, str]:
    return (not _decided(claim), claim.first_seen, claim.text)


def _begin_with_earliest(whole: Claim) -> set[int]:
    """Make the earliest part of a claim the whole; return the claims concerned."""
    parts = list(Claim.objects.filter(merged_into=whole, speaker=whole.speaker_id))
    first = min((whole, *parts), key=_rank)
    if first.pk == whole.pk or _joined_by_hand([whole.pk, first.pk]):
        return set()
    Claim.objects.filter(pk=first.pk).update(merged_into=None)
    first.merged_into = None
    _absorb(whole, first)
    Claim.objects.filter(merged_into=whole).update(merged_into=first)
    return {whole.pk, first.pk}


def _joined_by_hand(claims: list[int]) -> bool:
    return Action.objects.filter(verb="join claims", undone_at=None, claims__overlap=claims).exists()


def _absorb(joined: Claim, kept: Claim) -> None:
    statements = list(joined.statements.values_list("pk", flat=True))
    Statement.objects.filter(pk__in=statements).update(claim=kept)
    follow_statements(statements)
    absorb(joined, into=kept)


def _fresh(claim: Claim) -> Claim:
    return Claim.objects.select_related("merged_into").get(pk=claim.pk)


def _decided(claim: Claim) -> bool:
    links = Rebuttal.objects.filter(Q(answer=claim) | Q(answered=claim), decided_at__isnull=False)
    return Assessment.objects.filter(claim=claim).exists() or links.exists()


def _suggest(claim: Claim, other: Claim, found: _Answer, now: datetime) -> set[int]:
    """Suggest that one claim answers the other, from the first article of each."""
    answer, answered = _first_of(claim), _first_of(other)
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


def _first_of(claim: Claim) -> Statement | None:
    return claim.recorded.order_by("revision__article__published_at", "pk").first()
