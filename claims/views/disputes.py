"""Claims tied together by answers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from claims.cards import cards, with_cards
from claims.extraction.values import Relation
from claims.models import Claim, Dispute, Rebuttal, RebuttalState
from claims.paging import page_of
from claims.pictures.coverage import draw_coverage
from claims.pictures.dispute import Row, rows_of
from claims.pictures.graph import draw_graph
from claims.pictures.lanes import draw_lanes
from claims.summaries import disputes_with_claims, summarize
from claims.threads import fold_deep, thread
from claims.views.canonical import elsewhere
from claims.wording import RELATIONS
from claimtrack.web import may_read, page_or_part

PAGE, MOST_CLAIMS = 30, 300
VIEWS = {"thread": "Thread", "timeline": "Timeline", "graph": "Graph", "coverage": "Coverage"}


@require_safe
def dispute_list(request: HttpRequest) -> HttpResponse:
    """Show disputes, the largest first."""
    found = disputes_with_claims() if may_read(request.user) else disputes_with_claims().none()
    page = page_of(found.order_by("-claim_total", "-id"), request.GET.get("cursor"), size=PAGE)
    context = {
        "disputes": summarize(page.rows),
        "newer": page.newer and f"?cursor={page.newer}",
        "older": page.older and f"?cursor={page.older}",
    }
    return page_or_part(request, "claims/dispute_list.html", "list", context)


@require_safe
def dispute_detail(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show a dispute as a thread, in time, as a graph or by outlet; below each picture the table it is drawn from."""
    found = disputes_with_claims() if may_read(request.user) else disputes_with_claims().none()
    dispute = get_object_or_404(found, pk=pk)
    if moved := elsewhere(request, dispute):
        return moved
    claims = Claim.objects.visible_to(request.user).filter(dispute=dispute).order_by("first_seen", "pk")[:MOST_CLAIMS]
    shown, links = cards(with_cards(claims)), _links(dispute)
    standing = [link for link in links if link.state != RebuttalState.REJECTED]
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "thread"
    context = {
        "summary": summarize([dispute])[0],
        "view": view,
        "views": VIEWS.items(),
        "unanswered": [c for c in shown if c.claim.stance == "accusation" and not c.claim.answer_count],
        "cards": shown,
        "relations": [(relation.value, RELATIONS[relation][0]) for relation in Relation],
    }
    if view == "thread":
        root = request.GET.get("root", "")[:18]
        root_number = int(root) if root.isascii() and root.isdecimal() else None
        context["turns"] = fold_deep(thread(shown, standing, root=root_number))
        context["root"] = next((card for card in shown if card.claim.pk == root_number), None)
        context["rejected"] = [link for link in links if link.state == RebuttalState.REJECTED]
    else:
        rows = rows_of(shown, standing)
        context |= {"rows": rows, "picture": _DRAW[view](rows)}
    return page_or_part(request, "claims/dispute_detail.html", "view", context)


_DRAW: dict[str, Callable[[list[Row]], object]] = {
    "timeline": draw_lanes,
    "graph": draw_graph,
    "coverage": draw_coverage,
}


def _links(dispute: Dispute) -> list[Rebuttal]:
    links = Rebuttal.objects.filter(answered__dispute=dispute, answer__dispute=dispute).order_by("pk")
    shown = ("answer__speaker", "answered__speaker", "statement__revision", "answered_statement", "decided_by")
    return list(links.select_related(*shown))
