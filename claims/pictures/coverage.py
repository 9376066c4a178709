"""Which outlet reported a claim, and which its answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.pictures.dispute import Row

# What an outlet reported of an answered claim, with the icon that shows it.
WORDS = {
    (True, True): ("both", "claim and answer"),
    (True, False): ("half", "claim only"),
    (False, True): ("other_half", "answer only"),
    (False, False): ("neither", "neither"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one outlet reported of one claim."""

    icon: str
    words: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix: claims with their answers, a cell for each outlet in the order of `outlets`."""

    outlets: tuple[str, ...]
    claims: tuple[tuple[Row, tuple[Cell, ...]], ...]
    finding: str


def draw_coverage(rows: Sequence[Row]) -> Coverage:
    """Return which outlet reported which answered claim with an answer, without, or not at all."""
    outlets = tuple(sorted({outlet for row in rows for outlet in row.card.outlets}))
    answering: dict[int, set[str]] = {}
    for row in rows:
        for answer in row.answers:
            answering.setdefault(answer.number, set()).update(row.card.outlets)
    answered = [row for row in rows if row.number in answering]
    cells = tuple((row, tuple(_cell(row, answering[row.number], outlet) for outlet in outlets)) for row in answered)
    halves = [cell for _, line in cells for cell in line if cell.icon in ("both", "half")]
    both = sum(cell.icon == "both" for cell in halves)
    return Coverage(outlets, cells, f"In {both} of {len(halves)} cases, who reported the claim reported an answer too")


def _cell(row: Row, answering: set[str], outlet: str) -> Cell:
    return Cell(*WORDS[outlet in row.card.outlets, outlet in answering], outlet)
