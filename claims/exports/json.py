"""One JSON list, written row by row."""

import json
from collections.abc import Iterable, Iterator
from typing import Any


def write(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Return the list in pieces, a row each."""
    yield "["
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"
