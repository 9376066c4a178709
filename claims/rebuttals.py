"""Who answers whom: the answers between speakers, counted by pair and relation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from claims.extraction.values import Relation
from claims.models import Claim, Rebuttal, RebuttalState, Speaker


@dataclass(frozen=True, slots=True)
class Pair:
    """One speaker's answers to another, by relation."""

    answering: Speaker
    answered: Speaker
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All of its answers."""
        return sum(self.counts.values())

    @property
    def relation(self) -> str:
        """What most of them do."""
        return max(self.counts, key=lambda relation: (self.counts[relation], relation))

    @property
    def by_relation(self) -> list[int]:
        """How many there are of each relation, in fixed order."""
        return [self.counts.get(relation, 0) for relation in Relation]


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


def pairs_of(found: QuerySet[Rebuttal]) -> list[Pair]:
    """Return who answers whom, the most answers first. Two queries."""
    counts: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    grouped = found.order_by().values_list("answer__speaker", "answered__speaker", "relation")
    for answering, answered, relation, number in grouped.annotate(n=Count("pk")):
        counts[answering, answered][relation] = number
    speakers = Speaker.objects.in_bulk({number for ends in counts for number in ends})
    pairs = [Pair(speakers[one], speakers[other], of) for (one, other), of in counts.items()]
    return sorted(pairs, key=lambda pair: (-pair.total, pair.answering.name, pair.answered.name, pair.answering.pk))


def claims_of(speakers: set[int], user: object) -> dict[int, int]:
    """Return how many claims speakers make. One query."""
    claims = Claim.objects.visible_to(user).filter(speaker__in=speakers).order_by()
    return dict(claims.values_list("speaker").annotate(n=Count("pk")))
