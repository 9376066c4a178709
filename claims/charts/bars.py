"""Bars: stacked along time, or lying, one a value, with its number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from claims.charts.drawing import linked
from claims.charts.values import Row, Series

WIDTH, LYING_WIDTH = 640, 200  # lying bars have room on a phone, labels and all
BAR_HEIGHT = 26
MOST_NUMBERS = 5  # above zero, along an axis
LEAST_PERIODS = 8  # so that one bar alone is a bar and not a wall
NARROWEST = 4  # so that a day among years can be seen
LABELS = {"day": "%-d %b", "week": "%-d %b", "month": "%b %Y", "years": "%-d %b %Y"}
LENGTHS = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=31)}


def stacked(
    days: Sequence[date],
    rows: Sequence[Row],
    series: Sequence[Series],
    *,
    by: str = "day",
    unit: str,
    ticks: str = "",
    width: int = WIDTH,
    height: int = 180,
) -> dict[str, Any]:
    """Return the picture of counts along time (UTC): each row's values stand upon each other at its day.

    The values of a row are those of the series in their order. With `ticks`, one more value follows: a number of
    events of that name, shown as a row of marks above the bars.
    """
    begin, end = _reach(days, by)
    band = width * LENGTHS[by] / (end - begin)
    marks = [
        {
            "at": _middle(day, by), "n": row.values[place], "kind": kind.name, "place": place, "url": linked(row.url),
            "label": f"{row.label}: {row.values[place]} {kind.name}",
        }
        for day, row in zip(days, rows, strict=True)
        for place, kind in enumerate(series)
    ]  # fmt: skip
    scale = {"type": "utc", "domain": [_moment(begin), _moment(end)]}
    along: dict[str, Any] = {"field": "at", "type": "temporal", "scale": scale}
    label = LABELS["years" if by != "month" and begin.year != end.year else by]
    axis = {"title": None, "format": label, "labelOverlap": True, "grid": False, "tickCount": 8}
    # Beside the latest bars, which are what a narrow screen shows first.
    most = max((sum(int(str(n)) for n in row.values[: len(series)]) for row in rows), default=0)
    numbers = {"title": unit, "orient": "right", "format": "d", "values": whole_numbers(most)}
    bars = {
        "data": {"values": marks},
        "mark": {"type": "bar", "size": max(NARROWEST, round(band - 2, 1)), "cornerRadius": 1},
        "encoding": {
            "x": {**along, "axis": axis},
            "y": {"field": "n", "type": "quantitative", "axis": numbers},
            "color": _colours(series),
            "order": {"field": "place"},
            "href": {"field": "url"},
            "description": {"field": "label"},
        },
    }
    layers = [bars]
    if ticks:
        counts = [(day, row.label, row.values[len(series)]) for day, row in zip(days, rows, strict=True)]
        events = [{"at": _middle(day, by), "label": f"{label}: {n} {ticks}"} for day, label, n in counts if n]
        layers.append(_ticks(events, along))
    return {"width": width, "height": height, "layer": layers}


def whole_numbers(most: int) -> list[int]:
    """Return few round numbers from 0 up to the greatest: what is counted has no halves."""
    step = next(
        times * 10**power for power in count() for times in (1, 2, 5) if most <= MOST_NUMBERS * times * 10**power
    )
    return list(range(0, most + 1, step))


def _reach(days: Sequence[date], by: str) -> tuple[date, date]:
    """Return the first day that is drawn, and the one after the last: some periods at least, the latest at the end."""
    last = max(days, default=date(1970, 1, 1))
    begin, end = min([*days, last - (LEAST_PERIODS - 1) * LENGTHS[by]]), last + LENGTHS[by]
    return (begin.replace(day=1), end.replace(day=1)) if by == "month" else (begin, end)


def _middle(day: date, by: str) -> str:
    return (datetime.combine(day, time.min, UTC) + LENGTHS[by] / 2).isoformat()


def _moment(day: date) -> dict[str, Any]:
    return {"year": day.year, "month": day.month, "date": day.day, "utc": True}


def _ticks(events: Sequence[dict[str, Any]], along: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": events},
        "mark": {"type": "point", "shape": "diamond", "size": 70, "filled": True, "color": "var(--ink)"},
        "encoding": {
            "x": along,
            "y": {"value": -8},
            "description": {"field": "label"},
        },
    }


def across(rows: Sequence[Row], fills: Sequence[str], *, width: int = LYING_WIDTH) -> dict[str, Any]:
    """Return the picture of one number a row as lying bars, in the order of the rows, each with its number."""
    marks = [
        {"row": row.label, "n": n, "fill": fill, "url": linked(row.url), "label": f"{row.label}: {n}"}
        for row, fill in zip(rows, fills, strict=True)
        for n in row.values[:1]
    ]
    names = {"title": None, "ticks": False, "domain": False, "labelPadding": 6}
    place = {"field": "row", "type": "nominal", "sort": None, "axis": names}
    most = max((int(str(mark["n"])) for mark in marks), default=0)
    number = {"field": "n", "type": "quantitative", "axis": None, "scale": {"domain": [0, most or 1]}}
    shared = {"y": place, "x": number, "href": {"field": "url"}, "description": {"field": "label"}}
    return {
        "width": width,
        "height": {"step": BAR_HEIGHT},
        "padding": {"left": 24, "right": 24, "top": 4, "bottom": 4},  # a browser may have wider letters
        "data": {"values": marks},
        "layer": [
            {"mark": "bar", "encoding": {**shared, "color": {"field": "fill", "type": "nominal", "scale": None}}},
            {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": {**shared, "text": {"field": "n"}}},
        ],
    }


def _colours(series: Sequence[Series]) -> dict[str, Any]:
    scale = {"domain": [kind.name for kind in series], "range": [kind.fill for kind in series]}
    return {"field": "kind", "type": "nominal", "scale": scale, "legend": {} if len(series) > 1 else None}
