"""Claims of other articles that a claim may be the same as, or answer: near in meaning and in time."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from pgvector import HalfVector
from pgvector.django import CosineDistance

from claims.models import Claim, ClaimEmbedding, Statement
from claims.pairing.networks import Floats

WINDOW = timedelta(days=30)
# Of what the scorer finds among invented claims less near than this, more than half ties claims of two matters. The
# nearest 150 are more than a matter has claims; fewer would depend on what was stored first.
LEAST_NEAR, MOST = 0.25, 150


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A claim and one near it, by number; `nearness` is the cosine of their vectors."""

    claim: int
    other: int
    nearness: float


def neighbours(claim: Claim, vector: Floats, *, articles: Set[int]) -> list[Neighbour]:
    """Return the claims nearest to one within the span of time, but those of its one article alone. One query.

    `articles` are those of the claim. Where it stands in several, each other claim stands in another than one of them.
    To be called within `claims.meaning.by_meaning`.
    """
    return _near(claim, _comparable(claim, vector, articles).order_by("distance")[:MOST])


def neighbours_among(claim: Claim, vector: Floats, others: Set[int], *, articles: Set[int]) -> list[Neighbour]:
    """Return those of some claims that are neighbours of one, however many are nearer. One query."""
    if not others:
        return []
    return _near(claim, _comparable(claim, vector, articles).filter(claim__in=others))


def _comparable(claim: Claim, vector: Floats, articles: Set[int]) -> QuerySet[Any]:
    statements = Statement.objects.filter(recorded_as=OuterRef("claim"))
    elsewhere = statements.exclude(revision__article__in=articles) if len(articles) == 1 else statements
    near = ClaimEmbedding.objects.filter(
        Exists(elsewhere),
        first_seen__gte=claim.first_seen - WINDOW,
        first_seen__lte=claim.first_seen + WINDOW,
        claim__hidden_at=None,
    )
    return near.exclude(claim=claim.pk).annotate(distance=CosineDistance("vector", HalfVector(vector)))


def _near(claim: Claim, found: QuerySet[Any]) -> list[Neighbour]:
    rows = (Neighbour(claim.pk, other, 1 - distance) for other, distance in found.values_list("claim", "distance"))
    return [row for row in rows if row.nearness >= LEAST_NEAR]
