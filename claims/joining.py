"""Claims of one speaker that were found to be the same are one claim: the earliest, of which the others are parts.

What is one follows from the pairs that were found (`Comparison`), whatever the order in which they were: joined while
pairs tie them, parted when none does any more. What editors decided stays. Everything here runs within a writing turn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from claims.models import SAME, Action, Assessment, Claim, Comparison, Rebuttal, Statement
from claims.moving import absorb, current, follow_statements
from claims.sameness import are_distinct


def join_all(pairs: Iterable[tuple[int, int]]) -> set[int]:
    """Make the claims of each pair one. The statements keep what they were recorded as, so that it can be undone.

    Return the claims concerned.
    """
    wanted = list(pairs)
    whole = whole_of({number for pair in wanted for number in pair})
    touched: set[int] = set()
    for one, other in wanted:
        if whole[one] != whole[other]:
            touched |= _join(_fresh(one), _fresh(other))
    return touched


def _join(one: Claim, other: Claim) -> set[int]:
    """Make two claims one: the one an editor decided on, else the earlier. Two decided ones stay apart."""
    kept, joined = sorted((current(one), current(other)), key=_rank)
    told_apart = one.speaker_id != other.speaker_id or are_distinct(kept, joined)
    if kept.pk == joined.pk or told_apart or _decided(joined):
        return set()
    _absorb(joined, kept)
    return {kept.pk, joined.pk} | _begin_with_earliest(kept)


def begin_with_earliest(claims: Iterable[int]) -> set[int]:
    """Make the earliest part of each whole the whole, unless an editor joined them; return the claims concerned.

    So it stays where an earlier article comes late, and where the whole was lost to another speaker.
    """
    wholes = set(whole_of(claims).values())
    touched: set[int] = set()
    for whole in Claim.objects.filter(pk__in=wholes, merged__isnull=False).distinct().order_by("pk"):
        touched |= _begin_with_earliest(whole)
    return touched


def _begin_with_earliest(whole: Claim) -> set[int]:
    first = min((c for c in _family(whole) if c.speaker_id == whole.speaker_id), key=_rank)
    if first.pk == whole.pk or _joined_by_hand([whole.pk, first.pk]):
        return set()
    Claim.objects.filter(pk=first.pk).update(merged_into=None)
    first.merged_into = None
    _absorb(whole, first)
    Claim.objects.filter(merged_into=whole).update(merged_into=first)
    return {whole.pk, first.pk}


def part(claims: Iterable[int]) -> set[int]:
    """Take out of their wholes the claims that no pair ties to them any more; return the claims concerned."""
    touched: set[int] = set()
    for number, whole_number in sorted(whole_of(claims).items()):
        whole = current(_fresh(whole_number))
        members = {member.pk: member for member in _family(whole)}
        group = _tied(number, members)
        if whole.pk in group or number not in members or _decided(whole) or _joined_by_hand([*group, whole.pk]):
            continue
        touched |= _take_out([members[number] for number in group], whole)
    return touched


def whole_of(claims: Iterable[int]) -> dict[int, int]:
    """Return by number what each claim is part of, itself where it is whole. A query a step of the way."""
    wholes = {number: number for number in claims}
    while True:
        parts = Claim.objects.filter(pk__in=set(wholes.values())).exclude(merged_into=None)
        parents = {number: whole or number for number, whole in parts.values_list("pk", "merged_into")}
        if not parents:
            return wholes
        wholes = {number: parents.get(whole, whole) for number, whole in wholes.items()}


def parts_of(wholes: Iterable[int]) -> set[int]:
    """Return the numbers of claims and of all their parts. A query a step of the way."""
    known, frontier = set(wholes), set(wholes)
    while frontier:
        frontier = set(Claim.objects.filter(merged_into__in=frontier).values_list("pk", flat=True)) - known
        known |= frontier
    return known


def _family(whole: Claim) -> list[Claim]:
    return list(Claim.objects.filter(pk__in=parts_of([whole.pk])).order_by("pk"))


def _tied(claim: int, members: Iterable[int]) -> set[int]:
    """Return the members that pairs of the same tie a claim to, itself among them."""
    ties: dict[int, set[int]] = defaultdict(set)
    same = Comparison.objects.filter(relation=SAME, claim__in=list(members), other__in=list(members))
    for one, other in same.values_list("claim", "other"):
        ties[one].add(other)
        ties[other].add(one)
    group, frontier = set[int](), {claim}
    while frontier:
        group |= frontier
        frontier = {other for one in frontier for other in ties[one]} - group
    return group


def _take_out(group: list[Claim], whole: Claim) -> set[int]:
    first = min(group, key=_rank)
    numbers = [claim.pk for claim in group]
    Claim.objects.filter(pk__in=numbers).update(merged_into=first.pk)
    Claim.objects.filter(pk=first.pk).update(merged_into=None)
    own = Statement.objects.filter(recorded_as__in=numbers, claim=whole)
    statements = [s.pk for s in own if "claim" not in s.decided]
    Statement.objects.filter(pk__in=statements).update(claim=first.pk)
    follow_statements(statements)
    return {whole.pk, first.pk}


def _rank(claim: Claim) -> tuple[bool, bool, datetime, str, str]:
    return (not _decided(claim), not claim.recorded.exists(), claim.first_seen, claim.text, claim.key)


def _joined_by_hand(claims: list[int]) -> bool:
    return Action.objects.filter(verb="join claims", undone_at=None, claims__overlap=claims).exists()


def _absorb(joined: Claim, kept: Claim) -> None:
    statements = list(joined.statements.values_list("pk", flat=True))
    Statement.objects.filter(pk__in=statements).update(claim=kept)
    follow_statements(statements)
    absorb(joined, into=kept)


def _fresh(claim: int) -> Claim:
    return Claim.objects.select_related("merged_into").get(pk=claim)


def _decided(claim: Claim) -> bool:
    links = Rebuttal.objects.filter(Q(answer=claim) | Q(answered=claim), decided_at__isnull=False)
    return Assessment.objects.filter(claim=claim).exists() or links.exists()
