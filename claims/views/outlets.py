"""Outlets: what they report, whom they quote, which answers they left out, and correcting what is known of them."""

from __future__ import annotations

from functools import partial

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article, Outlet, with_stage
from claims.cards import cards, with_cards
from claims.corrections import Correction
from claims.exports.lists import outlet_rows
from claims.leaving_out import left_out, with_ends
from claims.lists import OUTLETS, with_counts, with_outlet_totals
from claims.models import Claim, Speaker, Statement
from claims.outlet_editing import EDITS
from claims.paging import page_of
from claims.search import count_found, in_words
from claims.views.canonical import elsewhere
from claims.views.corrected import corrected
from claims.views.frames import list_file, list_page
from claimtrack.web import editor_required, may_read, page_or_part

NEWEST, MOST_QUOTED, LATEST, LEFT_OUT = 20, 20, 8, 10


@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    """Show outlets by name."""
    rows = _readable(request.user).filter(merged_into=None)
    return list_page(request, OUTLETS, rows, counted=with_outlet_totals, show=lambda page: {"outlets": page})


@require_safe
def outlet_file(request: HttpRequest, file_format: str) -> StreamingHttpResponse:
    """Stream the outlets of the list at the same address."""
    rows = _readable(request.user).filter(merged_into=None)
    return list_file(request, OUTLETS, rows, counted=with_outlet_totals, flat=outlet_rows, file_format=file_format)


@require_safe
def outlet_detail(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show an outlet: its latest articles, whom it quotes, and the answers it did not report."""
    outlet = get_object_or_404(_readable(request.user).select_related("merged_into"), pk=pk)
    if outlet.merged_into:
        return redirect(outlet.merged_into, permanent=True)
    if moved := elsewhere(request, outlet):
        return moved
    articles = Article.objects.visible_to(request.user).filter(outlet=outlet)
    stated = Statement.objects.filter(revision__article__outlet=outlet)
    claims = Claim.objects.visible_to(request.user).filter(pk__in=stated.values("claim"))
    missing = left_out(outlet, request.user)
    page = page_of(missing, request.GET.get("cursor"), size=LEFT_OUT)
    context = {
        "outlet": outlet,
        "former": outlet.former.order_by("name"),
        "articles": with_counts(with_stage(articles)).order_by("-created_at", "-id")[:NEWEST],
        "article_total": articles.count(),
        "claim_total": claims.count(),
        "quoted": _quoted(claims),
        "latest": cards(with_cards(claims.order_by("-first_seen", "-pk"))[:LATEST]),
        "left_out": with_ends(page.rows),
        "left_out_words": in_words(count_found(missing), "answer"),
        "neighbours": page.neighbours("?", at="#left-out"),
    }
    return page_or_part(request, "claims/outlet_detail.html", "list", context)


def _quoted(claims: QuerySet[Claim]) -> list[tuple[Speaker, int]]:
    """Return who makes the most of some claims, with how many; two queries."""
    counted = claims.order_by().values_list("speaker").annotate(n=Count("pk")).order_by("-n", "speaker")
    numbers = dict(counted[:MOST_QUOTED])
    speakers = Speaker.objects.in_bulk(numbers)
    return [(speakers[pk], number) for pk, number in numbers.items()]


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def edit_outlet(request: HttpRequest, pk: int, what: str, _slug: str = "") -> HttpResponse:
    """Show the form of a correction, or do it: with an Undo, on the page of what is there now."""
    outlet, kind = get_object_or_404(Outlet.objects.current(), pk=pk), EDITS.get(what)
    if kind is None:
        raise Http404
    show = partial(_form, request, outlet, what)
    if request.method != "POST":
        return show(kind(outlet, request.GET))
    return corrected(request, kind(outlet, request.GET, request.POST), show)


def _form(request: HttpRequest, outlet: Outlet, what: str, form: Correction, *, status: int = 200) -> HttpResponse:
    context = {"outlet": outlet, "what": what, "form": form}
    return page_or_part(request, "claims/outlet_edit.html", "form", context, status=status)


def _readable(user: object) -> QuerySet[Outlet]:
    return Outlet.objects.all() if may_read(user) else Outlet.objects.none()
