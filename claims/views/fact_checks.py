"""What editors decide about the fact-checks of others."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.fact_checks import decide_match
from claims.models import FactCheckMatch, RebuttalState
from claims.views.assessing import editor_of
from claims.views.claim import claim_page, find_claim
from claimtrack.web import editor_required, go_back, page_or_part, toast


@require_POST
@editor_required
def decide_fact_check(request: HttpRequest, pk: int, match: int) -> HttpResponse:
    """Confirm or reject that a fact-check is about a claim, or take that back."""
    claim = find_claim(request.user, pk)
    tie = get_object_or_404(FactCheckMatch, pk=match, claim__in=[claim.pk, *claim.merged.values_list("pk", flat=True)])
    state = request.POST.get("state", "")
    if state not in RebuttalState.values:
        return HttpResponseBadRequest("Choose suggested, confirmed or rejected.")
    action = decide_match(tie, editor=editor_of(request), state=state, now=timezone.now())
    toast(request, f"Saved: {RebuttalState(state).label}.", undo=action.pk)
    if "next" in request.POST:
        return go_back(request, claim.get_absolute_url())
    if getattr(request, "htmx", False):
        return page_or_part(request, "claims/claim_detail.html", "checks", claim_page(claim))
    return redirect(f"{claim.get_absolute_url()}#fact-checks")
