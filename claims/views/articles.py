"""Articles, the latest to come in first."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from articles.models import Article, Outlet, Stage, outlets_named, with_stage
from claims.exports.lists import article_rows
from claims.filters import parse_choice, parse_name, parse_since, parse_until
from claims.listing import Listing, Narrowing
from claims.models import Rebuttal, RebuttalState, Statement
from claims.search import OUTLETS
from claims.views.frames import list_file, list_page

ARTICLES = Listing(
    "articles",
    "article",
    {
        "q": Narrowing("title", str, lambda words: Q(title__icontains=words), excludable=False),
        "stage": Narrowing(
            "Stage",
            parse_choice(*Stage.values),
            lambda stage: Q(stage=stage),
            choices=tuple((value, word.capitalize()) for value, word in Stage.choices),
        ),
        "outlet": Narrowing(
            "Outlet", parse_name, lambda value: Q(outlet__in=Outlet.objects.filter(outlets_named(value))), of=OUTLETS
        ),
        "since": Narrowing("since", parse_since, lambda at: Q(published_at__gte=at), excludable=False),
        "until": Narrowing("until", parse_until, lambda at: Q(published_at__lte=at), excludable=False),
    },
    {
        "-created": ("latest to come in", ("-created_at", "-id")),
        "-published": ("latest published", ("-known_at", "-id")),
        "published": ("first published", ("known_at", "id")),
        "title": ("title", ("title", "id")),
    },
)


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
    shown = with_stage(Article.objects.visible_to(request.user))
    return shown.annotate(known_at=Coalesce("published_at", "created_at"))


def with_counts(articles: Any) -> Any:
    """Add the outlet, and the numbers of statements and links in the latest revision."""
    statements = Statement.objects.filter(revision=OuterRef("latest"), claim__hidden_at=None)
    links = Rebuttal.objects.filter(answer__statements__revision=OuterRef("latest")).exclude(
        state=RebuttalState.REJECTED
    )
    return articles.select_related("outlet", "duplicate_of").annotate(
        statement_total=count_of(statements, "pk"), link_total=count_of(links, "pk")
    )


def count_of(rows: QuerySet[Any], column: str) -> Coalesce:
    """Return the number of different values in a column of a correlated query."""
    grouped = rows.order_by().values(one=F("pk") * 0).annotate(n=Count(column, distinct=True)).values("n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)
