"""One JSON object a line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any


def write(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Return the lines."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"
