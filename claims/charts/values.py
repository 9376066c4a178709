"""What a chart is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString

from claims.charts.drawing import draw


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of marks: its name in legend and table, and its fill (`claims.charts.fills`)."""

    name: str
    fill: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table behind a chart; `url` is the list that holds exactly what it counts."""

    label: str
    values: tuple[object, ...]
    url: str = ""


@dataclass(frozen=True)
class Chart:
    """A picture with its finding and its table. `name` is unique within a page; `spec` is Vega-Lite, data included.

    `columns` name what stands in the rows: that of the labels, then those of the values. `csv` is the address of the
    same table as a file, if there is one.
    """

    name: str
    title: str
    finding: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    spec: Mapping[str, Any] = field(repr=False)
    csv: str = ""

    @property
    def lines(self) -> list[tuple[Row, list[tuple[str, object]]]]:
        """The rows, each value with the name of its column."""
        return [(row, list(zip(self.columns[1:], row.values, strict=True))) for row in self.rows]

    @property
    def records(self) -> list[dict[str, object]]:
        """The rows as a file has them, by the names of the columns."""
        return [dict(zip(self.columns, (row.label, *row.values), strict=True)) for row in self.rows]

    @cached_property
    def picture(self) -> SafeString:
        """The picture as SVG; empty without rows, and where it cannot be drawn now, so that the table has to do."""
        if not self.rows:
            return SafeString()
        return draw(self.spec, name=self.name, title=self.title, finding=self.finding)
