"""Claims near in meaning and in time."""

from __future__ import annotations

import numpy as np
import pytest

from claims import neighbours as near
from claims.meaning import by_meaning
from claims.models import Claim, ClaimEmbedding
from claims.pairing.embedding import DIMENSIONS
from claims.pairing.networks import Floats
from tests.claims.stories import Said, person
from tests.factories import record_story

pytestmark = pytest.mark.django_db
LUND, REYES = person("Ida Lund", "mayor of Harrow"), person("Tom Reyes", "union leader")
ALONE, CROWD = 3, near.MOST + 10


@pytest.fixture
def vectors() -> dict[int, Floats]:
    """Place the claims of two articles, of which one has very many, amid each other; some are too far apart."""
    few = [Said(LUND, f"the east bridge had {n} wide cracks in March") for n in range(2, 2 + ALONE)]
    many = [Said(REYES, f"the east bridge had {n} wide cracks in March") for n in range(2, 2 + CROWD)]
    record_story(few, day=1)
    record_story(many, outlet="Post", day=2)
    chance = np.random.default_rng(1)
    center = chance.normal(size=DIMENSIONS)
    placed = {}
    for claim in Claim.objects.order_by("pk"):
        vector = center + chance.uniform(0.2, 3) * chance.normal(size=DIMENSIONS)
        placed[claim.pk] = (vector / np.linalg.norm(vector)).astype(np.float16).astype(np.float32)
    seen = dict(Claim.objects.values_list("pk", "first_seen"))
    ClaimEmbedding.objects.bulk_create(
        ClaimEmbedding(claim_id=number, vector=vector.tolist(), made_of="", first_seen=seen[number])
        for number, vector in placed.items()
    )
    return placed


def found(claim: Claim, vectors: dict[int, Floats]) -> list[int]:
    articles = set(claim.recorded.values_list("revision__article", flat=True))
    with by_meaning():
        return [one.other for one in near.neighbours(claim, vectors[claim.pk], articles=articles)]


def nearest(claim: Claim, vectors: dict[int, Floats]) -> list[int]:
    """Return the claims of the other article that are near enough, the nearest first, by the vectors alone."""
    others = Claim.objects.exclude(speaker=claim.speaker).values_list("pk", flat=True)
    like = {number: float(vectors[claim.pk] @ vectors[number]) for number in others}
    return sorted((number for number in others if like[number] >= near.LEAST_NEAR), key=lambda number: -like[number])


def test_all_that_are_near_enough_are_found_and_find_it(vectors: dict[int, Floats]) -> None:
    claims = list(Claim.objects.order_by("pk"))
    seen_from = {claim.pk: found(claim, vectors) for claim in claims}
    assert {claim.pk: set(seen_from[claim.pk]) for claim in claims} == {
        claim.pk: set(nearest(claim, vectors)) for claim in claims
    }
    assert sum(map(len, seen_from.values())) < ALONE * CROWD * 2
    assert all(one in seen_from[other] for one, others in seen_from.items() for other in others)


def test_more_than_the_nearest_are_found_where_there_are_few(vectors: dict[int, Floats]) -> None:
    claim = Claim.objects.filter(speaker__name="Ida Lund").order_by("pk")[0]
    ClaimEmbedding.objects.exclude(claim=claim).update(vector=vectors[claim.pk].tolist())
    assert len(found(claim, vectors)) == CROWD


def test_the_nearest_are_found_where_there_are_many(
    vectors: dict[int, Floats], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near, "FEW", 0)
    claim = Claim.objects.filter(speaker__name="Ida Lund").order_by("pk")[0]
    assert found(claim, vectors) == nearest(claim, vectors)[: near.MOST]
    ClaimEmbedding.objects.exclude(claim=claim).update(vector=vectors[claim.pk].tolist())
    assert len(found(claim, vectors)) == near.MOST
