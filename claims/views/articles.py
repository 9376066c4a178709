"""Articles, the latest to come in first."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.models import Article, Outlet, outlets_named, with_stage
from claims.models import Rebuttal, RebuttalState, Statement
from claims.narrowing import address
from claims.paging import page_of
from claimtrack.web import page_or_part

PAGE = 50


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """Show articles, the latest to come in first; `q` are words of the title, `outlet` a number."""
    q, number = request.GET.get("q", "").replace("\0", "").strip()[:200], request.GET.get("outlet", "")[:18]
    known = Outlet.objects.filter(outlets_named(int(number))) if number.isascii() and number.isdecimal() else None
    outlet = known.first() if known is not None else None
    found = Article.objects.visible_to(request.user)
    if q:
        found = found.filter(title__icontains=q)
    if outlet:
        found = found.filter(outlet=outlet)
    page = page_of(with_counts(found).order_by("-created_at", "-id"), request.GET.get("cursor"), size=PAGE)
    context = {
        "articles": page.rows,
        "q": q,
        "outlet": outlet,
        "newer": page.newer and f"{address(request.GET)}&cursor={page.newer}",
        "older": page.older and f"{address(request.GET)}&cursor={page.older}",
    }
    return page_or_part(request, "claims/article_list.html", "list", context)


def with_counts(articles: Any) -> Any:
    """Add the outlet, the stage, and the numbers of statements and links in the latest revision."""
    statements = Statement.objects.filter(revision=OuterRef("latest"), claim__hidden_at=None)
    links = Rebuttal.objects.filter(answer__statements__revision=OuterRef("latest")).exclude(
        state=RebuttalState.REJECTED
    )
    return with_stage(articles.select_related("outlet", "duplicate_of")).annotate(
        statement_total=count_of(statements, "pk"), link_total=count_of(links, "pk")
    )


def count_of(rows: QuerySet[Any], column: str) -> Coalesce:
    """Return the number of different values in a column of a correlated query."""
    grouped = rows.order_by().values(one=F("pk") * 0).annotate(n=Count(column, distinct=True)).values("n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)
