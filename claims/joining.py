"""Claims of one speaker that were found to be the same are one claim: the earliest, of which the others are parts.

What is one follows from the pairs that were found (`Comparison`), whatever the order in which they were: joined while
pairs tie them, parted when none does any more. What editors decided stays. Everything here runs within a writing turn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from claims.models import SAME, Action, Assessment, Claim, Comparison, Rebuttal, Statement
from claims.moving import current, follow_statements, join


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
    return touched | begin_with_earliest(touched)


def _join(one: Claim, other: Claim) -> set[int]:
    """Make two claims one: the one an editor decided on, else the earlier. Two decided ones stay apart."""
    ends = current(one), current(other)
    if ends[0].pk == ends[1].pk or one.speaker_id != other.speaker_id or ends[0].is_distinct_from(ends[1]):
        return set()
    ranks = _ranks(end.pk for end in ends)
    kept, joined = sorted(ends, key=lambda claim: ranks[claim.pk])
    if ranks[joined.pk].is_decided:
        return set()
    join(joined, into=kept)
    return {kept.pk, joined.pk}


def begin_with_earliest(claims: Iterable[int]) -> set[int]:
    """Make the earliest part of each whole the whole, unless an editor joined them; return the claims concerned.

    So it stays where an earlier article comes late, and where the whole was lost to another speaker.
    """
    families = _families(set(whole_of(claims).values()))
    ranks = _ranks({number for members in families.values() if len(members) > 1 for number in members})
    touched: set[int] = set()
    for whole, members in sorted(families.items()):
        if len(members) > 1:
            own = [number for number in members if ranks[number].speaker == ranks[whole].speaker]
            touched |= _begin_with(min(own, key=lambda number: ranks[number]), whole)
    return touched


def _begin_with(first: int, whole: int) -> set[int]:
    if first == whole or _joined_by_hand([whole, first]):
        return set()
    Claim.objects.filter(pk=first).update(merged_into=None)
    join(Claim.objects.get(pk=whole), into=Claim.objects.get(pk=first))
    Claim.objects.filter(merged_into=whole).update(merged_into=first)
    return {whole, first}


def part(claims: Iterable[int]) -> set[int]:
    """Take out of their wholes the claims that no pair ties to them any more; return the claims concerned."""
    touched: set[int] = set()
    for number, whole_number in sorted(whole_of(claims).items()):
        whole = current(_fresh(whole_number)).pk
        members = parts_of([whole])
        group = _tied(number, members)
        ranks = _ranks(group | {whole})
        if whole in group or number not in members or ranks[whole].is_decided or _joined_by_hand([*group, whole]):
            continue
        touched |= _take_out(group, min(group, key=lambda number: ranks[number]), whole)
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
    return {number for members in _families(set(wholes)).values() for number in members}


def _families(wholes: set[int]) -> dict[int, set[int]]:
    """Return claims and all their parts, by the number of the claim. A query a step of the way."""
    whole = {number: number for number in wholes}
    frontier = wholes
    while frontier:
        parts = Claim.objects.filter(merged_into__in=frontier).values_list("pk", "merged_into")
        found = {part: whole[parent] for part, parent in parts if parent and part not in whole}
        whole |= found
        frontier = set(found)
    families: dict[int, set[int]] = defaultdict(set)
    for number, of in whole.items():
        families[of].add(number)
    return families


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


def _take_out(group: set[int], first: int, whole: int) -> set[int]:
    Claim.objects.filter(pk__in=group).update(merged_into=first)
    Claim.objects.filter(pk=first).update(merged_into=None)
    own = Statement.objects.filter(recorded_as__in=group, claim=whole)
    statements = [s.pk for s in own if "claim" not in s.decided]
    Statement.objects.filter(pk__in=statements).update(claim=first)
    follow_statements(statements)
    return {whole, first}


class _Rank(NamedTuple):
    """What tells which of some claims is the whole: the least one. A decided one, then one with articles, the earliest.

    The first two stand as what they lack.
    """

    is_undecided: bool
    is_empty: bool
    first_seen: datetime
    text: str
    key: str
    speaker: int

    @property
    def is_decided(self) -> bool:
        """Whether an editor judged the claim or decided on one of its links."""
        return not self.is_undecided


def _ranks(claims: Iterable[int]) -> dict[int, _Rank]:
    """Return the ranks of claims by number. One query."""
    links = Rebuttal.objects.filter(Q(answer=OuterRef("pk")) | Q(answered=OuterRef("pk")), decided_at__isnull=False)
    rows = Claim.objects.filter(pk__in=claims).annotate(
        is_undecided=~Exists(Assessment.objects.filter(claim=OuterRef("pk"))) & ~Exists(links),
        is_empty=~Exists(Statement.objects.filter(recorded_as=OuterRef("pk"))),
    )
    fields = ("is_undecided", "is_empty", "first_seen", "text", "key", "speaker")
    return {number: _Rank(*rank) for number, *rank in rows.values_list("pk", *fields)}


def _joined_by_hand(claims: list[int]) -> bool:
    return Action.objects.filter(verb="join claims", undone_at=None, claims__overlap=claims).exists()


def _fresh(claim: int) -> Claim:
    return Claim.objects.select_related("merged_into", "speaker").get(pk=claim)
