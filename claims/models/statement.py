"""One attribution recorded in one revision."""

from django.db import models

from articles.models import Revision
from claims.extraction.values import QuotationType
from claims.models.claim import Claim
from claims.models.speaker import Sighting

# The key in `Statement.decided` of one that an editor marked; its copies in later revisions have the same value.
MADE = "made"

TYPES = [(kind.value, kind.value) for kind in QuotationType]


class Statement(models.Model):
    """Where and how a claim was made. Spans are lists of [start, end] into the revision's text.

    `start` is that of the first span, `number` the statement's place in reading order, from 1. `recorded_as` is the
    claim that its own words make, from which `claim` differs where claims were found to be the same.

    `decided` holds what editors decided on ("speaker", "stance", "spans", "claim"), each with what the machine had
    found; "made" is the first key of one that an editor marked. Such a statement is never changed or dropped by a later
    run, and is carried over to the next revision.
    """

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="statements")
    recorded_as = models.ForeignKey(Claim, models.CASCADE, related_name="recorded")
    sighting = models.ForeignKey(Sighting, models.PROTECT, related_name="statements")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    source = models.JSONField(default=list)
    cue = models.JSONField(default=list)
    content = models.JSONField(default=list)
    start = models.PositiveIntegerField()
    key = models.CharField(max_length=64, help_text="SHA-256 of cue and content with their places.")
    text = models.TextField(help_text="The content as it stands, its pieces joined by an ellipsis.")
    mention = models.CharField(max_length=500, blank=True, help_text="The source as it stands.")
    cue_text = models.CharField(max_length=200, blank=True)
    type = models.CharField(max_length=8, choices=TYPES)
    stance = models.CharField(max_length=12)
    role = models.CharField(max_length=300, blank=True)
    via = models.CharField(max_length=200, blank=True)
    nested_in = models.ForeignKey("self", models.SET_NULL, null=True, related_name="nested")
    confidence = models.FloatField()
    extractor = models.CharField(max_length=100)
    decided = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "key"], name="statement_once_per_revision"),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1), name="statement_confidence_is_probability"
            ),
        ]
        indexes = [
            models.Index(fields=["revision", "start"], name="statement_in_text_order"),
            models.Index(fields=["type", "claim"], name="statement_by_type"),
            models.Index(fields=["revision", "claim"], name="statement_by_revision"),
            models.Index(fields=["claim", "via"], condition=~models.Q(via=""), name="statement_via_others"),
        ]

    def __str__(self) -> str:
        """Return the beginning of the content."""
        return self.text[:80]

    @property
    def is_by_hand(self) -> bool:
        """Whether an editor marked it, not the machine."""
        return MADE in self.decided
