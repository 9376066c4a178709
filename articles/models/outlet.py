"""Who publishes articles."""

from django.db import models
from django.urls import reverse
from django.utils.text import slugify


class Outlet(models.Model):
    """A newspaper, agency or site, known by its name or its domain."""

    name = models.CharField(max_length=200, unique=True)
    domain = models.CharField(max_length=253, null=True, unique=True, help_text="Without www.")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the outlet's page."""
        return reverse("outlet", args=[self.pk, slugify(self.name) or "outlet"])
