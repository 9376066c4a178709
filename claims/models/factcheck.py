"""What others found: published fact-checks, and the claims they may be about."""

from django.conf import settings
from django.db import models

from claims.models.claim import Claim
from claims.models.rebuttal import RebuttalState


class FactCheck(models.Model):
    """A review that another publisher marked up as ClaimReview. The rating keeps the publisher's own words.

    `key` is the SHA-256 of its address and the reviewed words: one page may review several claims.
    """

    key = models.CharField(max_length=64, unique=True)
    url = models.URLField(max_length=2000)
    publisher = models.CharField(max_length=300, blank=True)
    claim_reviewed = models.TextField()
    claimant = models.CharField(max_length=300, blank=True)
    claimed_at = models.DateField(null=True)
    rating = models.CharField(max_length=300, blank=True)
    rating_value = models.FloatField(null=True)
    best_rating = models.FloatField(null=True)
    worst_rating = models.FloatField(null=True)
    published_at = models.DateField(null=True)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return publisher and words."""
        return f"{self.publisher}: {self.claim_reviewed[:80]}"


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
                condition=models.Q(confidence__gte=0, confidence__lte=1), name="factcheck_confidence_is_probability"
            ),
        ]
