"""A fortnight of a dispute as a strip of bars, small enough to stand in a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

DAYS, STEP, TALL = 14, 6, 16
BAR = STEP - 1


@dataclass(frozen=True, slots=True)
class Bar:
    """A day with claims: where its bar stands, and how tall it is."""

    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The bars, and what they show in words."""

    bars: tuple[Bar, ...]
    words: str


def draw_strip(counts: Mapping[date, int], *, until: date) -> Strip:
    """Return the strip of the fourteen days that end with `until`; the tallest bar fills it."""
    days = [until - timedelta(days=DAYS - 1 - number) for number in range(DAYS)]
    most = max((counts.get(day, 0) for day in days), default=0)
    bars = [_bar(number, counts.get(day, 0), most) for number, day in enumerate(days) if counts.get(day)]
    numbers = ", ".join(str(counts.get(day, 0)) for day in days)
    return Strip(tuple(bars), f"Claims a day in the {DAYS} days to {date_format(until, 'j F Y')}: {numbers}")


def _bar(number: int, count: int, most: int) -> Bar:
    height = max(2, round(TALL * count / most))
    return Bar(number * STEP, TALL - height, height)
