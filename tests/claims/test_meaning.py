"""Claims have a place by their meaning, made once, and are found from near it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from claims.matching import match_revision
from claims.meaning import embed_claims, nearest
from claims.models import Claim, ClaimEmbedding
from claims.pairing.embedding import DIMENSIONS, comparable, embed
from claims.pairing.networks import EMBEDDING, ModelUnavailable, Network
from tests.claims.stories import NOW
from tests.factories import make_claim

VISITOR = AnonymousUser()
CRACKS = "the east bridge had wide cracks"
LIKE_CRACKS = "there were large fissures in the eastern bridge"
MUSSELS = "mussels fetched a high price at the harbour market"


def test_texts_of_like_meaning_are_near_and_vectors_have_length_one() -> None:
    cracks, like, mussels = embed([CRACKS, LIKE_CRACKS, MUSSELS])
    assert cracks @ like > 0.6 > 0.4 > cracks @ mussels
    assert cracks.shape == (DIMENSIONS,)
    assert np.linalg.norm(cracks) == pytest.approx(1, abs=1e-3)


def test_a_text_has_the_same_vector_in_any_company() -> None:
    alone, amid = embed([CRACKS])[0], embed([MUSSELS * 3, CRACKS, LIKE_CRACKS])[1]
    assert np.array_equal(alone, amid)


def test_a_missing_model_says_what_is_missing_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"tokenizer\.json, which is missing\. Restore"):
        Network(EMBEDDING, longest=8, folder=tmp_path).run(["a text"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“The Bridge’s cost was $5.50, not 1,000 – or so”.", "the bridge's cost was $5.50 not 1,000 or so"),
        ("‘Café’ isn’t open…", "cafe isn't open"),
        ("…", ""),
    ],
)
def test_only_words_and_numbers_are_compared(text: str, words: str) -> None:
    assert comparable(text) == words


@pytest.mark.django_db
def test_nearest_are_claims_of_like_meaning_without_the_claim_itself() -> None:
    cracks, like, mussels = make_claim(CRACKS), make_claim(LIKE_CRACKS), make_claim(MUSSELS)
    embed_claims([cracks, like, mussels])
    found = nearest(cracks, limit=5, visible_to=VISITOR)
    assert [near.claim for near in found] == [like, mussels]
    assert found[0].score > 0.6 > found[1].score
    assert [n.claim for n in nearest("cracked bridge", limit=2, visible_to=VISITOR)] == [cracks, like]
    assert nearest(cracks, limit=1, visible_to=VISITOR) == found[:1]


@pytest.mark.django_db
def test_hidden_claims_and_empty_texts_have_no_neighbours() -> None:
    cracks, like = make_claim(CRACKS), make_claim(LIKE_CRACKS)
    embed_claims([cracks, like])
    Claim.objects.filter(pk=like.pk).update(hidden_at=NOW)
    assert nearest(cracks, limit=5, visible_to=VISITOR) == []
    assert nearest("“…”", limit=5, visible_to=VISITOR) == []
    assert nearest(make_claim(MUSSELS), limit=5, visible_to=VISITOR) == []


@pytest.mark.django_db
def test_the_number_of_queries_is_the_same_for_many_neighbours(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first = make_claim(CRACKS)
    embed_claims([first, *(make_claim(f"{CRACKS} on day {day}") for day in range(30))])
    for limit in (2, 30):
        with django_assert_num_queries(5):  # the claim's place, the settings within a savepoint, the neighbours
            assert len([near.claim.speaker.name for near in nearest(first, limit=limit, visible_to=VISITOR)]) == limit


@pytest.mark.django_db
def test_matching_places_the_claims_of_a_text_once() -> None:
    claim = make_claim(CRACKS)
    revision = claim.statements.get().revision
    match_revision(revision, now=NOW)
    placed = ClaimEmbedding.objects.values().get()
    match_revision(revision, now=NOW)
    assert ClaimEmbedding.objects.values().get() == placed


@pytest.mark.django_db
def test_a_claim_whose_words_changed_is_placed_anew() -> None:
    claim = make_claim(CRACKS)
    before = embed_claims([claim])[claim.pk]
    Claim.objects.filter(pk=claim.pk).update(text=MUSSELS)
    claim.refresh_from_db()
    after = embed_claims([claim])[claim.pk]
    assert before @ after < 0.4


@pytest.mark.django_db
def test_the_command_places_claims_recorded_before(capsys: pytest.CaptureFixture[str]) -> None:
    make_claim(CRACKS), make_claim(MUSSELS)
    call_command("embed_claims")
    assert ClaimEmbedding.objects.count() == 2
    call_command("embed_claims")
    assert "2 claims looked at.\n0 claims looked at." in capsys.readouterr().out
