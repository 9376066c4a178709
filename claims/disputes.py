"""Claims tied together by answers are one dispute. Runs within a writing turn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from claims.models import Claim, Dispute, Rebuttal, RebuttalState


def regroup(claims: Iterable[int], *, now: datetime) -> None:
    """Give each connected group of claims around the given ones a dispute of its own; single claims have none.

    Links that an editor rejected do not connect, nor do claims that an editor put into a dispute, which stay there. A
    dispute stays with the largest part of its claims, and one that an editor named is kept.
    """
    start = set(Claim.objects.filter(pk__in=set(claims), dispute_pinned=False).values_list("pk", flat=True))
    formerly = set(Claim.objects.filter(pk__in=start).exclude(dispute=None).values_list("dispute", flat=True))
    start |= set(Claim.objects.filter(dispute__in=formerly, dispute_pinned=False).values_list("pk", flat=True))
    answers = _answers_around(start)
    taken: set[int] = set()
    groups = list(_connected(start | answers.keys(), answers))
    for group in groups:
        if len(group) > 1:
            _give_dispute(group, taken, now)
    alone = [group[0] for group in groups if len(group) == 1]
    Claim.objects.filter(pk__in=alone).exclude(dispute=None).update(dispute=None)
    Dispute.objects.filter(pk__in=formerly, claims=None, given_title="").delete()


def _answers_around(claims: set[int]) -> dict[int, set[int]]:
    """Return all links reachable from claims, both ways; one query a step of the way."""
    linked: dict[int, set[int]] = defaultdict(set)
    frontier = claims
    while frontier:
        ends = Rebuttal.objects.filter(Q(answer__in=frontier) | Q(answered__in=frontier)).exclude(
            state=RebuttalState.REJECTED
        )
        ends = ends.filter(answer__hidden_at=None, answered__hidden_at=None)
        ends = ends.filter(answer__dispute_pinned=False, answered__dispute_pinned=False)
        known = claims | linked.keys()
        for answer, answered in ends.values_list("answer", "answered"):
            linked[answer].add(answered)
            linked[answered].add(answer)
        frontier = linked.keys() - known
    return linked


def _connected(claims: set[int], answers: dict[int, set[int]]) -> Iterable[list[int]]:
    left = set(claims)
    while left:
        group, frontier = set[int](), {min(left)}
        while frontier:
            group |= frontier
            frontier = {other for one in frontier for other in answers.get(one, ())} - group
        left -= group
        yield sorted(group)


def _give_dispute(group: list[int], taken: set[int], now: datetime) -> None:
    members = Claim.objects.filter(pk__in=group)
    had = Counter(pk for pk in members.values_list("dispute", flat=True) if pk and pk not in taken)
    named = set(Dispute.objects.filter(pk__in=had).exclude(given_title="").values_list("pk", flat=True))
    best = min(had, key=lambda pk: (pk not in named, -had[pk], pk), default=None)
    dispute = best or Dispute.objects.create(created_at=now).pk
    taken.add(dispute)
    members.exclude(dispute=dispute).update(dispute=dispute)
