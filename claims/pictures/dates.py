"""When the claims of a list were first seen: a strip of bars beside it, each of which leads to a narrower list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date

from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import Trunc

from claims.charts.claims import Address, period_end, period_label
from claims.models import Claim

# A strip is as wide as the rail it stands in, in pixels.
WIDE, TALL, MOST_BARS = 240, 40, 31
PERIODS = ("day", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class DateBar:
    """A period with claims: where its bar stands, how many they are in words, and the list of them."""

    x: float
    width: float
    height: int
    label: str
    count: int
    address: str

    @property
    def y(self) -> int:
        """Where it begins, from above."""
        return TALL - self.height


@dataclass(frozen=True, slots=True)
class DateStrip:
    """The bars in order of time, `by` which periods, and what they show in words."""

    by: str
    bars: tuple[DateBar, ...]
    words: str


def draw_dates(claims: QuerySet[Claim], *, address: Address) -> DateStrip:
    """Return the strip of a list by days, weeks, months or years, whichever gives at most `MOST_BARS` (years: all).

    `address(first, last)` is the list of the claims first seen on these days. Two queries.
    """
    ends = claims.order_by().aggregate(first=Min("first_seen"), last=Max("first_seen"))
    if not ends["first"]:
        return DateStrip("day", (), "")
    first, last = (ends[end].astimezone(UTC).date() for end in ("first", "last"))
    by = next((by for by in PERIODS if _number(last, by) - _number(first, by) < MOST_BARS), PERIODS[-1])
    counts = _counts(claims, by)
    most = max(counts, key=lambda day: (counts[day], day))
    step = WIDE / (_number(last, by) - _number(first, by) + 1)
    bars = tuple(
        DateBar(
            round((_number(day, by) - _number(first, by)) * step, 1),
            round(max(1.0, min(step - 1, TALL)), 1),
            max(2, round(TALL * count / counts[most])),
            period_label(day, by),
            count,
            address(day, period_end(day, by)),
        )
        for day, count in sorted(counts.items())
    )
    when = {"day": "on ", "week": "in the "}.get(by, "in ") + period_label(most, by)
    words = f"Claims by {by}: most {when} ({counts[most]}). Times are UTC."
    return DateStrip(by, bars, words)


def _counts(claims: QuerySet[Claim], by: str) -> dict[date, int]:
    grouped = claims.order_by().annotate(period=Trunc("first_seen", by, tzinfo=UTC)).values_list("period")
    return {period.date(): count for period, count in grouped.annotate(n=Count("pk"))}


def _number(day: date, by: str) -> int:
    """Return a number of the period that a day is in: one more than that of the period before."""
    if by in ("month", "year"):
        return day.year * 12 + day.month if by == "month" else day.year
    return day.toordinal() if by == "day" else (day.toordinal() - 1) // 7
