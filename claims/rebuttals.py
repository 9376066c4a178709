"""Who answers whom: the answers between speakers, counted by pair and relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, QuerySet

from claims.models import Claim, Rebuttal, RebuttalState, Speaker
from claims.wording import RELATIONS_GIVEN


@dataclass(frozen=True)
class Tally:
    """How often one speaker answers another, by relation; the speakers by their numbers."""

    answering: int
    answered: int
    counts: dict[str, int]

    @cached_property
    def total(self) -> int:
        """All of its answers."""
        return sum(self.counts.values())

    @property
    def relation(self) -> str:
        """What most of them do."""
        return max(self.counts, key=lambda relation: (self.counts[relation], relation))

    @property
    def by_relation(self) -> list[tuple[str, int]]:
        """How many there are of each relation, by its word, in fixed order."""
        return [(word, self.counts.get(relation, 0)) for relation, word in RELATIONS_GIVEN]


@dataclass(frozen=True, slots=True)
class Pair:
    """One speaker's answers to another."""

    answering: Speaker
    answered: Speaker
    tally: Tally


def answers_between(
    user: object,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    relation: str = "",
    answering: int | None = None,
    answered: int | None = None,
) -> QuerySet[Rebuttal]:
    """Return the answers that stand, between claims that a user may see; the dates are those of the answers."""
    shown = Claim.objects.visible_to(user)
    found = Rebuttal.objects.exclude(state=RebuttalState.REJECTED).filter(answer__in=shown, answered__in=shown)
    wanted = {
        "answer__first_seen__gte": since,
        "answer__first_seen__lte": until,
        "relation": relation or None,
        "answer__speaker": answering,
        "answered__speaker": answered,
    }
    return found.filter(**{name: value for name, value in wanted.items() if value is not None})


def tallies_of(found: QuerySet[Rebuttal]) -> list[Tally]:
    """Return who answers whom, the most answers first, then by name. Two queries.

    Of thousands of speakers the names alone are read.
    """
    counts: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    totals: dict[tuple[int, int], int] = defaultdict(int)
    grouped = found.order_by().values_list("answer__speaker", "answered__speaker", "relation")
    for answering, answered, relation, number in grouped.annotate(n=Count("pk")):
        counts[answering, answered][relation] = number
        totals[answering, answered] += number
    speakers = {number for ends in counts for number in ends}
    names = dict(Speaker.objects.filter(pk__in=speakers).values_list("pk", "name"))
    ranked = sorted((-total, names[ends[0]], names[ends[1]], ends) for ends, total in totals.items())
    return [Tally(*ends, counts[ends]) for *_, ends in ranked]


def pairs_of(tallies: Iterable[Tally], speakers: Mapping[int, Speaker]) -> list[Pair]:
    """Return tallies with their speakers, in their order."""
    return [Pair(speakers[tally.answering], speakers[tally.answered], tally) for tally in tallies]


def speakers_of(tallies: Iterable[Tally]) -> dict[int, Speaker]:
    """Return the speakers of tallies by their numbers. One query."""
    return Speaker.objects.in_bulk({number for tally in tallies for number in (tally.answering, tally.answered)})


def claims_of(speakers: set[int], user: object) -> dict[int, int]:
    """Return how many claims speakers make. One query."""
    claims = Claim.objects.visible_to(user).filter(speaker__in=speakers).order_by()
    return dict(claims.values_list("speaker").annotate(n=Count("pk")))
