"""An editor's dated verdict on a claim."""

from django.conf import settings
from django.db import models


class Status(models.TextChoices):
    """What an editor found; the meanings are shown at /help/statuses/."""

    UNVERIFIED = "unverified", "Unverified"
    IN_REVIEW = "in_review", "In review"
    SUPPORTED = "supported", "Supported"
    UNPROVEN = "unproven", "Unproven"
    MISLEADING = "misleading", "Misleading"
    FALSE = "false", "False"
    NOT_CHECKABLE = "not_checkable", "Not checkable"

    @property
    def is_verdict(self) -> bool:
        """Whether it says how the claim stands."""
        return self not in (Status.UNVERIFIED, Status.IN_REVIEW)

    @property
    def needs_evidence(self) -> bool:
        """Whether a reader must be given something to check."""
        return self.is_verdict and self is not Status.NOT_CHECKABLE


class Assessment(models.Model):
    """Append-only: the latest one counts, the history stays. `undoes` names the one it takes back.

    `version` is that of the claim once it was made; `seconded_by` the editor who agreed, where two are needed.
    """

    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="assessments")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assessments")
    status = models.CharField(max_length=14, choices=Status.choices)
    rationale = models.TextField(blank=True)
    reviewed = models.TextField(blank=True, help_text="The sentence that was judged (schema.org claimReviewed).")
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    version = models.PositiveIntegerField(default=0)
    seconded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["claim", "-made_at", "-id"], name="assessment_latest")]

    def __str__(self) -> str:
        """Return claim and status."""
        return f"{self.claim_id}: {self.status}"


class Evidence(models.Model):
    """A link that a reader can check, with what stands there."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="evidence")
    url = models.URLField(max_length=2000)
    title = models.CharField(max_length=300, blank=True)
    excerpt = models.TextField(blank=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the address."""
        return self.url
