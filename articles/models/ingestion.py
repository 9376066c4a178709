"""The way of a submission from its arrival to its claims, as a state in a row."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse

from articles.models.article import Article, ArticleQuerySet


class Stage(models.TextChoices):
    """Where an ingestion is; the steps in between are named in settings.INGESTION_STEPS."""

    QUEUED = "queued", "queued"
    FETCHING = "fetching", "fetching"
    CLEANING = "cleaning", "cleaning"
    EXTRACTING = "extracting", "extracting"
    MATCHING = "matching", "matching"
    DONE = "done", "done"
    FAILED = "failed", "failed"

    @property
    def is_final(self) -> bool:
        """Whether nothing more happens."""
        return self in (Stage.DONE, Stage.FAILED)


class Batch(models.Model):
    """What one person submitted at once; `known` are numbers of articles, in the order sent."""

    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    known = ArrayField(models.BigIntegerField(), default=list, help_text="Articles that were here before.")
    refused = ArrayField(models.TextField(), default=list, help_text="What could not be accepted, and why.")

    class Meta:
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        """Return the number."""
        return f"Batch {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the address of the page that follows it."""
        return reverse("batch", args=[self.pk])


class Payload(models.TextChoices):
    """What was submitted."""

    URL = "url", "address"
    HTML = "html", "HTML"
    TEXT = "text", "text"


class Ingestion(models.Model):
    """One submission. `body` keeps what was sent (or fetched), so that every step can be repeated."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="ingestions")
    batch = models.ForeignKey(Batch, models.SET_NULL, null=True, related_name="ingestions")
    payload = models.CharField(max_length=4, choices=Payload.choices)
    url = models.CharField(max_length=2000, blank=True, help_text="As submitted, normalized.")
    fetched_url = models.CharField(max_length=2000, blank=True, help_text="Where redirects led to.")
    body = models.BinaryField(null=True)
    content_type = models.CharField(max_length=200, blank=True)
    body_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    given_title = models.CharField(max_length=500, blank=True)
    given_outlet = models.CharField(max_length=200, blank=True)
    given_published_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    revision = models.ForeignKey("articles.Revision", models.SET_NULL, null=True, related_name="+")

    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.QUEUED)
    stage_at = models.DateTimeField(help_text="When the stage was reached.")
    failed_in = models.CharField(max_length=10, choices=Stage.choices, blank=True)
    error_code = models.CharField(max_length=60, blank=True)
    error_message = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="Of the present stage.")
    not_before = models.DateTimeField(null=True, help_text="When a failed try is repeated.")
    taken_until = models.DateTimeField(null=True, help_text="The lease of the worker that has it.")
    enqueued_at = models.DateTimeField(null=True, help_text="When a message about it was last due to be sent.")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["stage_at"],
                name="ingestion_unfinished",
                condition=~models.Q(stage__in=["done", "failed"]),
            ),
            models.Index(fields=["batch", "id"], name="ingestion_of_batch"),
            models.Index(fields=["url"], name="ingestion_of_url"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(stage="failed") | ~models.Q(error_code=""), name="failed_has_a_code"
            ),
        ]

    def __str__(self) -> str:
        """Return number and stage."""
        return f"Ingestion {self.pk} ({self.stage})"


def with_stage(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Add `stage`, `error_code` and `error_message` of each article's latest ingestion (one index lookup each)."""
    latest = Ingestion.objects.filter(article=models.OuterRef("pk")).order_by("-id")
    return articles.annotate(
        stage=models.Subquery(latest.values("stage")[:1]),
        error_code=models.Subquery(latest.values("error_code")[:1]),
        error_message=models.Subquery(latest.values("error_message")[:1]),
    )


# Orders of lists of articles that have their age, a name each.
ARTICLE_ORDERS = {
    "-created": ("-created_at", "-id"),
    "-published": ("-known_at", "-id"),
    "published": ("known_at", "id"),
    "title": ("title", "id"),
}


def with_age(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Add `known_at`: when each was published, or came in if that is unknown."""
    return articles.annotate(known_at=Coalesce("published_at", "created_at"))


class IdempotencyKey(models.Model):
    """A key by which a script repeats a submission without submitting twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    request_sha256 = models.CharField(max_length=64)
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        """Return the key."""
        return self.key
