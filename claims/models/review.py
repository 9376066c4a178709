"""What editors have under way: proposals that await a second opinion, and what they passed over."""

from django.conf import settings
from django.db import models

from claims.models.assessment import Assessment, Status
from claims.models.claim import Claim


class ProposalState(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", "open"
    AGREED = "agreed", "agreed"
    RETURNED = "returned", "sent back"
    REPLACED = "replaced", "replaced by another"


class Proposal(models.Model):
    """A verdict that counts once another editor agrees. `evidence` are rows of url, title, excerpt and seen_at.

    `version` is that of the claim that its editor saw. `note` is what the one who sent it back wrote.
    """

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="proposals")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals")
    status = models.CharField(max_length=14, choices=Status.choices)
    rationale = models.TextField(blank=True)
    reviewed = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=ProposalState.choices, default=ProposalState.OPEN)
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    assessment = models.OneToOneField(Assessment, models.SET_NULL, null=True, related_name="proposal")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=models.Q(state="open"), name="one_open_proposal_per_claim"
            ),
        ]
        indexes = [models.Index(fields=["state", "made_at", "id"], name="proposal_oldest")]

    def __str__(self) -> str:
        """Return claim and status."""
        return f"{self.claim_id}: {self.status} proposed"


class Pass(models.Model):
    """What an editor skipped or was not sure of: it comes back at the end of that queue."""

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passes")
    queue = models.CharField(max_length=10)
    item = models.BigIntegerField(help_text="The number of the claim or link.")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["editor", "queue", "item"], name="passed_once")]
