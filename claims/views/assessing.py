"""What editors do to a claim: assess it, take that back, decide on its answers."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from claims.actions import find_action, latest_action
from claims.assessing import StaleClaim, assess
from claims.extraction.values import Relation
from claims.forms import AssessmentEntry
from claims.models import Assessment, Claim, Proposal, Rebuttal, RebuttalState, Status
from claims.rebutting import decide
from claims.views.claim import claim_page, find_claim
from claims.views.undoing import undo_and_go
from claimtrack.web import editor_required, lead_to, page_or_part, toast


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def assess_claim(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show the form, or record what it says. Nothing typed is lost when it cannot be recorded."""
    claim = find_claim(request.user, pk)
    entry = AssessmentEntry(claim, request.POST if request.method == "POST" else None)
    if request.method != "POST" or "add" in request.POST:
        return _form(request, claim, entry)
    if not entry.is_valid():
        return _form(request, claim, entry, status=422)
    given = entry.form.cleaned_data
    try:
        made = assess(claim, editor=_editor(request), evidence=entry.links(), now=timezone.now(), **given)
    except StaleClaim:
        return _conflict(request, claim, entry)
    if isinstance(made, Proposal):
        toast(request, f"Proposed: {Status(made.status).label}. It counts once another editor agrees.")
    else:
        _say(request, f"Saved: {Status(made.status).label}.", claim)
    return lead_to(request, claim.get_absolute_url())


@require_POST
@editor_required
def withdraw_assessment(request: HttpRequest, pk: int, assessment: int) -> HttpResponse:
    """Take the latest assessment back."""
    made = get_object_or_404(Assessment.objects.select_related("claim"), pk=assessment, claim=pk)
    return undo_and_go(request, find_action("assess", assessment=made.pk), to=made.claim.get_absolute_url())


@require_POST
@editor_required
def decide_answer(request: HttpRequest, pk: int, rebuttal: int) -> HttpResponse:
    """Confirm or reject a suggested answer, or take that back; the page shows the claim with its answers."""
    claim = find_claim(request.user, pk)
    link = get_object_or_404(Rebuttal.objects.filter(Q(answer=claim) | Q(answered=claim)), pk=rebuttal)
    state, relation = request.POST.get("state", ""), request.POST.get("relation", "")
    if state not in RebuttalState.values or (relation and relation not in list(Relation)):
        return HttpResponseBadRequest("Choose suggested, confirmed or rejected.")
    decide(link, editor=_editor(request), state=state, relation=relation or None, now=timezone.now())
    _say(request, f"Saved: {RebuttalState(state).label}.", link)
    if getattr(request, "htmx", False):
        claim.refresh_from_db()
        return page_or_part(request, "claims/claim_detail.html", "answers", claim_page(claim))
    return redirect(claim)


def _form(request: HttpRequest, claim: Claim, entry: AssessmentEntry, *, status: int = 200) -> HttpResponse:
    context = {**claim_page(claim), "entry": entry}
    return page_or_part(request, "claims/assess.html", "form", context, status=status)


def _conflict(request: HttpRequest, claim: Claim, entry: AssessmentEntry) -> HttpResponse:
    """Show what was saved meanwhile beside what was typed, which can be sent again."""
    claim.refresh_from_db()
    entry.renew(claim.version)
    context = {**claim_page(claim), "entry": entry, "mine": entry.form["status"].value()}
    return page_or_part(request, "claims/conflict.html", "form", context, status=409)


def _say(request: HttpRequest, words: str, obj: Model) -> None:
    """Say what was saved, with an Undo."""
    done = latest_action(obj, by=_editor(request))
    toast(request, words, undo=done.pk if done else None)


def _editor(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User), "editor_required lets users only through"  # noqa: S101
    return user
