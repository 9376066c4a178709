"""The proposition with its speaker, whatever number of statements repeat it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from claims.extraction.values import Attitude, Stance
from claims.models.assessment import Status
from claims.models.dispute import Dispute
from claims.models.speaker import Speaker
from claimtrack.web import may_read

STANCES = [(stance.value, stance.value) for stance in Stance]
ATTITUDES = [(attitude.value, attitude.value) for attitude in Attitude]


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims, as questions read."""

    def shown(self) -> ClaimQuerySet:
        """Claims that are stated somewhere, not hidden and not merged."""
        return self.filter(hidden_at__isnull=True, merged_into__isnull=True, statement_count__gt=0)

    def visible_to(self, user: object) -> ClaimQuerySet:
        """Claims that a user may see; none for visitors of a private installation."""
        return self.shown() if may_read(user) else self.none()


class Claim(models.Model):
    """What one speaker maintains. `version` grows with each assessment; `status` is that of the latest one.

    While an editor has taken it (`taken_by` until `taken_until`: advice, not a lock), an unverified one is in review.
    `worded_by_hand` keeps the sentence that an editor gave it; a `removed` one is hidden for good.
    `key` is the content folded for comparison; one speaker has one claim of one key and stance.
    `search_text` holds content and target, `speaker_text` the speaker's names, both folded, for the full-text index.
    The two counts serve lists: `answer_count` counts the answers that deny or rebut it and were not rejected.
    """

    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="claims")
    text = models.TextField()
    key = models.CharField(max_length=64, help_text="SHA-256 of the folded content.")
    stance = models.CharField(max_length=12, choices=STANCES)
    attitude = models.CharField(max_length=10, choices=ATTITUDES, default=Attitude.STATEMENT.value)
    target = models.CharField(max_length=500, blank=True)
    target_key = models.CharField(max_length=500, blank=True, help_text="The target folded for comparison.")
    status = models.CharField(max_length=14, choices=Status.choices, default=Status.UNVERIFIED)
    version = models.PositiveIntegerField(default=1)
    dispute = models.ForeignKey(Dispute, models.SET_NULL, null=True, related_name="claims")
    dispute_pinned = models.BooleanField(default=False, help_text="An editor put it there, whatever its links say.")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")
    hidden_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(max_length=500, blank=True)
    removed = models.BooleanField(default=False)
    worded_by_hand = models.BooleanField(default=False)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="taken_claims")
    taken_until = models.DateTimeField(null=True)
    first_seen = models.DateTimeField(help_text="When its first article was published, or came in.")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    statement_count = models.PositiveIntegerField(default=0)
    answer_count = models.PositiveIntegerField(default=0)
    search_text = models.TextField(blank=True)
    speaker_text = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("search_text", "speaker_text", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["speaker", "key", "stance"], name="claim_once_per_speaker"),
        ]
        indexes = [
            GinIndex(fields=["search"], name="claim_search"),
            models.Index(fields=["-first_seen", "-id"], name="claim_newest"),
            models.Index(fields=["status", "-first_seen", "-id"], name="claim_by_status"),
            models.Index(fields=["speaker", "-first_seen", "-id"], name="claim_by_speaker"),
            models.Index(fields=["-answer_count", "-id"], name="claim_most_answered"),
            models.Index(fields=["-statement_count", "-id"], name="claim_most_repeated"),
            models.Index(fields=["-updated_at", "-id"], name="claim_latest_change"),
            # What all counts ask of a claim, in a tenth of the pages of the table.
            models.Index(
                fields=["id"],
                include=["speaker", "status", "stance", "first_seen", "answer_count"],
                condition=models.Q(hidden_at=None, merged_into=None, statement_count__gt=0),
                name="claim_shown",
            ),
            models.Index(fields=["taken_until"], condition=~models.Q(taken_until=None), name="claim_taken"),
        ]

    def __str__(self) -> str:
        """Return the beginning of the claim."""
        return self.text[:80]

    def get_absolute_url(self) -> str:
        """Return the address of the claim's page."""
        return reverse("claim", args=[self.pk, slugify(self.text)[:60].strip("-") or "claim"])

    @property
    def told_target(self) -> str:
        """What the claim is about, unless its text says so first."""
        text = self.text.lstrip("“‘«\"'… ").casefold()
        return "" if text.startswith(self.target.casefold()) else self.target

    def is_distinct_from(self, other: Claim) -> bool:
        """Return whether an editor found two claims to be two. One query."""
        one, two = sorted((self.pk, other.pk))
        return ClaimDistinction.objects.filter(one=one, other=two).exists()


class ClaimDistinction(models.Model):
    """An editor's finding that two claims of alike words are two: nothing joins them. `one` is the older row."""

    one = models.ForeignKey(Claim, models.CASCADE, related_name="+")
    other = models.ForeignKey(Claim, models.CASCADE, related_name="+")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="claims_distinguished_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="claims_distinguished_in_order"),
        ]
