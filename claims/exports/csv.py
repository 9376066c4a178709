"""Comma-separated values that a spreadsheet takes as text, never as a formula."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

# What makes a cell a formula for one spreadsheet or another, the full-width forms included.
_FORMULA = tuple("=+-@\t\r\n|%＝＋－＠")


class _Line:
    """Where csv.writer leaves each line."""

    def write(self, line: str) -> str:
        return line


def write(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Return the lines, headings first; lists become JSON. Without rows there is nothing to head."""
    writer = csv.writer(_Line())
    for number, row in enumerate(rows):
        if not number:
            yield str(writer.writerow(row))
        yield str(writer.writerow([cell(value) for value in row.values()]))


def cell(value: object) -> object:
    """Return a value as a cell: an apostrophe in front of what would be run as a formula, no NUL."""
    if isinstance(value, int | float) or value is None:
        return value
    text = value if isinstance(value, str) else _plain(value)
    text = text.replace("\0", "")
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def _plain(value: object) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)
