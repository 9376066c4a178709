"""Taking an action back, from a toast, a history or the log."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims import actions
from claims.models import Action
from claimtrack.web import Problem, go_back, toast


@require_POST
@login_required
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo an action, say what is so again or why it cannot be undone, and go back to where one was."""
    action = get_object_or_404(Action.objects.visible_to(request.user), pk=pk)
    return undo_and_go(request, action, to=resolve_url("overview"))


def undo_and_go(request: HttpRequest, action: Action, *, to: str) -> HttpResponse:
    """Undo, and lead to the form's `next`, or else `to`; a toast says what became of it."""
    assert isinstance(request.user, User), "only users get here"  # noqa: S101
    try:
        words = actions.undo(action, editor=request.user, now=timezone.now())
    except Problem as problem:
        toast(request, problem.message, failed=True)
    else:
        toast(request, f"Undone: {words}")
    return go_back(request, to)
