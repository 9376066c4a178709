"""The page of a claim."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from claims.alike import similar
from claims.comparing import wordings
from claims.exports.claimreview import review_block
from claims.fact_checks import matches_of
from claims.hiding import refuse_hidden
from claims.models import Assessment, Claim, RebuttalState
from claims.places import places, statements_of
from claims.ties import ties_given, ties_received
from claims.timelines import events
from claims.views.canonical import elsewhere
from claims.watching import changed_since
from claims.wording import RELATIONS_GIVEN
from claimtrack.web import page_or_part

MINUTE = 60


@require_safe
def claim_detail(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show a claim: its words in their place, answers both ways, where else it stands, assessments."""
    claim = find_claim(request.user, pk)
    if moved := elsewhere(request, claim):
        return moved
    site = request.build_absolute_uri("/").rstrip("/")
    page = claim_page(claim)
    tied = {tie.other.pk for tie in (*page["given"], *page["received"])}
    near = similar(claim, user=request.user, apart_from=tied)
    context = {**page, "review": review_block(claim, site), "site": site, "similar": near}
    return page_or_part(request, "claims/claim_detail.html", "answers", context)


@require_safe
def claim_history(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show all that happened to a claim, and what people did to it."""
    claim = find_claim(request.user, pk)
    if moved := elsewhere(request, claim, "history/"):
        return moved
    return render(request, "claims/claim_history.html", claim_page(claim))


@require_safe
def claim_changed(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Tell the page of a claim, opened at `since`, that it shows an old state; nothing (204) while it does not."""
    claim, now = find_claim(request.user, pk), timezone.now()
    try:
        since = parse_datetime(request.GET.get("since", ""))
    except ValueError:
        since = None
    moment = changed_since(claim, since, user=request.user) if since and since.tzinfo else None
    if moment is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    seconds = max(0, int((now - moment).total_seconds()))
    context = {"claim": claim, "ago": f"{seconds} s" if seconds < MINUTE else f"{seconds // MINUTE} min"}
    return render(request, "components/claim_changed.html", context)


def find_claim(user: User | AnonymousUser, pk: int) -> Claim:
    """Return a claim, or what it was merged into. Raises Http404 for unknown ones, Problem (410) for hidden ones."""
    number = Claim.objects.filter(pk=pk, hidden_at=None).values_list("merged_into", flat=True).first() or pk
    found = Claim.objects.visible_to(user).select_related("speaker", "dispute").filter(pk=number).first()
    if found is None:
        refuse_hidden(user, number)
        raise Http404
    return found


def claim_page(claim: Claim) -> dict[str, Any]:
    """Return all that a claim's page shows, in a fixed number of queries."""
    statements = statements_of(claim)
    outlets = dict.fromkeys(s.revision.article.outlet for s in statements if s.revision.article.outlet)
    assessments = list(assessments_of(claim))
    given, received = ties_given(claim), ties_received(claim)
    checks = matches_of(claim)
    return {
        "claim": claim,
        "first": statements[0] if statements else None,
        "places": places(statements),
        "wordings": wordings(statements)[1:],
        "hidden_places": claim.statement_count - len(statements),
        "outlets": list(outlets),
        "given": [tie for tie in given if tie.stands],
        "received": [tie for tie in received if tie.stands],
        "rejected": [tie for tie in (*given, *received) if not tie.stands],
        "assessments": assessments,
        "latest": assessments[0] if assessments else None,
        "checks": [match for match in checks if match.state == RebuttalState.CONFIRMED],
        "open_checks": [match for match in checks if match.state == RebuttalState.SUGGESTED],
        "rejected_checks": [match for match in checks if match.state == RebuttalState.REJECTED],
        "events": events(statements, received, assessments),
        "relations": RELATIONS_GIVEN,
    }


def assessments_of(claim: Claim) -> QuerySet[Assessment]:
    """Return the assessments of a claim with editors and evidence, the latest first."""
    found = Assessment.objects.filter(claim=claim).order_by("-made_at", "-pk")
    return found.select_related("editor", "undoes", "undone_by").prefetch_related(Prefetch("evidence"))
