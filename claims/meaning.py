"""Claims by what they mean: each has its place, made once, and those near a place are found by an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.models import QuerySet
from pgvector import HalfVector
from pgvector.django import CosineDistance

from claims.folding import digest
from claims.models import Claim, ClaimEmbedding
from claims.pairing.embedding import ENCODER, comparable, embed
from claims.pairing.networks import Floats

TOGETHER = 64
# How many neighbours the index holds in view, and how many rows it may look at where a filter leaves few of them.
# Of the 20 nearest among a million, 200 found 96 in 100 and of some texts none, 800 found 97 to 99, in 11 ms instead of
# 8 (benchmarks/matching_scale.py).
IN_VIEW, MOST_LOOKED_AT = 800, 20_000


@dataclass(frozen=True, slots=True)
class Near:
    """A claim near a text; `score` is the cosine similarity, 1 for the same words."""

    claim: Claim
    score: float


def embed_claims(claims: Sequence[Claim]) -> dict[int, Floats]:
    """Return the vectors of claims by number; those without one, or whose words have changed, get theirs now.

    Safe to run twice and by several workers at once. Raises ModelUnavailable.
    """
    stored = {row.claim_id: row for row in ClaimEmbedding.objects.filter(claim__in=[claim.pk for claim in claims])}
    made_of = {claim.pk: digest(ENCODER, comparable(claim.text)) for claim in claims}
    new = [c for c in claims if c.pk not in stored or stored[c.pk].made_of != made_of[c.pk]]
    vectors = embed([comparable(claim.text) for claim in new])
    made = {
        claim.pk: ClaimEmbedding(
            claim=claim, vector=_halved(vector), made_of=made_of[claim.pk], first_seen=claim.first_seen
        )
        for claim, vector in zip(new, vectors, strict=True)
    }
    for claim in claims:
        row = stored.get(claim.pk)
        if row and claim.pk not in made and row.first_seen != claim.first_seen:
            ClaimEmbedding.objects.filter(pk=row.pk).update(first_seen=claim.first_seen)
    ClaimEmbedding.objects.bulk_create(
        [made[number] for number in sorted(made)],  # in one order, so that two workers do not wait in a circle
        update_conflicts=True, unique_fields=["claim"], update_fields=["vector", "made_of", "first_seen"],
    )  # fmt: skip
    return {number: np.array(row.vector, dtype=np.float32) for number, row in (stored | made).items()}


def unplaced() -> QuerySet[Claim]:
    """Return the claims that have no place yet."""
    return Claim.objects.filter(embedding=None)


def _halved(vector: Floats) -> list[float]:
    """Return a vector as the database will give it back."""
    halved: list[float] = vector.astype(np.float16).tolist()
    return halved


def nearest(
    text_or_claim: str | Claim, *, limit: int = 10, visible_to: Any, among: QuerySet[Claim] | None = None
) -> list[Near]:
    """Return the claims a user may see that mean the like of a text or of a claim, the nearest first.

    With `among`, only claims in it; the claim itself is not among them. A text is placed now, which loads the encoder
    (60 MB) on first use; a claim that matching has not placed yet has no neighbours. One query, or two for a claim.
    """
    shown = Claim.objects.visible_to(visible_to)
    if among is not None:
        shown = shown & among.order_by()
    if isinstance(text_or_claim, Claim):
        own = ClaimEmbedding.objects.filter(claim=text_or_claim).first()
        if own is None:
            return []
        vector, shown = HalfVector(own.vector), shown.exclude(pk=text_or_claim.pk)
    elif not comparable(text_or_claim):
        return []
    else:
        vector = HalfVector(embed([comparable(text_or_claim)])[0])
    with by_meaning():
        distance = CosineDistance("embedding__vector", vector)
        found = shown.filter(embedding__isnull=False).select_related("speaker").annotate(distance=distance)
        return [Near(claim, 1 - vars(claim)["distance"]) for claim in found.order_by("distance")[:limit]]


@contextmanager
def by_meaning() -> Iterator[None]:
    """Have the index of meanings go on looking where a filter leaves too few; for one transaction.

    Where PostgreSQL looks at all rows instead, it does so alone: helpers come somewhat sooner to the end, but take more
    than twice the time of processors.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('hnsw.iterative_scan', 'strict_order', true),"
                " set_config('max_parallel_workers_per_gather', '0', true),"
                " set_config('hnsw.ef_search', %s, true), set_config('hnsw.max_scan_tuples', %s, true)",
                [str(IN_VIEW), str(MOST_LOOKED_AT)],
            )
        yield
