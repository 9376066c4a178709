"""One version of an article's text."""

import hashlib
import re
import unicodedata

from django.db import models

from articles.models.article import Article

FEWEST_WORDS = 30  # less may stand on many pages in the same words: "Subscribe to read on."


def text_sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def body_sha256(text: str, *, title: str) -> str:
    """Return the SHA-256 of the words below a headline, whatever their case and punctuation; empty for a few words."""
    body = unicodedata.normalize("NFKC", text.removeprefix(title)).casefold()
    words = re.findall(r"\w+", body)
    return text_sha256(" ".join(words)) if len(words) >= FEWEST_WORDS else ""


class Revision(models.Model):
    """A text as it was at one time; never changed. Offsets of spans are code points into `text`.

    The text begins with the title, if there is one, as a paragraph of its own.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    sha256 = models.CharField(max_length=64, db_index=True)
    body_sha256 = models.CharField(max_length=64, blank=True, db_index=True, help_text="Of the words below the title.")
    created_at = models.DateTimeField()
    extracted_by = models.CharField(max_length=100, blank=True, help_text="The extractor's version, once extracted.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.UniqueConstraint(fields=["article", "sha256"], name="revision_text_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="revision_has_text"),
        ]

    def __str__(self) -> str:
        """Return article and number."""
        return f"{self.article_id}/{self.number}"
