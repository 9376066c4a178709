"""Claims tied together by answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from claims.cards import cards, with_cards
from claims.models import Claim, Rebuttal, RebuttalState
from claims.paging import page_of
from claims.summaries import disputes_with_claims, summarize
from claims.threads import thread
from claims.views.canonical import elsewhere
from claimtrack.web import may_read, page_or_part

PAGE, MOST_CLAIMS = 30, 300


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
    """Show a dispute as a thread: claims, and below each its answers."""
    found = disputes_with_claims() if may_read(request.user) else disputes_with_claims().none()
    dispute = get_object_or_404(found, pk=pk)
    if moved := elsewhere(request, dispute):
        return moved
    claims = Claim.objects.visible_to(request.user).filter(dispute=dispute).order_by("first_seen", "pk")[:MOST_CLAIMS]
    shown = cards(with_cards(claims))
    links = list(
        Rebuttal.objects.filter(answered__dispute=dispute, answer__dispute=dispute)
        .exclude(state=RebuttalState.REJECTED)
        .select_related("statement__revision")
        .order_by("pk")
    )
    context = {
        "summary": summarize([dispute])[0],
        "turns": thread(shown, links),
        "unanswered": [c for c in shown if c.claim.stance == "accusation" and not c.claim.answer_count],
    }
    return page_or_part(request, "claims/dispute_detail.html", "thread", context)
