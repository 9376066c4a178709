"""What editors do to a dispute: name it, and move claims into it that the links would put elsewhere."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q

from claims.actions import changed_since, record, undo_of
from claims.models import Action, Claim, Dispute
from claims.turns import writing_turn
from claims.upkeep import refresh
from claims.wording import called
from claimtrack.web import Problem

LONGEST_TITLE = 300


def rename(dispute: Dispute, *, title: str, editor: AbstractBaseUser, now: datetime) -> Action:
    """Give a dispute a name; an empty one lets its most answered claim name it again. Raises Problem if it has it."""
    with transaction.atomic():
        dispute = Dispute.objects.select_for_update().get(pk=dispute.pk)
        before, dispute.given_title = dispute.given_title, " ".join(title.split())[:LONGEST_TITLE]
        if dispute.given_title == before:
            raise Problem("nothing_changed", "The dispute is called so already.")
        dispute.save(update_fields=["given_title"])
        after = {"title": dispute.given_title}
        return record("rename dispute", actor=editor, obj=dispute, before={"title": before}, after=after, now=now)


def about(dispute: int) -> Q:
    """Return which actions concern a dispute: its own, those on its claims, and on claims that were moved away."""
    claims = list(Claim.objects.filter(dispute=dispute).values_list("pk", flat=True))
    own = Q(object_type="dispute", object_id=dispute)
    return own | Q(claims__overlap=claims) | Q(verb="move claim", payload__contains={"dispute": dispute})


@undo_of("rename dispute")
def _name_back(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (the log has it)
    dispute = Dispute.objects.select_for_update().filter(pk=action.object_id).first()
    if dispute is None or dispute.given_title != action.after["title"]:
        raise changed_since(action)
    dispute.given_title = action.before["title"]
    dispute.save(update_fields=["given_title"])
    return f"The dispute is called “{dispute.given_title}” again." if dispute.given_title else "It has no name again."


def move_claim(claim: Claim, *, to: Dispute, editor: AbstractBaseUser, now: datetime) -> Action:
    """Put a claim into another dispute, where it stays whatever answers tie it to others."""
    with writing_turn():
        claim = Claim.objects.select_related("speaker", "dispute").get(pk=claim.pk)
        before = {"dispute": str(claim.dispute) if claim.dispute else ""}
        payload = {"dispute": claim.dispute_id, "to": to.pk, "pinned": claim.dispute_pinned}
        _put(claim, to.pk, pinned=True, now=now)
        after = {"dispute": str(to)}
        return record("move claim", actor=editor, obj=claim, before=before, after=after, payload=payload, now=now)


@undo_of("move claim")
def _move_back(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (the log has it)
    with writing_turn():
        claim = Claim.objects.select_related("speaker").filter(pk=action.object_id, merged_into=None).first()
        if claim is None or claim.dispute_id != action.payload["to"]:
            raise changed_since(action)
        former = Dispute.objects.filter(pk=action.payload["dispute"]).values_list("pk", flat=True).first()
        _put(claim, former, pinned=action.payload["pinned"], now=now)
    return f"This claim of {called(claim.speaker)} is in its former dispute again."


def _put(claim: Claim, dispute: int | None, *, pinned: bool, now: datetime) -> None:
    """Write where a claim belongs, and group those anew that were or are tied to it."""
    left = list(Claim.objects.filter(dispute=claim.dispute_id).exclude(dispute=None).values_list("pk", flat=True))
    Claim.objects.filter(pk=claim.pk).update(dispute=dispute, dispute_pinned=pinned)
    refresh({claim.pk, *left}, now=now)
