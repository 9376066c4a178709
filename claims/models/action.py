"""What people, and the machine, did: one row an action, kept for good."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import NoReverseMatch, reverse

from claims.models.assessment import Status
from claimtrack.web import has_role


class ActionQuerySet(models.QuerySet["Action"]):
    """Actions, as questions read."""

    def visible_to(self, user: object) -> ActionQuerySet:
        """All that editors may see, and what is the user's own business only (tokens, saved searches)."""
        own = models.Q(actor=getattr(user, "pk", None), actor__isnull=False)
        return self.filter(models.Q(private=False) | own if has_role(user, "editor") else own)  # type: ignore[arg-type]

    def newest(self) -> ActionQuerySet:
        """Order them, the latest first, with who did and who undid it."""
        return self.select_related("actor", "undone_by").order_by("-made_at", "-id")


class Action(models.Model):
    """Who did what to what, from which values to which. `actor` is empty where the machine acted by itself.

    `verb` is a short phrase shown as it is ("assess", "link answer"). `before` and `after` are plain values by name,
    for people to read, empty where it was not there; `payload` holds what undoing needs. `claims` are the claims it
    concerns, for their histories.
    Undoing adds a row that `undoes` this one. One of several done at once is `part_of` the row for all of them.
    """

    verb = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="actions")
    object_type = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=300, help_text="What the object was called then.")
    claims = ArrayField(models.BigIntegerField(), default=list)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    payload = models.JSONField(default=dict)
    private = models.BooleanField(default=False, help_text="Seen and undone by the actor alone.")
    part_of = models.ForeignKey("self", models.CASCADE, null=True, related_name="parts")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undoes = models.OneToOneField("self", models.CASCADE, null=True, related_name="undoing")

    objects = ActionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="action_newest"),
            models.Index(fields=["actor", "-made_at", "-id"], name="action_by_actor"),
            models.Index(fields=["object_type", "object_id", "-id"], name="action_by_object"),
            GinIndex(fields=["claims"], name="action_by_claim"),
            GinIndex(fields=["payload"], name="action_by_payload", opclasses=["jsonb_path_ops"]),
        ]

    def __str__(self) -> str:
        """Return verb and object."""
        return f"{self.verb}: {self.label}"

    def get_absolute_url(self) -> str:
        """Return the address of the object; empty where it has no page."""
        name, pk = self.object_type, self.object_id
        if name in ("rebuttal", "factcheckmatch") and self.claims:
            name, pk = "claim", self.claims[0]
        for arguments in ([pk, name], [pk]):
            try:
                return reverse(name, args=arguments)
            except NoReverseMatch:
                continue
        return ""

    def changes(self) -> list[tuple[str, str, str]]:
        """Return what changed, for people: name, before, after; an empty one was not there."""
        names = dict.fromkeys([*self.before, *self.after])
        pairs = [(name, _plain(self.before.get(name)), _plain(self.after.get(name))) for name in names]
        return [(name, before, after) for name, before, after in pairs if before != after]


def _plain(value: Any) -> str:
    if value in Status.values:
        return Status(value).label
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
