"""Claims tied together by rebuttals."""

from django.db import models
from django.urls import reverse
from django.utils.text import slugify


class Dispute(models.Model):
    """A connected group of claims; `given_title` is an editor's name for it."""

    given_title = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the given title."""
        return self.given_title or f"Dispute {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the address of the dispute's page."""
        return reverse("dispute", args=[self.pk, slugify(self.given_title)[:80] or "dispute"])
