"""A published story, whatever number of revisions its text went through."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from articles.models.outlet import Outlet
from claimtrack.web import gone, may_read


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles, as questions read."""

    def readable(self) -> ArticleQuerySet:
        """Articles that have a text."""
        return self.filter(latest__isnull=False)

    def visible_to(self, user: object) -> ArticleQuerySet:
        """Articles that a user may see: none on a private installation without signing in, no withdrawn ones."""
        return self.filter(withdrawn_at__isnull=True) if may_read(user) else self.none()


class Article(models.Model):
    """A story by one outlet. It exists from its submission on; its text comes with its first revision.

    A syndicated copy has no revision of its own but names the article whose text it repeats.
    """

    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, related_name="articles")
    url = models.URLField(max_length=2000, null=True, help_text="Canonical; empty for pasted text.")
    title = models.CharField(max_length=500, blank=True)
    author = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=8, blank=True)
    published_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    latest = models.ForeignKey("articles.Revision", models.SET_NULL, null=True, related_name="+")
    duplicate_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="copies")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["url"], name="one_article_per_url"),
            models.CheckConstraint(
                condition=models.Q(duplicate_of__isnull=True) | models.Q(latest__isnull=True),
                name="copy_has_no_text_of_its_own",
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="article_newest")]

    def __str__(self) -> str:
        """Return the title; what never got one is called by the address it came from."""
        return self.title or self.url or f"Article {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the address of the reader."""
        return reverse("article", args=[self.pk, slugify(self.title)[:80] or "article"])

    @property
    def dated(self) -> object:
        """When it was published, or came in if that is unknown."""
        return self.published_at or self.created_at


def refuse_withdrawn(user: object, pk: int) -> None:
    """Say that an article was withdrawn, and when, to whoever may read. Raises Problem (410)."""
    article = Article.objects.filter(pk=pk).exclude(withdrawn_at=None).first() if may_read(user) else None
    if article and article.withdrawn_at:
        raise gone("article", "withdrawn", article.withdrawn_at)
