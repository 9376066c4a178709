"""Lists of claims that somebody follows: what was found for them, and what was sent about it."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.urls import reverse

from claims.models.claim import Claim


def make_secret() -> str:
    """Return a secret for an address or a signature."""
    return secrets.token_urlsafe(24)


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Saved searches, as questions read."""

    def kept(self) -> SavedSearchQuerySet:
        """Keep those that were not deleted."""
        return self.filter(deleted_at=None)

    def watched(self) -> SavedSearchQuerySet:
        """Keep those of users who may sign in."""
        return self.kept().filter(user__is_active=True).select_related("user")

    def calling(self) -> SavedSearchQuerySet:
        """Keep those whose webhook is called."""
        return self.watched().exclude(webhook_url="").filter(paused_at=None)


class SavedSearch(models.Model):
    """A list of claims under a name. `query` are the parameters of the list, without its page.

    A claim below `horizon` is never new to it. Its page was seen last at `visited_at`; that visit shows what was found
    since `new_since`, the visit before.
    Matches up to `packed_to` have gone into a delivery, those up to `digested_to` into a mail; both are numbers of
    matches. A webhook that fails does so since `failing_since`, and is not called once it is paused. `site` is the
    address under which its owner uses the installation: links in what is sent begin with it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=120)
    query = models.TextField(blank=True)
    site = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    visited_at = models.DateTimeField()
    new_since = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)
    horizon = models.BigIntegerField(default=0)
    feed_secret = models.CharField(max_length=64, default=make_secret)
    webhook_url = models.CharField(max_length=2000, blank=True)
    webhook_secret = models.CharField(max_length=64, blank=True)
    packed_to = models.BigIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    fault = models.TextField(blank=True, help_text="What was wrong at the last try.")
    paused_at = models.DateTimeField(null=True)
    by_mail = models.BooleanField(default=False)
    digested_to = models.BigIntegerField(default=0)
    digested_at = models.DateTimeField(null=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "name", "id"], name="saved_search_by_user")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("savedsearch", args=[self.pk])

    @property
    def params(self) -> QueryDict:
        """The parameters of its list."""
        return QueryDict(self.query)

    @property
    def list_address(self) -> str:
        """The address of its list."""
        return reverse("claim-list") + (f"?{self.query}" if self.query else "")

    @property
    def feed_address(self) -> str:
        """The address of its Atom feed, which holds a secret."""
        return reverse("saved-feed", args=[self.pk, self.feed_secret])


class Match(models.Model):
    """A claim that a saved search has found. Those it found when it was saved are as old as it is."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="matches")
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="+")
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "claim"], name="matched_once")]
        indexes = [models.Index(fields=["search", "-found_at", "-id"], name="match_newest")]

    def __str__(self) -> str:
        """Return search and claim."""
        return f"{self.search_id}: {self.claim_id}"


class ClaimChange(models.Model):
    """Something happened to a claim that may make it new to a saved search: taken away once all have looked at it.

    Written in the transaction of what happened, so that nothing is missed, whatever breaks down afterwards. The claim
    is a number alone: checking that it is there would make writing slower.
    """

    claim = models.BigIntegerField()

    def __str__(self) -> str:
        """Return the claim."""
        return str(self.claim)


class DeliveryKind(models.TextChoices):
    """Why something is sent to a webhook."""

    NEWS = "news", "new claims"
    TEST = "test", "test"
    REPLAY = "replay", "replay"


class DeliveryState(models.TextChoices):
    """Whether it has arrived."""

    WAITING = "waiting", "waiting"
    DELIVERED = "delivered", "delivered"
    FAILED = "failed", "failed"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries, as questions read."""

    def due(self, now: datetime) -> DeliveryQuerySet:
        """Keep those whose time has come and that no worker has; a paused webhook gets what is asked for by hand."""
        called = Q(search__in=SavedSearch.objects.calling())
        asked = ~Q(kind=DeliveryKind.NEWS) & ~Q(search__webhook_url="") & Q(search__in=SavedSearch.objects.watched())
        free = Q(taken_until=None) | Q(taken_until__lte=now)
        return self.filter(called | asked, free, state=DeliveryState.WAITING, next_try_at__lte=now)


class Delivery(models.Model):
    """One body for a webhook, and how sending it went. A replay has the `uid` of the first one, so it is known again.

    `status_code` and `milliseconds` are of the last try; `fault` says what was wrong with it.
    """

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="deliveries")
    uid = models.UUIDField(default=uuid4)
    kind = models.CharField(max_length=6, choices=DeliveryKind.choices)
    claims = ArrayField(models.BigIntegerField(), default=list)
    body = models.TextField()
    state = models.CharField(max_length=9, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    enqueued_at = models.DateTimeField(null=True, help_text="When a message about it was last sent.")
    taken_until = models.DateTimeField(null=True, help_text="The lease of the worker that sends it.")
    status_code = models.PositiveIntegerField(null=True)
    milliseconds = models.PositiveIntegerField(null=True)
    fault = models.TextField(blank=True)
    made_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            # New claims go out one body after the other: what comes meanwhile goes into the next one.
            models.UniqueConstraint(
                fields=["search"], condition=Q(kind="news", state="waiting"), name="one_waiting_delivery"
            )
        ]
        indexes = [
            models.Index(fields=["search", "-made_at", "-id"], name="delivery_newest"),
            models.Index(fields=["next_try_at"], name="delivery_due", condition=Q(state="waiting")),
        ]

    def __str__(self) -> str:
        """Return kind and state."""
        return f"{self.kind}: {self.state}"

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be sent."""
        return self.state == DeliveryState.WAITING


def unpacked() -> SavedSearchQuerySet:
    """Return the searches with matches that go into a delivery now: none of theirs is on its way."""
    waiting = Delivery.objects.filter(search=OuterRef("pk"), kind=DeliveryKind.NEWS, state=DeliveryState.WAITING)
    beyond = Match.objects.filter(search=OuterRef("pk"), pk__gt=OuterRef("packed_to"))
    return SavedSearch.objects.calling().filter(Exists(beyond), ~Exists(waiting))
