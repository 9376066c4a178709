"""What editors do to a claim: assess it, take that back, decide on its answers."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from claims.actions import find_action, latest_action
from claims.assessing import InvalidAssessment, Saved, StaleClaim, assess_or_join
from claims.conflicts import chosen, conflict
from claims.extraction.values import Relation
from claims.forms import AssessmentEntry, beginning
from claims.models import Assessment, Claim, Proposal, Rebuttal, RebuttalState, Status
from claims.opposites import opposite_of
from claims.rebutting import decide
from claims.seconding import propose
from claims.verdicts import Verdict
from claims.views.claim import claim_page, find_claim
from claims.views.undoing import undo_and_go
from claimtrack.web import editor_required, go_back, page_or_part, toast


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def assess_claim(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show the form, or record what it says. Nothing typed is lost when it cannot be recorded."""
    claim = find_claim(request.user, pk)
    if request.method != "POST":
        return _form(request, claim, AssessmentEntry(claim, begin=_begin(claim, request.GET)))
    entry = AssessmentEntry(claim, request.POST)
    if "add" in request.POST:
        return _form(request, claim, entry)
    if not entry.is_valid():
        return _form(request, claim, entry, status=422)
    if "preview" in request.POST:
        return _form(request, claim, entry, preview=entry.verdict())
    if "seen" in request.POST:
        return _resolve(request, claim, entry)
    return _save(request, claim, entry.verdict(), version=entry.version)


def _begin(claim: Claim, params: QueryDict) -> Verdict | None:
    """Return what the form begins with: the opposite of the verdict on the claim that this one denies, if asked for."""
    offered = opposite_of(claim, params.get("from", ""))
    return offered or beginning(claim)


def _save(
    request: HttpRequest, claim: Claim, verdict: Verdict, *, version: int, choices: QueryDict | None = None
) -> HttpResponse:
    """Record a verdict, joined with another editor's where both fit; else show what there is to choose."""
    try:
        saved = assess_or_join(claim, editor=editor_of(request), verdict=verdict, version=version, now=timezone.now())
    except StaleClaim:
        return _conflict(request, claim, verdict, seen=version, choices=choices)
    say_done(request, _words(saved), claim)
    return go_back(request, claim.get_absolute_url())


def _words(saved: Saved) -> str:
    label = Status(saved.made.status).label
    if isinstance(saved.made, Proposal):
        return f"Proposed: {label}. It counts once another editor agrees."
    if saved.joined:
        return f"Saved: {label}, together with what {saved.joined.editor} changed meanwhile."
    return f"Saved: {label}."


def _resolve(request: HttpRequest, claim: Claim, entry: AssessmentEntry) -> HttpResponse:
    """Record the mix that was chosen on the page of a conflict, or hand one's own verdict to the other editor."""
    seen = request.POST["seen"]
    begun = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    mine = entry.verdict()
    if "ask" in request.POST:
        try:
            made = propose(claim, mine, editor=editor_of(request), version=entry.version, now=timezone.now())
        except StaleClaim:
            return _conflict(request, claim, mine, seen=begun, choices=request.POST)
        say_done(request, f"Proposed: {Status(made.status).label}. The other editors see it.", claim)
        return go_back(request, claim.get_absolute_url())
    if claim.version != entry.version:
        return _conflict(request, claim, mine, seen=begun, choices=request.POST)
    mix = chosen(conflict(claim, mine, seen=begun, choices=request.POST))
    try:
        return _save(request, claim, mix, version=entry.version, choices=request.POST)
    except InvalidAssessment as error:
        return _conflict(request, claim, mine, seen=begun, choices=request.POST, errors=error.errors)


def _conflict(
    request: HttpRequest,
    claim: Claim,
    mine: Verdict,
    *,
    seen: int,
    choices: QueryDict | None,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    """Show what was there, what was saved meanwhile and what was typed, to be chosen from."""
    claim.refresh_from_db()
    shown = conflict(claim, mine, seen=seen, choices=choices)
    context = {
        "claim": claim,
        "conflict": shown,
        "seen": seen,
        "errors": list((errors or {}).values()),
        "next": request.POST.get("next", ""),
        "first": claim.statements.order_by("pk").first(),
    }
    return page_or_part(request, "claims/conflict.html", "form", context, status=422 if errors else 409)


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
    decide(link, editor=editor_of(request), state=state, relation=relation or None, now=timezone.now())
    say_done(request, f"Saved: {RebuttalState(state).label}.", link)
    if "next" in request.POST:
        return go_back(request, claim.get_absolute_url())
    if getattr(request, "htmx", False):
        claim.refresh_from_db()
        return page_or_part(request, "claims/claim_detail.html", "answers", claim_page(claim))
    return redirect(claim)


def _form(
    request: HttpRequest, claim: Claim, entry: AssessmentEntry, *, status: int = 200, preview: Verdict | None = None
) -> HttpResponse:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    shared = {"entry": entry, "preview": preview, "next": wanted, "keys": "keys" in request.POST}
    context = {**claim_page(claim), **shared}
    return page_or_part(request, "claims/assess.html", "form", context, status=status)


def say_done(request: HttpRequest, words: str, obj: Model) -> None:
    """Say what was saved, with an Undo."""
    done = latest_action(obj, by=editor_of(request))
    toast(request, words, undo=done.pk if done else None)


def editor_of(request: HttpRequest) -> User:
    """Return the editor who sends a request that `editor_required` let through."""
    user = request.user
    assert isinstance(user, User), "editor_required lets users only through"  # noqa: S101
    return user
