"""Claims tied together by answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from claims.cards import Card, cards, with_cards
from claims.exports.lists import dispute_rows
from claims.lists import DISPUTES
from claims.models import Claim, Dispute, Rebuttal, RebuttalState
from claims.pictures.coverage import draw_coverage
from claims.pictures.dispute import Row, rows_of, table_rows
from claims.pictures.graph import draw_graph
from claims.pictures.lanes import draw_lanes
from claims.search import in_words
from claims.summaries import disputes_with_claims, summarize
from claims.threads import fold_deep, thread
from claims.views.canonical import elsewhere
from claims.views.files import offer, row_file, site_of
from claims.views.frames import list_file, list_page
from claims.wording import RELATIONS_GIVEN
from claimtrack.web import may_read, page_or_part

PAGE, MOST_CLAIMS = 30, 300
VIEWS = {"thread": "Thread", "timeline": "Timeline", "graph": "Graph", "coverage": "Coverage"}


@require_safe
def dispute_list(request: HttpRequest) -> HttpResponse:
    """Show disputes, the largest first."""
    return list_page(
        request,
        DISPUTES,
        _disputes(request),
        counted=lambda found: found,
        show=lambda page: {"disputes": summarize(page)},
        size=PAGE,
    )


@require_safe
def dispute_file(request: HttpRequest, file_format: str) -> StreamingHttpResponse:
    """Stream the disputes of the list at the same address."""
    found = _disputes(request)
    return list_file(request, DISPUTES, found, counted=lambda rows: rows, flat=dispute_rows, file_format=file_format)


def _disputes(request: HttpRequest) -> QuerySet[Any]:
    return disputes_with_claims() if may_read(request.user) else disputes_with_claims().none()


@require_safe
def dispute_detail(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show a dispute as a thread, in time, as a graph or by outlet; below each picture the table it is drawn from."""
    dispute = get_object_or_404(_disputes(request), pk=pk)
    if moved := elsewhere(request, dispute):
        return moved
    shown, links = _shown(request, dispute), _links(dispute)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "thread"
    context = {
        "summary": summarize([dispute])[0],
        "view": view,
        "views": VIEWS.items(),
        "unanswered": [c for c in shown if c.claim.stance == "accusation" and not c.claim.answer_count],
        "cards": shown,
        "export": offer(request, QueryDict()),
        "number": in_words(len(shown), "claim"),
        "relations": RELATIONS_GIVEN,
    }
    if view == "thread":
        root = request.GET.get("root", "")[:18]
        root_number = int(root) if root.isascii() and root.isdecimal() else None
        context["turns"] = fold_deep(thread(shown, _standing(links), root=root_number))
        context["root"] = next((card for card in shown if card.claim.pk == root_number), None)
        context["rejected"] = [link for link in links if link.state == RebuttalState.REJECTED]
    else:
        rows = rows_of(shown, _standing(links))
        context |= {"rows": rows, "picture": _DRAW[view](rows)}
    return page_or_part(request, "claims/dispute_detail.html", "view", context)


@require_safe
def dispute_table(request: HttpRequest, pk: int, _slug: str, file_format: str) -> StreamingHttpResponse:
    """Stream the table of a dispute."""
    dispute = get_object_or_404(_disputes(request), pk=pk)
    rows = rows_of(_shown(request, dispute), _standing(_links(dispute)))
    return row_file(lambda: table_rows(rows, site_of(request)), name=f"dispute-{pk}", file_format=file_format)


_DRAW: dict[str, Callable[[list[Row]], object]] = {
    "timeline": draw_lanes,
    "graph": draw_graph,
    "coverage": draw_coverage,
}


def _shown(request: HttpRequest, dispute: Dispute) -> list[Card]:
    claims = Claim.objects.visible_to(request.user).filter(dispute=dispute).order_by("first_seen", "pk")
    return cards(with_cards(claims[:MOST_CLAIMS]))


def _standing(links: list[Rebuttal]) -> list[Rebuttal]:
    return [link for link in links if link.state != RebuttalState.REJECTED]


def _links(dispute: Dispute) -> list[Rebuttal]:
    links = Rebuttal.objects.filter(answered__dispute=dispute, answer__dispute=dispute).order_by("pk")
    shown = ("answer__speaker", "answered__speaker", "statement__revision", "answered_statement", "decided_by")
    return list(links.select_related(*shown))
