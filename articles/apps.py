"""What was published: outlets, articles, revisions and their ingestion."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Articles and how they come in."""

    name = "articles"
    default_auto_field = "django.db.models.BigAutoField"
