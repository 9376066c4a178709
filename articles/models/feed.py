"""A feed that is asked again and again, and what it has named so far."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5
from django.urls import reverse

from articles.models.article import Article
from articles.models.ingestion import Ingestion
from articles.models.outlet import Outlet

SHORTEST, LONGEST = 5, 24 * 60  # minutes between two polls


class FeedState(models.TextChoices):
    """How a feed is doing."""

    HEALTHY = "healthy", "healthy"
    SLOW = "slow", "slow"
    FAILING = "failing", "failing"
    REFUSED = "refused", "refused by robots.txt"
    PAUSED = "paused", "paused"
    GONE = "gone", "gone"


class FeedQuerySet(models.QuerySet["Feed"]):
    """Feeds, as questions read."""

    def kept(self) -> FeedQuerySet:
        """Keep those that were not deleted."""
        return self.filter(deleted_at=None)

    def asked(self) -> FeedQuerySet:
        """Keep those that are polled: neither deleted, nor paused, nor gone."""
        return self.kept().exclude(state__in=[FeedState.PAUSED, FeedState.GONE])

    def due(self, now: datetime) -> FeedQuerySet:
        """Keep those whose time has come and that no worker has."""
        free = Q(taken_until=None) | Q(taken_until__lte=now)
        return self.asked().filter(free, next_poll_at__lte=now)


class Feed(models.Model):
    """An RSS, Atom or JSON feed. `fault_message` says what was wrong at the last poll, empty if nothing was."""

    address = models.URLField(max_length=2000)
    title = models.CharField(max_length=500, blank=True)
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, related_name="feeds")
    minutes = models.PositiveIntegerField(default=15, help_text="Between two polls.")
    state = models.CharField(max_length=10, choices=FeedState.choices, default=FeedState.HEALTHY)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    polled_at = models.DateTimeField(null=True)
    next_poll_at = models.DateTimeField()
    enqueued_at = models.DateTimeField(null=True, help_text="When a message about it was last sent.")
    taken_until = models.DateTimeField(null=True, help_text="The lease of the worker that polls it.")
    failures = models.PositiveIntegerField(default=0, help_text="In a row.")
    fault_code = models.CharField(max_length=60, blank=True)
    fault_message = models.TextField(blank=True)
    new_items = models.PositiveIntegerField(default=0, help_text="At the last poll.")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address"], condition=Q(deleted_at=None), name="one_feed_per_address"),
            models.CheckConstraint(condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST), name="feed_interval"),
        ]
        indexes = [models.Index(fields=["next_poll_at"], name="feed_due", condition=Q(deleted_at=None))]

    def __str__(self) -> str:
        """Return the title, or the address without one."""
        return self.title or self.address

    def get_absolute_url(self) -> str:
        """Return the address of the feed's page."""
        return reverse("feed", args=[self.pk])

    @property
    def is_asked(self) -> bool:
        """Whether it is polled."""
        return self.state not in (FeedState.PAUSED, FeedState.GONE)

    @property
    def interval(self) -> timedelta:
        """The time between two polls while all is well."""
        return timedelta(minutes=self.minutes)


class FeedEntry(models.Model):
    """A story that a feed has named, known by its id or its address; `fault` says why it was not taken in."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="entries")
    guid = models.CharField(max_length=64, null=True, help_text="SHA-256 of the entry's id.")
    address = models.CharField(max_length=2000)
    title = models.CharField(max_length=500, blank=True)
    article = models.ForeignKey(Article, models.SET_NULL, null=True, related_name="+")
    ingestion = models.ForeignKey(Ingestion, models.SET_NULL, null=True, related_name="+")
    fault = models.TextField(blank=True)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "guid"], name="feed_entry_id_once"),
            # A hash: an address may be longer than what an index holds.
            models.UniqueConstraint("feed", MD5("address"), condition=~Q(address=""), name="feed_entry_address_once"),
        ]
        indexes = [models.Index(fields=["feed", "-found_at", "-id"], name="feed_entry_newest")]

    def __str__(self) -> str:
        """Return the title, or the address without one."""
        return self.title or self.address
