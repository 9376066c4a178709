"""Who makes claims."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from claims.extraction.values import SpeakerKind

UNSPECIFIED = "unspecified"  # what extraction names such a source
KINDS = [(kind.value, kind.value) for kind in SpeakerKind]


def is_description(name: str, kind: str) -> bool:
    """Return whether a speaker is known by a description only ("two engineers", "the ministry"), which may fit many."""
    return kind == SpeakerKind.ANONYMOUS or name == name.lower()


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    """Speakers, as questions read."""

    def current(self) -> SpeakerQuerySet:
        """Speakers that were not merged into others."""
        return self.filter(merged_into__isnull=True)


class Speaker(models.Model):
    """A person, organization, state or group. Merging keeps the row, which then names its successor.

    `key` is the name folded for comparison: case, accents, quotation marks and articles set aside. A name that an
    editor gave (`named_by_hand`) stays.
    """

    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, db_index=True)
    kind = models.CharField(max_length=12, choices=KINDS)
    named_by_hand = models.BooleanField(default=False)
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

    @property
    def is_described(self) -> bool:
        """Whether it is known by a description only."""
        return is_description(self.name, self.kind)

    @property
    def is_unnamed(self) -> bool:
        """Whether texts name nobody at all as the source ("is believed to")."""
        return self.kind == SpeakerKind.ANONYMOUS and self.name == UNSPECIFIED


class Alias(models.Model):
    """Another name of a speaker: `given` by an editor, or as it stood in the texts of its sightings."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300)
    given = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["speaker", "key"], name="alias_once_per_speaker")]
        indexes = [models.Index(fields=["key"], name="alias_by_key")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Role(models.Model):
    """An office or affiliation of a speaker: `given` by an editor, or with the dates of the texts that state it."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="roles")
    title = models.CharField(max_length=300)
    key = models.CharField(max_length=300)
    given = models.BooleanField(default=False)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["speaker", "key"], name="role_once_per_speaker")]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Sighting(models.Model):
    """A speaker as texts present it: one name in one guise. Grouped, sightings make speakers, in any order of arrival.

    `key` is the folded name; `guise` tells bearers of one name apart: the folded roles of a person, or the article of
    a bare surname without a role; empty where the name alone identifies. `short_keys` are the short forms under which
    other texts may mean it. `aliases` and `roles` are by folded name what its texts say: names, and titles with the
    dates of the first and the last text. A `pinned` one was decided on by an editor and stays with its speaker.
    """

    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="sightings")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=KINDS)
    sort = models.CharField(max_length=10, help_text="Within which names are compared: person, body or anonymous.")
    key = models.CharField(max_length=300)
    guise = models.CharField(max_length=300, blank=True)
    is_short = models.BooleanField(default=False)
    short_keys = ArrayField(models.CharField(max_length=300), default=list)
    aliases = models.JSONField(default=dict)
    roles = models.JSONField(default=dict)
    pinned = models.BooleanField(default=False)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sort", "key", "guise"], name="sighting_once")]
        indexes = [GinIndex(fields=["short_keys"], name="sighting_by_short_form")]

    def __str__(self) -> str:
        """Return name and guise."""
        return f"{self.name} ({self.guise})" if self.guise else self.name


class SpeakerMerge(models.Model):
    """An editor's finding that two speakers are one; `moved` keeps what undoing it must give back."""

    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="merges")
    into = models.ForeignKey(Speaker, models.PROTECT, related_name="merges_received")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["speaker"], condition=models.Q(undone_at__isnull=True), name="speaker_merged_once"
            ),
        ]

    def __str__(self) -> str:
        """Return both speakers."""
        return f"{self.speaker_id} into {self.into_id}"


class SpeakerDistinction(models.Model):
    """An editor's finding that two speakers of alike names are two. `one` is the older row."""

    one = models.ForeignKey(Speaker, models.CASCADE, related_name="+")
    other = models.ForeignKey(Speaker, models.CASCADE, related_name="+")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="speakers_distinguished_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="speakers_distinguished_in_order"
            ),
        ]
