"""Disputes, speakers and outlets as lists show them, each list in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from claims.cards import Card, cards, with_cards
from claims.models import Claim, Dispute, Rebuttal, RebuttalState, Speaker, Statement
from claims.pictures.strip import Strip, draw_strip
from claims.wording import called
from claimtrack.web import may_read

SHOWN = Q(claims__hidden_at=None, claims__merged_into=None, claims__statement_count__gt=0)


@dataclass(frozen=True, slots=True)
class DisputeSummary:
    """A dispute by its most answered claim, with what belongs to it."""

    dispute: Dispute
    heading: Card
    claims: int
    answers: int
    outlets: int
    speakers: tuple[str, ...]
    began_at: datetime
    moved_at: datetime
    strip: Strip


def disputes_with_claims() -> QuerySet[Any]:
    """Return the disputes of at least two shown claims, with `claim_total`, `answer_total`, `began_at`, `moved_at`."""
    found = Dispute.objects.annotate(
        claim_total=Count("claims", filter=SHOWN),
        answer_total=Sum("claims__answer_count", filter=SHOWN),
        began_at=Min("claims__first_seen", filter=SHOWN),
        moved_at=Max("claims__first_seen", filter=SHOWN),
    )
    return found.filter(claim_total__gte=2)


def summarize(found: Iterable[Any]) -> list[DisputeSummary]:
    """Return the summaries of disputes that `disputes_with_claims` found, in their order. Seven queries."""
    disputes = list(found)
    claims = Claim.objects.shown().filter(dispute__in=disputes)
    top = claims.order_by("dispute", "-answer_count", "first_seen", "pk").distinct("dispute")
    headings = {
        card.claim.dispute_id: card for card in cards(with_cards(Claim.objects.filter(pk__in=top.values("pk"))))
    }
    answers = _numbers(_standing_links().filter(answered__in=claims), "answered__dispute", "pk")
    told = Statement.objects.filter(claim__in=claims)
    outlets = _numbers(told, "claim__dispute", "revision__article__outlet")
    names: dict[int, list[str]] = {}
    sides: QuerySet[Any] = Speaker.objects.filter(claims__in=claims).annotate(
        dispute=F("claims__dispute"), n=Count("claims")
    )
    for speaker in sides.order_by("dispute", "-n", "pk"):
        names.setdefault(speaker.dispute, []).append(called(speaker))
    days = _by_day(claims)
    return [
        DisputeSummary(
            dispute,
            headings[dispute.pk],
            dispute.claim_total,
            answers.get(dispute.pk, 0),
            outlets.get(dispute.pk, 0),
            tuple(names.get(dispute.pk, ())),
            dispute.began_at,
            dispute.moved_at,
            draw_strip(days.get(dispute.pk, {}), until=dispute.moved_at.date()),
        )
        for dispute in disputes
        if dispute.pk in headings
    ]


def _by_day(claims: QuerySet[Claim]) -> dict[int, dict[date, int]]:
    """Return how many claims of each dispute were first seen on each day (UTC)."""
    days: dict[int, dict[date, int]] = {}
    grouped = claims.order_by().annotate(day=TruncDate("first_seen", tzinfo=UTC)).values_list("dispute", "day")
    for dispute, day, number in grouped.annotate(n=Count("pk")):
        days.setdefault(dispute, {})[day] = number
    return days


def speaking(user: object) -> QuerySet[Speaker]:
    """Return the speakers with claims that a user may see."""
    found = Speaker.objects.current() if may_read(user) else Speaker.objects.none()
    return found.filter(Exists(Claim.objects.shown().filter(speaker=OuterRef("pk"))))


def with_totals(speakers: QuerySet[Speaker]) -> QuerySet[Speaker]:
    """Add how many claims speakers make, how many of them are denied or rebutted, and the latest date."""
    return speakers.annotate(
        claim_total=Count("claims", filter=SHOWN),
        answered_total=Count("claims", filter=SHOWN & Q(claims__answer_count__gt=0)),
        seen_at=Max("claims__first_seen", filter=SHOWN),
    )


def _standing_links() -> QuerySet[Rebuttal]:
    return Rebuttal.objects.exclude(state=RebuttalState.REJECTED)


def _numbers(rows: QuerySet[Rebuttal] | QuerySet[Statement], group: str, column: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(group).annotate(n=Count(column, distinct=True)))
