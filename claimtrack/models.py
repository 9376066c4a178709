"""What is kept of users beside their accounts (preferences, what their tokens may do), and of the daily upkeep."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models


class SavedPreferences(models.Model):
    """How a user wants pages to be; copied into each browser on signing in (see `claimtrack.preferences`)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_preferences")
    values = models.JSONField(default=dict)

    def __str__(self) -> str:
        """Return whose they are."""
        return f"preferences of {self.user_id}"


class Scope(models.TextChoices):
    """What a token may do: never more than its user."""

    READ = "read", "Read"
    WRITE = "write", "Read and write"


class TokenDetails(models.Model):
    """Name, scope and use of a token of the REST API. One without details may all that its user may."""

    token = models.OneToOneField("knox.AuthToken", models.CASCADE, related_name="details")
    name = models.CharField(max_length=100)
    scope = models.CharField(max_length=5, choices=Scope.choices, default=Scope.READ)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def is_expired(self, now: datetime) -> bool:
        """Return whether its time is over."""
        return self.token.expiry is not None and self.token.expiry < now


class Upkeep(models.Model):
    """A daily run of `claimtrack.retention`: how much it removed, by what it was."""

    ran_at = models.DateTimeField()
    removed = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "upkeep"

    def __str__(self) -> str:
        """Return the day."""
        return f"{self.ran_at:%Y-%m-%d}"
