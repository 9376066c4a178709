"""Some days as a strip of bars, small enough to stand in a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

DAYS, STEP, TALL = 14, 6, 16
BAR = STEP - 1


@dataclass(frozen=True, slots=True)
class Bar:
    """A day with something: where its bar stands, and how tall it is."""

    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The bars, and what they show in words."""

    bars: tuple[Bar, ...]
    words: str
    width: int


def draw_strip(counts: Mapping[date, int], *, until: date, days: int = DAYS, of: str = "Claims") -> Strip:
    """Return the strip of the days that end with `until`, of what `of` names; the tallest bar fills it."""
    shown = [counts.get(until - timedelta(days=days - 1 - number), 0) for number in range(days)]
    bars = [_bar(number, count, max(shown)) for number, count in enumerate(shown) if count]
    numbers = ", ".join(map(str, shown))
    words = f"{of} a day in the {days} days to {date_format(until, 'j F Y')}: {numbers}"
    return Strip(tuple(bars), words, days * STEP)


def _bar(number: int, count: int, most: int) -> Bar:
    height = max(2, round(TALL * count / most))
    return Bar(number * STEP, TALL - height, height)
