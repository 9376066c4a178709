"""The log of actions, and undoing them.

A verb calls `record` in its own transaction. The module of the verb registers how it is undone:

    @undo_of("rename speaker")
    def _give_name_back(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:
        ...raise changed_since(action) where the state has moved on; return what is so again, as a sentence
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from claims.models import Action, Claim, Rebuttal, Speaker, Statement
from claims.models.action import ActionQuerySet
from claims.wording import called
from claimtrack.web import Problem, has_role


class Undo(Protocol):
    """Takes an action back, within a transaction, and returns what is so again, in words."""

    def __call__(self, action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:
        """Raise Problem (409) where the state has moved on since."""


UNDO: dict[str, Undo] = {}


def undo_of(verb: str) -> Callable[[Undo], Undo]:
    """Register the function that undoes a verb."""

    def register(function: Undo) -> Undo:
        UNDO[verb] = function
        return function

    return register


def record(
    verb: str,
    *,
    actor: AbstractBaseUser | None,
    obj: models.Model,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    now: datetime,
    payload: dict[str, Any] | None = None,
    label: str = "",
    claims: Iterable[int] | None = None,
    private: bool = False,
) -> Action:
    """Write an action down, within the transaction of the verb.

    `before` and `after` hold plain values for people to read, `payload` what undoing needs. `label` and `claims`, what
    the object is called and which claims are concerned, come from the object unless given.
    """
    return Action.objects.create(
        verb=verb,
        actor_id=actor.pk if actor else None,
        object_type=str(obj._meta.model_name),
        object_id=obj.pk,
        label=(label or _called(obj))[:300],
        claims=sorted(set(_concerned(obj) if claims is None else claims)),
        before=before or {},
        after=after or {},
        payload=payload or {},
        private=private,
        made_at=now,
    )


def gather(verb: str, parts: Sequence[Action], *, actor: AbstractBaseUser, now: datetime) -> Action:
    """Put several actions under one row, which undoes all of them or none. Call it in their transaction."""
    first, more = parts[0], len(parts) - 1
    whole = Action.objects.create(
        verb=verb,
        actor_id=actor.pk,
        object_type=first.object_type,
        object_id=first.object_id,
        label=f"{first.label[:200]} and {more} more" if more else first.label,
        claims=sorted({number for part in parts for number in part.claims}),
        payload={"parts": len(parts)},
        made_at=now,
    )
    Action.objects.filter(pk__in=[part.pk for part in parts]).update(part_of=whole)
    return whole


def may_undo(action: Action, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Return whether a user may take an action back: editors any, others their own; no query for rows of a list."""
    if action.undone_at or action.undoes_id or not (action.verb in UNDO or "parts" in action.payload):
        return False
    return action.actor_id == user.pk or (has_role(user, "editor") and not action.private)


def undo(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:
    """Take an action back, and return what is so again, in words.

    Nothing is erased: the action is marked as undone, and a row that `undoes` it says who did. Raises Problem: 403
    where the user may not, 409 where it was undone before or its object has changed since.
    """
    with transaction.atomic():
        action = Action.objects.select_for_update(of=["self"]).select_related("undone_by").get(pk=action.pk)
        if action.undone_at:
            message = f"This was undone before ({_who_when(action.undone_by, action.undone_at)})."
            raise Problem("undone_before", message, status=HTTPStatus.CONFLICT)
        if not may_undo(action, editor):
            message = "Undoing this needs the role editor. Ask an administrator of this installation for it."
            raise Problem("not_undoable", message, status=HTTPStatus.FORBIDDEN)
        words = _undo_parts(action, editor, now) if "parts" in action.payload else _undo_one(action, editor, now)
        Action.objects.filter(pk=action.pk).update(undone_at=now, undone_by=editor.pk)
        Action.objects.create(
            verb=action.verb,
            actor_id=editor.pk,
            object_type=action.object_type,
            object_id=action.object_id,
            label=action.label,
            claims=action.claims,
            before=action.after,
            after=action.before,
            private=action.private,
            undoes=action,
            made_at=now,
        )
    return words


def _undo_one(action: Action, editor: AbstractBaseUser, now: datetime) -> str:
    return UNDO[action.verb](action, editor=editor, now=now)


def _undo_parts(whole: Action, editor: AbstractBaseUser, now: datetime) -> str:
    parts = whole.parts.filter(undone_at=None).order_by("-made_at", "-id")
    for part in parts:
        undo(part, editor=editor, now=now)
    return f"{len(parts)} changes were taken back."


def find_action(verb: str, **payload: Any) -> Action:
    """Return the action of a verb that is known by what its payload holds. Raises Problem (409) without one."""
    found = Action.objects.filter(verb=verb, payload__contains=payload).order_by("-id").first()
    if found is None:
        message = "This was done before actions were written down, so it cannot be undone by itself."
        raise Problem("not_recorded", message, status=HTTPStatus.CONFLICT)
    return found


def latest_action(obj: models.Model, *, by: AbstractBaseUser) -> Action | None:
    """Return what a user did last to an object, for the Undo of a toast."""
    own = Action.objects.filter(object_type=obj._meta.model_name, object_id=obj.pk, actor=by.pk)
    return own.order_by("-id").first()


def history_of(claim: Claim) -> ActionQuerySet:
    """Return what was done to a claim, or to others that are part of it now, the latest first."""
    numbers = [claim.pk, *Claim.objects.filter(merged_into=claim).values_list("pk", flat=True)]
    return Action.objects.filter(claims__overlap=numbers, private=False, parts=None).newest()


def changed_since(action: Action) -> Problem:
    """Return the refusal to undo an action alone, which names who changed its object after it."""
    later = Action.objects.filter(
        object_type=action.object_type, object_id=action.object_id, pk__gt=action.pk, undone_at=None, undoes=None
    )
    latest = later.newest().first()
    who = f" ({_who_when(latest.actor, latest.made_at)})" if latest else ""
    message = f"This was changed again since{who}, so it cannot be undone alone. Open the history."
    return Problem("changed_since", message, status=HTTPStatus.CONFLICT)


def _who_when(user: AbstractBaseUser | None, moment: datetime) -> str:
    """Return e.g. "Ana, 14:31", with the date unless it is of the last hours."""
    local = localtime(moment)
    form = "H:i" if localtime().date() == local.date() else "j F Y, H:i"
    return f"{user or 'the machine'}, {date_format(local, form)}"


def _called(obj: models.Model) -> str:
    match obj:
        case Claim():
            return f"{called(obj.speaker)}: {obj.text}"
        case Rebuttal():
            return f"{called(obj.answer.speaker)} {obj.relation} {called(obj.answered.speaker)}: {obj.answered.text}"
        case Speaker():
            return called(obj)
        case _:
            return str(obj)


def _concerned(obj: models.Model) -> list[int]:
    match obj:
        case Claim():
            return [obj.pk]
        case Rebuttal():
            return [obj.answer_id, obj.answered_id]
        case Statement():
            return [obj.claim_id]
        case _:
            return []
