"""Claims that editors take out of sight, and those that administrators remove."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.contrib.auth.models import AbstractBaseUser

from claims.actions import undo_of
from claims.correcting import correcting, undo_correction
from claims.models import Action, Claim
from claimtrack.web import Problem, gone, has_role, may_read

SHORTEST_REASON = 5


def hide(claim: Claim, *, reason: str, editor: AbstractBaseUser, now: datetime) -> Action:
    """Take a claim out of all lists and counts, for everybody; its answers stay with the others' claims.

    Raises Problem without a reason, or (409) if it is hidden already.
    """
    return _hide(claim, reason=reason, removed=False, editor=editor, now=now)


def remove(claim: Claim, *, reason: str, editor: AbstractBaseUser, now: datetime) -> Action:
    """Delete a claim for good, as far as readers and editors go: only an administrator can bring it back.

    Its row stays, without a page, so that no later run finds the claim anew. Raises Problem: 403 for others.
    """
    if not has_role(editor, "admin"):
        message = "Deleting needs the role admin. Hide it with a reason instead."
        raise Problem("not_admin", message, status=HTTPStatus.FORBIDDEN)
    return _hide(claim, reason=reason, removed=True, editor=editor, now=now)


def refuse_hidden(user: object, pk: int) -> None:
    """Say that a claim was hidden or deleted, and when, to whoever may read. Raises Problem (410)."""
    hidden = Claim.objects.filter(pk=pk).exclude(hidden_at=None).first() if may_read(user) else None
    if hidden and hidden.hidden_at:
        raise gone("claim", "deleted" if hidden.removed else "hidden", hidden.hidden_at)


def _hide(claim: Claim, *, reason: str, removed: bool, editor: AbstractBaseUser, now: datetime) -> Action:
    reason = " ".join(reason.split())[:500]
    if len(reason) < SHORTEST_REASON:
        raise Problem("no_reason", f"Say why in at least {SHORTEST_REASON} characters.", field="reason")
    if claim.removed or (claim.hidden_at and not removed):
        raise Problem("hidden_before", "This claim is hidden already.", status=HTTPStatus.CONFLICT)
    verb = "delete claim" if removed else "hide claim"
    with correcting(verb, claim, editor=editor, claims=[claim.pk], now=now) as made:
        made.before, made.after = {"shown": True}, {"shown": False, "reason": reason}
        Claim.objects.filter(pk=claim.pk).update(hidden_at=now, hidden_reason=reason, removed=removed)
    return made.written


@undo_of("hide claim")
def _show_again(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:
    undo_correction(action, editor=editor, now=now)
    return "the claim is shown again."


@undo_of("delete claim")
def _bring_back(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:
    if not has_role(editor, "admin"):
        message = "Only an administrator can bring back what was deleted."
        raise Problem("not_admin", message, status=HTTPStatus.FORBIDDEN)
    undo_correction(action, editor=editor, now=now)
    return "the claim is there again."
