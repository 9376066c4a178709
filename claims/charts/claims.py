"""Charts of claims: over time, by status, by stance. Each costs one or two queries, whatever the number of claims."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Trunc

from claims.charts.bars import across, stacked
from claims.charts.fills import ANSWERED, STANCES, STATUSES, UNANSWERED
from claims.charts.values import Chart, Row, Series
from claims.extraction.values import Stance
from claims.models import Assessment, Claim, Status

PERIODS = ("day", "week", "month")
MOST_BARS = 120
# How many days a chart by days, by weeks reaches before the next period serves better.
_LONGEST = {"day": 62, "week": 366}
ANSWERING = (Series("answered", ANSWERED), Series("unanswered", UNANSWERED))

Address = Callable[[date, date], str]


def fitting_period(claims: QuerySet[Claim]) -> str:
    """Return the finest of `PERIODS` that shows all claims in a readable number of bars."""
    ends = claims.order_by().aggregate(first=Min("first_seen"), last=Max("first_seen"))
    days = (ends["last"] - ends["first"]).days if ends["first"] else 0
    return next((by for by, longest in _LONGEST.items() if days <= longest), "month")


def over_time(claims: QuerySet[Claim], *, by: str, address: Address, csv: str = "", name: str = "over-time") -> Chart:
    """Return claims by day, week or month (UTC), answered or not, with the assessments made then.

    `address(first, last)` is the list of the claims first seen on these days. Only the latest periods are shown where
    there are too many. Two queries.
    """
    found = _by_period(claims, by)
    shown = sorted(found)[-MOST_BARS:]
    made = _assessments(claims, by)
    # Assessments come later than the claims they judge; they stand at their own time, within what is shown.
    days = sorted({*shown, *(day for day in made if shown and day >= shown[0])})[-MOST_BARS:]
    counts = {day: found.get(day, (0, 0)) for day in days}
    rows = tuple(
        Row(period_label(day, by), (*counts[day], made[day]), address(day, period_end(day, by))) for day in days
    )
    columns = (by.capitalize(), "Answered", "Unanswered", "Assessments")
    spec = stacked(days, rows, ANSWERING, by=by, unit="claims", ticks="assessments")
    finding = _finding(counts, by, cut=len(found) > len(shown)) + (" Diamonds: assessments." if made else "")
    return Chart(name, f"Claims by {by}", finding, columns, rows, spec, csv)


def _by_period(claims: QuerySet[Claim], by: str) -> dict[date, tuple[int, int]]:
    grouped = (
        claims.order_by()
        .annotate(period=Trunc("first_seen", by, tzinfo=UTC))
        .values("period")
        .annotate(total=Count("pk"), answered=Count("pk", filter=Q(answer_count__gt=0)))
    )
    return {row["period"].date(): (row["answered"], row["total"] - row["answered"]) for row in grouped}


def _assessments(claims: QuerySet[Claim], by: str) -> Counter[date]:
    standing = Assessment.objects.filter(claim__in=claims.order_by(), undoes=None, undone_by=None)
    grouped = standing.annotate(period=Trunc("made_at", by, tzinfo=UTC)).values("period").annotate(n=Count("pk"))
    return Counter({row["period"].date(): row["n"] for row in grouped.order_by()})


def period_end(day: date, by: str) -> date:
    """Return the last day of the period that begins on a day."""
    if by in ("month", "year"):
        last = day.replace(month=12) if by == "year" else day
        return last.replace(day=monthrange(last.year, last.month)[1])
    return day + timedelta(days=6 if by == "week" else 0)


def period_label(day: date, by: str) -> str:
    """Return a period in words."""
    if by in ("month", "year"):
        return f"{day:%B %Y}" if by == "month" else str(day.year)
    return f"{'week of ' if by == 'week' else ''}{day.day} {day:%B %Y}"


def _finding(counts: dict[date, tuple[int, int]], by: str, *, cut: bool) -> str:
    answered, total = sum(a for a, _ in counts.values()), sum(a + u for a, u in counts.values())
    if not total:
        return "No claims."
    busiest = max(counts, key=lambda day: (sum(counts[day]), day))
    words = (
        f"{answered} of {total} claim{'s' if total != 1 else ''} {'was' if total == 1 else 'were'} denied or rebutted"
    )
    most = f"most came in {'the ' if by == 'week' else ''}{period_label(busiest, by)} ({sum(counts[busiest])})"
    if by == "day":
        most = most.replace("came in", "came on")
    limit = f" Only the latest {MOST_BARS} {by}s are shown." if cut else ""
    return f"{words}; {most}. Times are UTC.{limit}"


def by_status(
    claims: QuerySet[Claim],
    *,
    address: Callable[[str], str],
    name: str = "by-status",
    caution: str = "no sample",
) -> Chart:
    """Return how many claims have each status, in the fixed order; `address(status)` is the list of them. One query."""
    counts = dict(claims.order_by().values_list("status").annotate(n=Count("pk")))
    rows = tuple(Row(str(status.label), (counts.get(status, 0),), address(status)) for status in Status)
    total, decided = sum(counts.values()), sum(n for status, n in counts.items() if Status(status).is_verdict)
    finding = f"{decided} of {total} claim{'s' if total != 1 else ''} assessed, chosen by editors: {caution}."
    return Chart(
        name, "Claims by status", finding, ("Status", "Claims"), rows, across(rows, [STATUSES[s] for s in Status])
    )


def by_stance(
    claims: QuerySet[Claim], *, address: Address, by: str = "month", csv: str = "", name: str = "by-stance"
) -> Chart:
    """Return claims by month and stance: how a speaker argues over time. One query."""
    grouped = claims.order_by().annotate(period=Trunc("first_seen", by, tzinfo=UTC)).values_list("period", "stance")
    counts: dict[date, Counter[str]] = {}
    totals = Counter[str]()
    found: list[tuple[datetime, str, int]] = list(grouped.annotate(n=Count("pk")))
    for moment, stance, number in found:
        counts.setdefault(moment.date(), Counter())[stance] += number
        totals[stance] += number
    days = sorted(counts)[-MOST_BARS:]
    kinds = [stance for stance in Stance if totals[stance]]
    rows = tuple(
        Row(period_label(day, by), tuple(counts[day][kind] for kind in kinds), address(day, period_end(day, by)))
        for day in days
    )
    series = [Series(kind.value, STANCES[kind]) for kind in kinds]
    most = ", ".join(f"{n} {stance}{'s' if n != 1 else ''}" for stance, n in totals.most_common(3))
    total = totals.total()
    finding = f"{total} claim{'s' if total != 1 else ''}: {most or 'none'}. Times are UTC."
    spec = stacked(days, rows, series, by=by, unit="claims")
    columns = (by.capitalize(), *(kind.value.capitalize() for kind in kinds))
    return Chart(name, f"Claims by {by} and stance", finding, columns, rows, spec, csv)
