"""The wordings of one claim beside its first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.drift import Piece, count_differing, differences, drifting_numbers
from claims.models import Statement


@dataclass(frozen=True, slots=True)
class Wording:
    """A statement beside the first one: the pieces that differ, how many words, and the numbers that not all have."""

    statement: Statement
    pieces: tuple[Piece, ...]
    differing: int
    numbers: tuple[str, ...]


def wordings(statements: Sequence[Statement]) -> list[Wording]:
    """Return each statement compared with the first; those with numbers of their own come first after it."""
    numbers = drifting_numbers([statement.text for statement in statements])
    found = []
    for statement, own in zip(statements, numbers, strict=True):
        pieces = differences(statements[0].text, statement.text)
        found.append(Wording(statement, tuple(pieces), count_differing(pieces), own))
    return found[:1] + sorted(found[1:], key=lambda wording: (not wording.numbers, -wording.differing))
