"""Who publishes articles."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import slugify


class OutletKind(models.TextChoices):
    """What sort of outlet it is; empty where nobody has said."""

    NEWSPAPER = "newspaper", "newspaper"
    AGENCY = "agency", "news agency"
    BROADCASTER = "broadcaster", "broadcaster"
    MAGAZINE = "magazine", "magazine"
    SITE = "site", "site"
    OFFICIAL = "official", "official body"


class OutletQuerySet(models.QuerySet["Outlet"]):
    """Outlets, as questions read."""

    def current(self) -> OutletQuerySet:
        """Outlets that are not part of others."""
        return self.filter(merged_into=None)


class Outlet(models.Model):
    """A newspaper, agency or site, known by its name or its domain.

    One that became part of another keeps its row, so that its name, domain and address lead there. A former name is
    such a row, too.
    """

    name = models.CharField(max_length=200, unique=True)
    domain = models.CharField(max_length=253, null=True, unique=True, help_text="Without www.")
    kind = models.CharField(max_length=12, blank=True, choices=OutletKind.choices)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="former")
    created_at = models.DateTimeField()

    objects = OutletQuerySet.as_manager()

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the outlet's page."""
        return reverse("outlet", args=[self.pk, slugify(self.name) or "outlet"])


def outlets_named(value: int | str) -> Q:
    """Return the condition on outlets for a number, a name or a domain; a former one means what it is part of now."""
    known = Q(pk=value) if isinstance(value, int) else Q(name__iexact=value) | Q(domain__iexact=value)
    return Q(pk__in=Outlet.objects.filter(known).values_list(Coalesce("merged_into", "pk")))


class OutletMerge(models.Model):
    """An editor's finding that two outlets are one; the numbers of what has moved are for undoing it."""

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="merges")
    into = models.ForeignKey(Outlet, models.CASCADE, related_name="merges_received")
    articles = ArrayField(models.BigIntegerField())
    feeds = ArrayField(models.BigIntegerField())
    former = ArrayField(models.BigIntegerField(), help_text="Outlets that were part of the one merged.")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return both outlets."""
        return f"{self.outlet_id} into {self.into_id}"
