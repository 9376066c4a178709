"""Claims of other articles that a claim may be the same as, or answer: near in meaning and in time."""

from __future__ import annotations

import json
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
# Of what the scorer finds among invented claims less near than this, more than half ties claims of two matters.
LEAST_NEAR = 0.25
# Up to so many claims within the span of time, a claim is compared with all that are near enough. Of a thousand stories
# on 65 matters, 329 at most were; with no more than the nearest 150 of them, whether a pair was found depended on which
# of the two came last, as the one may be among the nearest of the other alone. Why not more: docs/decisions/0011.
FEW = 10_000
# Where there are more, a claim is compared with so many of the nearest, as the index of meanings finds them. Each pair
# that was found among a thousand stories had one claim among the nearest 72 of the other.
MOST = 100


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A claim and one near it, by number; `nearness` is the cosine of their vectors."""

    claim: int
    other: int
    nearness: float


def neighbours(claim: Claim, vector: Floats, *, articles: Set[int]) -> list[Neighbour]:
    """Return the claims near to one within the span of time, but those of its one article alone. Two queries.

    `articles` are those of the claim. Where it stands in several, each other claim stands in another than one of them.
    To be called within `claims.meaning.by_meaning`.
    """
    found = _comparable(claim, vector, articles)
    few = _expected(_at_the_time(claim)) <= FEW
    return _near(claim, found.filter(distance__lte=1 - LEAST_NEAR) if few else found.order_by("distance")[:MOST])


def neighbours_among(claim: Claim, vector: Floats, others: Set[int], *, articles: Set[int]) -> list[Neighbour]:
    """Return those of some claims that are neighbours of one, however many are nearer. One query."""
    if not others:
        return []
    return _near(claim, _comparable(claim, vector, articles).filter(claim__in=others))


def _comparable(claim: Claim, vector: Floats, articles: Set[int]) -> QuerySet[Any]:
    statements = Statement.objects.filter(recorded_as=OuterRef("claim"))
    elsewhere = statements.exclude(revision__article__in=articles) if len(articles) == 1 else statements
    near = _at_the_time(claim).filter(Exists(elsewhere), claim__hidden_at=None).exclude(claim=claim.pk)
    return near.annotate(distance=CosineDistance("vector", HalfVector(vector)))


def _at_the_time(claim: Claim) -> QuerySet[ClaimEmbedding]:
    return ClaimEmbedding.objects.filter(first_seen__range=(claim.first_seen - WINDOW, claim.first_seen + WINDOW))


def _expected(rows: QuerySet[ClaimEmbedding]) -> int:
    """Return how many rows PostgreSQL expects to find; it does not look."""
    (found,) = json.loads(rows.explain(format="json"))
    return int(found["Plan"]["Plan Rows"])


def _near(claim: Claim, found: QuerySet[Any]) -> list[Neighbour]:
    rows = [Neighbour(claim.pk, other, 1 - distance) for other, distance in found.values_list("claim", "distance")]
    return sorted((row for row in rows if row.nearness >= LEAST_NEAR), key=lambda row: (-row.nearness, row.other))
