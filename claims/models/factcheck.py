"""What others found: published fact-checks, and the claims they may be about."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from pgvector.django import HalfVectorField

from claims.models.claim import Claim
from claims.models.rebuttal import RebuttalState
from claims.pairing.embedding import DIMENSIONS


class FactCheck(models.Model):
    """A review that another publisher marked up as ClaimReview. The rating keeps the publisher's own words.

    `key` is the SHA-256 of its address and the reviewed words: one page may review several claims. `claimant_key` is
    the claimant's name folded for comparison, `claimant_last` its last word. `appearance` is where the claim was made.
    """

    key = models.CharField(max_length=64, unique=True)
    url = models.URLField(max_length=2000)
    publisher = models.CharField(max_length=300, blank=True)
    claim_reviewed = models.TextField()
    claimant = models.CharField(max_length=300, blank=True)
    claimant_key = models.CharField(max_length=300, blank=True)
    claimant_last = models.CharField(max_length=300, blank=True)
    claimed_at = models.DateField(null=True)
    appearance = models.URLField(max_length=2000, blank=True)
    rating = models.CharField(max_length=300, blank=True)
    rating_value = models.FloatField(null=True)
    best_rating = models.FloatField(null=True)
    worst_rating = models.FloatField(null=True)
    published_at = models.DateField(null=True)
    vector = HalfVectorField(
        dimensions=DIMENSIONS, null=True, help_text="The place of the reviewed words by their meaning."
    )
    imported_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["claimant_key"], name="factcheck_by_claimant"),
            models.Index(fields=["claimant_last"], name="factcheck_by_last_name"),
        ]

    def __str__(self) -> str:
        """Return publisher and words."""
        return f"{self.publisher}: {self.claim_reviewed[:80]}"

    @property
    def verdict(self) -> str:
        """The publisher's rating in its own words, or its number where it has no words."""
        if self.rating or self.rating_value is None:
            return self.rating or "no rating"
        scale = f" on a scale of {self.worst_rating:g} to {self.best_rating:g}" if self._has_scale else ""
        return f"{self.rating_value:g}{scale}"

    @property
    def _has_scale(self) -> bool:
        return self.best_rating is not None and self.worst_rating is not None


class FactCheckMatch(models.Model):
    """A claim that a fact-check may be about: suggested by likeness, decided by editors."""

    factcheck = models.ForeignKey(FactCheck, models.CASCADE, related_name="matches")
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="factcheck_matches")
    state = models.CharField(max_length=9, choices=RebuttalState.choices, default=RebuttalState.SUGGESTED)
    confidence = models.FloatField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["factcheck", "claim"], name="factcheck_once_per_claim"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="factcheck_confidence_is_probability"
            ),
        ]

    def __str__(self) -> str:
        """Return the fact-check."""
        return str(self.factcheck)


class FactCheckSource(models.Model):
    """A file or address of fact-checks that was read; it is read again only when its `sha256` differs."""

    address = models.CharField(max_length=2000, unique=True)
    sha256 = models.CharField(max_length=64)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the address."""
        return self.address
