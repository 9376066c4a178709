"""Whether a claim has changed since somebody opened its page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Max, Q

from claims.models import Action, Claim, Rebuttal


def changed_since(claim: Claim, since: datetime, *, user: AbstractBaseUser | AnonymousUser) -> datetime | None:
    """Return when somebody else, or the machine, changed a claim or its answers last, if that was after a moment.

    What the user did meanwhile is no news; what the machine did at the same time is not told apart from it.
    """
    done = Action.objects.filter(claims__contains=[claim.pk], private=False, made_at__gt=since)
    if done.filter(actor__isnull=False, actor=user.pk).exists():
        return _latest(done.exclude(actor=user.pk), "made_at")
    answers = Rebuttal.objects.filter(Q(answer=claim) | Q(answered=claim), created_at__gt=since)
    updated = claim.updated_at if claim.updated_at > since else None
    found = [_latest(done, "made_at"), _latest(answers, "created_at"), updated]
    return max((moment for moment in found if moment), default=None)


def _latest(rows: Any, column: str) -> datetime | None:
    moment: datetime | None = rows.aggregate(latest=Max(column))["latest"]
    return moment
