"""Second opinions: agreeing with a proposed verdict, sending it back, taking it back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.models import Claim, Proposal, Status
from claims.seconding import agree, retract, send_back
from claims.views.assessing import editor_of, say_done
from claimtrack.web import Problem, editor_required, go_back, toast


@require_POST
@editor_required
def decide_proposal(request: HttpRequest, pk: int, decision: str) -> HttpResponse:
    """Agree, send back with a note, or take one's own proposal back."""
    visible = Claim.objects.visible_to(request.user)
    proposal = get_object_or_404(Proposal.objects.select_related("claim__speaker"), pk=pk, claim__in=visible)
    editor, now = editor_of(request), timezone.now()
    label = Status(proposal.status).label
    try:
        if decision == "agree":
            agree(proposal, editor=editor, now=now)
            words = f"Agreed: {label} is public now."
        elif decision == "return":
            send_back(proposal, editor=editor, note=request.POST.get("note", ""), now=now)
            words = f"Sent back to {proposal.editor}."
        elif decision == "retract":
            retract(proposal, editor=editor, now=now)
            words = f"Your proposal {label} is taken back."
        else:
            raise Http404
    except Problem as problem:
        toast(request, problem.message, failed=True)
    else:
        say_done(request, words, proposal.claim)
    return go_back(request, proposal.claim.get_absolute_url())
