"""Where a claim stands among all others, by its meaning."""

from django.db import models
from pgvector.django import HalfVectorField, HnswIndex

from claims.models.claim import Claim
from claims.pairing.embedding import DIMENSIONS


class ClaimEmbedding(models.Model):
    """The place of a claim's text: claims that mean the like are near. Made in matching, and anew when words change.

    A row of its own, because counts and statuses of claims change often, and each change of a row enters its vector
    into the index once more. `first_seen` repeats the claim's, for neighbours within a span of time.
    """

    claim = models.OneToOneField(Claim, models.CASCADE, primary_key=True, related_name="embedding")
    vector = HalfVectorField(dimensions=DIMENSIONS)
    made_of = models.CharField(max_length=64, help_text="SHA-256 of the encoder's name and the words.")
    first_seen = models.DateTimeField()

    class Meta:
        indexes = [
            # How many of the true neighbours it finds among many, benchmarks/matching_scale.py measures.
            HnswIndex(
                name="claim_near_by_meaning",
                fields=["vector"],
                opclasses=["halfvec_cosine_ops"],
                m=24,
                ef_construction=128,
            ),
            models.Index(name="claim_by_time", fields=["first_seen"]),
        ]

    def __str__(self) -> str:
        """Return whose it is."""
        return f"embedding of claim {self.claim_id}"
