"""The chart of the numbers in a claim: how a figure drifts from one outlet to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.formats import date_format

from claims.charts.bars import BAR_HEIGHT, LYING_WIDTH
from claims.charts.drawing import linked
from claims.charts.values import Chart, Row

MOST_ROWS = 40
# How long what is shown may last for its days, or its months, to be told apart.
_HOURS, _DAYS = timedelta(days=2), timedelta(days=300)


@dataclass(frozen=True, slots=True)
class Figure:
    """The numbers that one outlet gave, as its text has them, and the address of the statement."""

    outlet: str
    published_at: datetime
    numbers: tuple[str, ...]
    address: str


def numbers_in_time(figures: Sequence[Figure], *, csv: str = "", name: str = "numbers") -> Chart:
    """Return a point for each outlet at the time (UTC) when it gave its numbers, which are written beside it.

    Outlets stand in the order of their first points. Only the first figures are shown where there are too many.
    """
    shown = sorted(figures, key=lambda figure: (figure.published_at, figure.outlet))[:MOST_ROWS]
    rows = tuple(
        Row(figure.outlet, (_day(figure.published_at), ", ".join(figure.numbers)), figure.address) for figure in shown
    )
    return Chart(
        name, "Numbers by outlet", _finding(shown), ("Outlet", "Published", "Numbers"), rows, _spec(shown), csv
    )


def _finding(figures: Sequence[Figure]) -> str:
    if not figures:
        return "No numbers differ."
    first, last = figures[0], figures[-1]
    several = len({number for figure in figures for number in figure.numbers})
    return (
        f"{', '.join(first.numbers)} in {first.outlet} on {_day(first.published_at)}, "
        f"{', '.join(last.numbers)} in {last.outlet} on {_day(last.published_at)}; "
        f"{several} different number{'s' if several != 1 else ''} in all. Times are UTC."
    )


def _day(moment: datetime) -> str:
    return str(date_format(moment.astimezone(UTC), "j F Y"))


def _spec(figures: Sequence[Figure]) -> dict[str, Any]:
    points = [
        {
            "at": figure.published_at.astimezone(UTC).isoformat(), "outlet": figure.outlet,
            "n": ", ".join(figure.numbers), "url": linked(figure.address),
            "label": f"{figure.outlet}, {_day(figure.published_at)}: {', '.join(figure.numbers)}",
        }
        for figure in figures
    ]  # fmt: skip
    names = {"title": None, "ticks": False, "domain": False, "labelPadding": 6}
    times = {"title": None, "format": _form(figures), "labelOverlap": True, "grid": False, "tickCount": 3}
    scale = {"type": "utc", "padding": 8}
    shared = {
        "x": {"field": "at", "type": "temporal", "scale": scale, "axis": times},
        "y": {"field": "outlet", "type": "nominal", "sort": None, "axis": names},
        "href": {"field": "url"},
        "description": {"field": "label"},
    }
    # A line from the name to the point, which ends before the numbers.
    lead = {"x": shared["x"], "x2": {"value": 0}, "y": shared["y"]}
    point = {"type": "point", "filled": True, "size": 80, "color": "var(--accent)", "opacity": 1}
    beside = {"type": "text", "align": "left", "dx": 8}
    return {
        "width": LYING_WIDTH,
        "height": {"step": BAR_HEIGHT},
        "padding": {"left": 24, "right": 24, "top": 4, "bottom": 4},
        "data": {"values": points},
        "layer": [
            {"mark": {"type": "rule", "color": "var(--line)", "aria": False}, "encoding": lead},
            {"mark": point, "encoding": shared},
            {"mark": beside, "encoding": {**shared, "text": {"field": "n"}}},
        ],
    }


def _form(figures: Sequence[Figure]) -> str:
    moments = [figure.published_at for figure in figures]
    reach = max(moments) - min(moments) if moments else timedelta()
    return "%-d %b, %H:%M" if reach < _HOURS else "%-d %b" if reach < _DAYS else "%b %Y"
