"""A directed link: one claim answers another."""

from django.conf import settings
from django.db import models

from claims.extraction.values import Relation
from claims.models.claim import Claim
from claims.models.statement import Statement

# Whose suggestions come from comparing claims of different articles; all others stand in one text.
MATCHER = "learned 1"
RELATIONS = [(relation.value, relation.value) for relation in Relation]


class RebuttalState(models.TextChoices):
    """Whether a person has decided on a link."""

    SUGGESTED = "suggested", "suggested"
    CONFIRMED = "confirmed", "confirmed"
    REJECTED = "rejected", "rejected"


class Rebuttal(models.Model):
    """`answer` takes up `answered`. What a person decided is never overwritten by a later run.

    `evidence` are [start, end] spans into the text of the revision of `statement`, the answering one;
    `answered_statement` is the one it was found to answer.
    """

    answer = models.ForeignKey(Claim, models.CASCADE, related_name="answers_given")
    answered = models.ForeignKey(Claim, models.CASCADE, related_name="answers_received")
    relation = models.CharField(max_length=8, choices=RELATIONS)
    state = models.CharField(max_length=9, choices=RebuttalState.choices, default=RebuttalState.SUGGESTED)
    confidence = models.FloatField()
    statement = models.ForeignKey(Statement, models.SET_NULL, null=True, related_name="+")
    answered_statement = models.ForeignKey(Statement, models.SET_NULL, null=True, related_name="+")
    evidence = models.JSONField(default=list)
    extractor = models.CharField(max_length=100, blank=True, help_text="Empty where a person made the link.")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "answered"], name="rebuttal_once_per_pair"),
            models.CheckConstraint(condition=~models.Q(answer=models.F("answered")), name="no_claim_answers_itself"),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1), name="rebuttal_confidence_is_probability"
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="rebuttal_newest")]

    def __str__(self) -> str:
        """Return both ends and the relation."""
        return f"{self.answer_id} {self.relation} {self.answered_id}"

    @property
    def is_inferred(self) -> bool:
        """Whether it comes from comparing claims alone: no text says so, and nobody decided on it."""
        return self.extractor == MATCHER and self.decided_at is None
