"""Claims as they are compared: all that matching looks at, but their vectors.

Names and offices are those that the first article of a claim gives: what other articles call the speaker is left aside,
so that the order in which they come does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from claims.models import Statement
from claims.models.speaker import is_description
from claims.pairing.wording import Wording

_LOOKED_AT = (
    "recorded_as", "recorded_as__first_seen", "recorded_as__text", "recorded_as__target", "recorded_as__stance",
    "recorded_as__speaker", "recorded_as__speaker__key", "recorded_as__speaker__name", "recorded_as__speaker__kind",
    "sighting__name", "sighting__roles",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with its speaker, by number. `is_described` tells that the speaker may be anybody of a description."""

    claim: int
    speaker: int
    speaker_key: str
    is_described: bool
    first_seen: datetime
    wording: Wording


def read_said(claims: Iterable[int]) -> dict[int, Said]:
    """Return claims as they are compared, by number; those without statements are left out. One query."""
    said: dict[int, Said] = {}
    for claim, seen, text, target, stance, speaker, key, name, kind, sighted, roles in _first(claims).values_list(
        *_LOOKED_AT
    ):
        offices = tuple(title for _, (title, *_) in sorted(roles.items()))
        wording = Wording(text, target, stance, tuple(dict.fromkeys((name, sighted))), offices)
        said[claim] = Said(claim, speaker, key, is_description(name, kind), seen, wording)
    return said


def first_statements(claims: Iterable[int]) -> dict[int, Statement]:
    """Return the statement by which each claim was published first, by number. One query."""
    return {statement.recorded_as_id: statement for statement in _first(claims)}


def _first(claims: Iterable[int]) -> QuerySet[Statement]:
    by_date = ("revision__article__published_at", "sighting__key", "sighting__guise", "start", "key", "pk")
    return (
        Statement.objects.filter(recorded_as__in=set(claims)).order_by("recorded_as", *by_date).distinct("recorded_as")
    )
