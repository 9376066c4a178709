"""Articles and the outlets that publish them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import Article, Outlet, with_stage
from claims.cards import cards, with_cards
from claims.models import Claim, Rebuttal, RebuttalState, Speaker, Statement
from claims.narrowing import address
from claims.paging import page_of
from claims.views.canonical import elsewhere
from claimtrack.web import may_read, page_or_part

PAGE = 50
NEWEST, MOST_QUOTED, LATEST = 20, 20, 5


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """Show articles, the latest to come in first; `q` are words of the title, `outlet` a number."""
    q, number = request.GET.get("q", "").replace("\0", "").strip()[:200], request.GET.get("outlet", "")[:18]
    outlet = Outlet.objects.filter(pk=int(number)).first() if number.isascii() and number.isdecimal() else None
    found = Article.objects.visible_to(request.user)
    if q:
        found = found.filter(title__icontains=q)
    if outlet:
        found = found.filter(outlet=outlet)
    page = page_of(_with_counts(found).order_by("-created_at", "-id"), request.GET.get("cursor"), size=PAGE)
    context = {
        "articles": page.rows,
        "q": q,
        "outlet": outlet,
        "newer": page.newer and f"{address(request.GET)}&cursor={page.newer}",
        "older": page.older and f"{address(request.GET)}&cursor={page.older}",
    }
    return page_or_part(request, "claims/article_list.html", "list", context)


@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    """Show outlets by name."""
    outlets = Outlet.objects.all() if may_read(request.user) else Outlet.objects.none()
    counted = outlets.annotate(
        article_total=Count("articles", filter=Q(articles__withdrawn_at=None)),
        claim_total=_count(
            Statement.objects.filter(revision__article__outlet=OuterRef("pk"), claim__hidden_at=None), "claim"
        ),
    )
    page = page_of(counted.order_by("name", "id"), request.GET.get("cursor"), size=PAGE)
    context = {
        "outlets": page.rows,
        "newer": page.newer and f"?cursor={page.newer}",
        "older": page.older and f"?cursor={page.older}",
    }
    return page_or_part(request, "claims/outlet_list.html", "list", context)


@require_safe
def outlet_detail(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show an outlet: its latest articles, and whom it quotes."""
    outlet = get_object_or_404(Outlet.objects.all() if may_read(request.user) else Outlet.objects.none(), pk=pk)
    if moved := elsewhere(request, outlet):
        return moved
    articles = Article.objects.visible_to(request.user).filter(outlet=outlet)
    stated = Statement.objects.filter(revision__article__outlet=outlet)
    claims = Claim.objects.visible_to(request.user).filter(pk__in=stated.values("claim"))
    context = {
        "outlet": outlet,
        "articles": _with_counts(articles).order_by("-created_at", "-id")[:NEWEST],
        "article_total": articles.count(),
        "claim_total": claims.count(),
        "quoted": Speaker.objects.annotate(n=Count("claims", filter=Q(claims__in=claims)))
        .filter(n__gt=0)
        .order_by("-n", "pk")[:MOST_QUOTED],
        "latest": cards(with_cards(claims.order_by("-first_seen", "-pk"))[:LATEST]),
    }
    return page_or_part(request, "claims/outlet_detail.html", "list", context)


def _with_counts(articles: Any) -> Any:
    """Add the outlet, the stage, and the numbers of statements and links in the latest revision."""
    statements = Statement.objects.filter(revision=OuterRef("latest"), claim__hidden_at=None)
    links = Rebuttal.objects.filter(answer__statements__revision=OuterRef("latest")).exclude(
        state=RebuttalState.REJECTED
    )
    return with_stage(articles.select_related("outlet", "duplicate_of")).annotate(
        statement_total=_count(statements, "pk"), link_total=_count(links, "pk")
    )


def _count(rows: QuerySet[Any], column: str) -> Coalesce:
    """Return the number of different values in a column of a correlated query."""
    grouped = rows.order_by().values(one=F("pk") * 0).annotate(n=Count(column, distinct=True)).values("n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)
