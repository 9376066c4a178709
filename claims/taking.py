"""Editors take claims so that no two work on one at once. It lasts half an hour, and is advice, not a lock."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from claims.actions import record, undo_of
from claims.models import Action, Assessment, Claim, Status
from claims.upkeep import mark_changed
from claims.wording import called
from claimtrack.web import Problem

LASTS = timedelta(minutes=30)


def take(claim: Claim, *, editor: AbstractBaseUser, now: datetime, to: AbstractBaseUser | None = None) -> Action:
    """Take a claim for half an hour, or for another half; while it is unverified, readers see it in review.

    With `to`, it is given to another editor. Raises Problem (409) if somebody else has it.
    """
    to = to or editor
    with transaction.atomic():
        claim = Claim.objects.select_for_update(of=("self",)).select_related("speaker").get(pk=claim.pk)
        holder = holder_of(claim, now=now)
        if holder is not None and holder.pk != to.pk:
            message = f"{holder} has taken this claim until {claim.taken_until:%H:%M} UTC. You can still assess it."
            raise Problem("taken", message, status=HTTPStatus.CONFLICT)
        status = Status.IN_REVIEW if claim.status == Status.UNVERIFIED else claim.status
        Claim.objects.filter(pk=claim.pk).update(taken_by=to.pk, taken_until=now + LASTS, status=status)
        mark_changed([claim.pk])
        after = {"status": status} | ({"taken by": str(to)} if to.pk != editor.pk else {})
        before, payload = {"status": claim.status}, {"holder": to.pk}
        return record("take claim", actor=editor, obj=claim, before=before, after=after, payload=payload, now=now)


def release(claim: Claim, *, editor: AbstractBaseUser, now: datetime) -> Action:
    """Give a claim back that one has taken. Raises Problem (409) if one has not."""
    with transaction.atomic():
        claim = Claim.objects.select_for_update(of=("self",)).select_related("speaker").get(pk=claim.pk)
        if claim.taken_by_id != editor.pk:
            raise Problem("not_taken", "You have not taken this claim.", status=HTTPStatus.CONFLICT)
        _free(Claim.objects.filter(pk=claim.pk))
        after = Claim.objects.get(pk=claim.pk).status
        return record(
            "release claim", actor=editor, obj=claim, before={"status": claim.status}, after={"status": after}, now=now
        )


def release_expired(*, now: datetime) -> int:
    """Free the claims whose half hour is over; return how many."""
    return _free(Claim.objects.filter(taken_until__lte=now))


def holder_of(claim: Claim, *, now: datetime) -> AbstractBaseUser | None:
    """Return who has a claim now."""
    return claim.taken_by if claim.taken_until and claim.taken_until > now else None


def _free(claims: QuerySet[Claim]) -> int:
    """Free claims; those in review for no other reason have the status of their latest assessment again."""
    latest = Assessment.objects.filter(claim=OuterRef("pk")).order_by("-made_at", "-pk").values("status")[:1]
    status = Coalesce(Subquery(latest), Value(Status.UNVERIFIED.value))
    numbers = list(claims.filter(Q(taken_by__isnull=False) | Q(taken_until__isnull=False)).values_list("pk", flat=True))
    Claim.objects.filter(pk__in=numbers, status=Status.IN_REVIEW).update(status=status)
    mark_changed(numbers)
    return Claim.objects.filter(pk__in=numbers).update(taken_by=None, taken_until=None)


@undo_of("take claim")
def _give_back(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (the log has it)
    claim = Claim.objects.select_related("speaker").get(pk=action.object_id)
    _free(Claim.objects.filter(pk=claim.pk, taken_by=action.payload.get("holder", action.actor_id)))
    return f"this claim of {called(claim.speaker)} is free again."


@undo_of("release claim")
def _take_back(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:
    claim = Claim.objects.select_related("speaker").get(pk=action.object_id)
    take(claim, editor=editor, now=now)
    return f"you have taken this claim of {called(claim.speaker)} again."
