"""Who makes claims."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from claims.extraction.values import SpeakerKind

KINDS = [(kind.value, kind.value) for kind in SpeakerKind]


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    """Speakers, as questions read."""

    def current(self) -> SpeakerQuerySet:
        """Speakers that were not merged into others."""
        return self.filter(merged_into__isnull=True)


class Speaker(models.Model):
    """A person, organization, state or group. Merging keeps the row, which then names its successor.

    `key` is the name folded for comparison: case, accents, quotation marks and articles set aside.
    """

    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, db_index=True)
    kind = models.CharField(max_length=12, choices=KINDS)
    wikidata_id = models.CharField(max_length=20, blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")
    created_at = models.DateTimeField()

    objects = SpeakerQuerySet.as_manager()

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the speaker's page."""
        return reverse("speaker", args=[self.pk, slugify(self.name)[:80] or "speaker"])


class Alias(models.Model):
    """Another name of a speaker, as it stood in a text or as an editor gave it."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["speaker", "key"], name="alias_once_per_speaker")]
        indexes = [models.Index(fields=["key"], name="alias_by_key")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Role(models.Model):
    """An office or affiliation that texts gave to a speaker, with the dates of the first and the last of them."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="roles")
    title = models.CharField(max_length=300)
    key = models.CharField(max_length=300)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["speaker", "key"], name="role_once_per_speaker")]

    def __str__(self) -> str:
        """Return the title."""
        return self.title
