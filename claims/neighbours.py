"""Claims of other articles that a claim may be the same as, or answer: near in meaning and in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef
from pgvector import HalfVector
from pgvector.django import CosineDistance

from claims.meaning import by_meaning
from claims.models import Claim, ClaimEmbedding, Statement
from claims.pairing.networks import Floats
from claims.pairing.wording import Wording

WINDOW = timedelta(days=30)
MOST = 60
# Of invented pairs that are the same or answer each other, 97 in 100 are nearer.
LEAST_NEAR = 0.2


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A claim and one near it; `nearness` is the cosine of their vectors."""

    claim: Claim
    other: Claim
    nearness: float


def neighbours(claim: Claim, vector: Floats, *, article: int) -> list[Neighbour]:
    """Return the claims of other articles nearest to one, within the span of time. One query."""
    elsewhere = Exists(Statement.objects.filter(recorded_as=OuterRef("claim")).exclude(revision__article=article))
    near = ClaimEmbedding.objects.filter(
        elsewhere,
        first_seen__gte=claim.first_seen - WINDOW,
        first_seen__lte=claim.first_seen + WINDOW,
        claim__hidden_at=None,
    ).exclude(claim=claim.pk)
    with by_meaning():
        distance = CosineDistance("vector", HalfVector(vector))
        found = list(near.select_related("claim__speaker").annotate(distance=distance).order_by("distance")[:MOST])
    rows = [Neighbour(claim, row.claim, 1 - vars(row)["distance"]) for row in found]
    return [row for row in rows if row.nearness >= LEAST_NEAR]


def wordings(claims: Iterable[int]) -> dict[int, Wording]:
    """Return claims as they are compared, by number: with names and offices as their first articles give them.

    What other articles call the speaker is left aside, so that the order in which they come does not matter. One query.
    """
    statements = (
        Statement.objects.filter(recorded_as__in=claims)
        .select_related("recorded_as__speaker", "sighting")
        .order_by("revision__article__published_at", "sighting__key", "sighting__guise", "start", "pk")
    )
    first: dict[int, Statement] = {}
    for statement in statements:
        first.setdefault(statement.recorded_as_id, statement)
    return {number: _wording(statement) for number, statement in first.items()}


def _wording(statement: Statement) -> Wording:
    claim, sighting = statement.recorded_as, statement.sighting
    names = tuple(dict.fromkeys((claim.speaker.name, sighting.name)))
    offices = tuple(title for _, (title, *_) in sorted(sighting.roles.items()))
    return Wording(claim.text, claim.target, claim.stance, names, offices)
