"""Articles, the latest to come in first."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from articles.models import Article, with_age, with_stage
from claims.exports.lists import article_rows
from claims.lists import ARTICLES, with_counts
from claims.views.frames import list_file, list_page


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """Show articles, the latest to come in first."""
    return list_page(request, ARTICLES, _articles(request), counted=with_counts, show=lambda page: {"articles": page})


@require_safe
def article_file(request: HttpRequest, file_format: str) -> StreamingHttpResponse:
    """Stream the articles of the list at the same address."""
    rows = _articles(request)
    return list_file(request, ARTICLES, rows, counted=with_counts, flat=article_rows, file_format=file_format)


def _articles(request: HttpRequest) -> QuerySet[Article]:
    """Return the articles that a user may see; without a date, one counts as published when it came in."""
    return with_age(with_stage(Article.objects.visible_to(request.user)))
