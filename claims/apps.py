"""What was said: speakers, claims, statements, rebuttals, assessments."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Claims and what became of them."""

    name = "claims"
    default_auto_field = "django.db.models.BigAutoField"
