"""New claims among those of other articles: said before, or an answer to somebody else.

Candidates are near in meaning and in time. What is worded alike is matched by its words, quotations first; of the rest
a learned scorer says what two claims are to each other. Precision counts more than recall where claims are joined: what
is joined wrongly hides a claim, what is missed stays visible twice.

What a pair is follows from the two claims as they now are, and is kept (`Comparison`); which claims are one, and which
answers are suggested, follows from all pairs. So it does not matter in which order articles come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Ingestion, Revision
from claims.joining import begin_with_earliest, join_all, part
from claims.judging import Match, judge, may_concern
from claims.meaning import by_meaning, embed_claims
from claims.models import SAME, Claim, Comparison, Statement, Unmatched
from claims.neighbours import Neighbour, neighbours, neighbours_among
from claims.pairing.scoring import Pair, pair_scorer
from claims.said import Said, read_said
from claims.suggesting import suggest_compared
from claims.turns import writing_turn
from claims.upkeep import refresh

Ends = frozenset[int]


def match_new_claims(ingestion: Ingestion) -> None:
    """Match the claims of an ingestion's text with those of other articles: the step after extraction."""
    if ingestion.revision is not None:
        match_revision(ingestion.revision, now=timezone.now())


def match_revision(revision: Revision, *, now: datetime) -> None:
    """Join claims that a speaker made elsewhere too, and suggest answers across articles. Safe to run twice.

    Only writing takes a turn: whoever matches at the same time has recorded before, so one of both sees the other. What
    somebody else changed meanwhile is compared once more.
    """
    _match(Claim.objects.filter(recorded__revision=revision), now=now)


def match_waiting(*, now: datetime) -> None:
    """Match the claims that changed otherwise, as by an editor, and wait for the next matching."""
    _match(Claim.objects.none(), now=now)


def _match(claims: QuerySet[Claim], *, now: datetime) -> None:
    seen = _compare(_with_waiting(claims))
    with writing_turn():
        own = _with_waiting(claims)
        stored = _stored(seen.own)
        if not (own <= seen.own and seen.holds_for(stored)):
            seen, stored = _compare(own), _stored(own)
        _settle(seen, stored, now=now)
        Unmatched.objects.filter(claim__in=seen.own).delete()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was found to match some claims. `looked_at` holds all pairs that were compared."""

    own: set[int]
    said: dict[int, Said]
    looked_at: set[Ends]
    matches: dict[Ends, Match]

    def holds_for(self, stored: dict[Ends, Comparison]) -> bool:
        """Return whether the claims that matter are as they were, and all pairs known by now were looked at."""
        ends = self.own | {number for pair in (*self.matches, *stored) for number in pair}
        return stored.keys() <= self.looked_at and read_said(ends) == {n: s for n, s in self.said.items() if n in ends}


def _with_waiting(claims: QuerySet[Claim]) -> set[int]:
    """Return the numbers of claims, and of those that changed otherwise and wait to be matched."""
    return {*claims.values_list("pk", flat=True), *Unmatched.objects.values_list("claim", flat=True)}


def _stored(claims: Iterable[int]) -> dict[Ends, Comparison]:
    numbers = list(claims)
    rows = Comparison.objects.filter(Q(claim__in=numbers) | Q(other__in=numbers))
    return {frozenset((row.claim_id, row.other_id)): row for row in rows}


def _compare(own: set[int]) -> _Seen:
    """Compare claims with all that are near."""
    stored = _stored(own)
    found = {_ends(near): near for near in _candidates(own, stored)}
    said = read_said(own.union(*found))
    pairs = {
        ends: Pair(said[near.claim].wording, said[near.other].wording, near.nearness)
        for ends, near in found.items()
        if ends <= said.keys()
    }
    meant = [ends for ends, pair in pairs.items() if may_concern(pair.one, pair.other)]
    scored = zip(meant, pair_scorer().score([pairs[ends] for ends in meant]), strict=True)
    judged = {ends: judge(said[found[ends].claim], said[found[ends].other], pairs[ends], odds) for ends, odds in scored}
    matches = {ends: match for ends, match in judged.items() if match}
    return _Seen(own, said, {*found, *stored}, matches)


def _candidates(own: set[int], stored: Iterable[Ends]) -> list[Neighbour]:
    """Return the claims near each of some, and those that were found to match it, if they still are near."""
    articles: dict[int, set[int]] = defaultdict(set)
    statements = Statement.objects.filter(recorded_as__in=own)
    for number, article in statements.values_list("recorded_as", "revision__article"):
        articles[number].add(article)
    claims = list(Claim.objects.filter(pk__in=articles).only("text", "first_seen").order_by("pk"))
    vectors = embed_claims(claims)
    found: list[Neighbour] = []
    with by_meaning():
        for claim in claims:
            near = neighbours(claim, vectors[claim.pk], articles=articles[claim.pk])
            matched = {number for ends in stored if claim.pk in ends for number in ends}
            left = matched - {one.other for one in near} - {claim.pk}
            found += near + neighbours_among(claim, vectors[claim.pk], left, articles=articles[claim.pk])
    return found


def _ends(near: Neighbour) -> Ends:
    return frozenset((near.claim, near.other))


def _settle(seen: _Seen, stored: dict[Ends, Comparison], *, now: datetime) -> None:
    """Keep what was found, and make of it which claims are one, and which answers are suggested."""
    outdated = [row for ends, row in stored.items() if not _is_kept(row, seen.matches.get(ends))]
    new = [match for ends, match in seen.matches.items() if not _is_kept(stored.get(ends), match)]
    Comparison.objects.filter(pk__in=[row.pk for row in outdated]).delete()
    Comparison.objects.bulk_create(
        Comparison(claim_id=match.claim, other_id=match.other, relation=match.relation, confidence=match.confidence)
        for match in new
    )
    changed = {number for row in outdated for number in (row.claim_id, row.other_id)}
    changed |= {number for match in new for number in (match.claim, match.other)}
    touched = part(n for row in outdated if row.relation == SAME for n in (row.claim_id, row.other_id))
    touched |= join_all((match.claim, match.other) for match in seen.matches.values() if match.is_same)
    touched |= begin_with_earliest(seen.own)
    touched |= suggest_compared({*seen.own, *changed, *touched}, now=now)
    refresh(touched, now=now)


def _is_kept(row: Comparison | None, match: Match | None) -> bool:
    if row is None or match is None:
        return row is None and match is None
    found = (match.claim, match.other, match.relation, match.confidence)
    return (row.claim_id, row.other_id, row.relation, row.confidence) == found
