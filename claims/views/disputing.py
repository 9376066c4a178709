"""What editors do on the page of a dispute: decide on its answers, name it, move claims."""

from __future__ import annotations

import re

from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.actions import latest_action
from claims.disputing import move_claim, rename
from claims.extraction.values import Relation
from claims.models import Claim, Dispute, Rebuttal, RebuttalState
from claims.rebutting import decide
from claimtrack.web import Problem, editor_required, go_back, toast


@require_POST
@editor_required
def decide_link(request: HttpRequest, pk: int, rebuttal: int) -> HttpResponse:
    """Confirm or reject an answer within a dispute, take that back, or call it another relation."""
    dispute = get_object_or_404(Dispute, pk=pk)
    link = get_object_or_404(Rebuttal, pk=rebuttal, answered__dispute=dispute)
    state, relation = request.POST.get("state", ""), request.POST.get("relation", "")
    if state not in RebuttalState.values or (relation and relation not in list(Relation)):
        return HttpResponseBadRequest("Choose suggested, confirmed or rejected, and one of the four relations.")
    decide(link, editor=_editor(request), state=state, relation=relation or None, now=timezone.now())
    return _done(request, f"Saved: {RebuttalState(state).label}.", link, dispute)


@require_POST
@editor_required
def rename_dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a dispute a name, or take it away."""
    dispute = get_object_or_404(Dispute, pk=pk)
    try:
        rename(dispute, title=request.POST.get("title", ""), editor=_editor(request), now=timezone.now())
    except Problem as problem:
        toast(request, problem.message, failed=True)
        return go_back(request, dispute.get_absolute_url())
    return _done(request, "Renamed.", dispute, dispute)


@require_POST
@editor_required
def move_to_dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a claim of a dispute to another one, named by its number or its address."""
    dispute = get_object_or_404(Dispute, pk=pk)
    claim = Claim.objects.shown().filter(dispute=dispute, pk=_number(request.POST.get("claim", ""))).first()
    target = Dispute.objects.filter(pk=_number(request.POST.get("to", ""))).first()
    if claim is None or target is None or target == dispute:
        toast(request, "Choose a claim of this dispute, and the number or address of another dispute.", failed=True)
        return go_back(request, dispute.get_absolute_url())
    move_claim(claim, to=target, editor=_editor(request), now=timezone.now())
    return _done(request, "Moved.", claim, dispute)


def _number(text: str) -> int:
    """Return the number in "12", or in an address such as ".../disputes/12-harbour/"; 0 where there is none."""
    found = re.fullmatch(r"(?:.*/disputes/)?(\d{1,18})(?:-.*)?", text.strip()[:500], re.ASCII)
    return int(found[1]) if found else 0


def _done(request: HttpRequest, words: str, obj: Model, dispute: Dispute) -> HttpResponse:
    done = latest_action(obj, by=_editor(request))
    toast(request, words, undo=done.pk if done else None)
    return go_back(request, f"/disputes/{dispute.pk}/")


def _editor(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User), "editor_required lets users only through"  # noqa: S101
    return user
