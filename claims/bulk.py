"""One decision on many claims or answers: all of it or nothing, with one Undo for the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from http import HTTPStatus

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from claims.actions import gather, latest_action
from claims.assessing import assess
from claims.models import Action, Claim, Rebuttal, RebuttalState
from claims.rebutting import decide
from claims.taking import release, take
from claims.turns import writing_turn
from claims.verdicts import StaleClaim, Verdict
from claimtrack.web import Problem

MOST = 200


class ChangedMeanwhile(Exception):  # noqa: N818  (a state of things, not a fault)
    """Some of the claims or answers moved on since the editor saw them; `numbers` says which."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self.numbers = frozenset(numbers)
        super().__init__(f"{len(self.numbers)} changed meanwhile")


def assess_together(
    claims: Sequence[tuple[Claim, int]], *, editor: AbstractBaseUser, verdict: Verdict, now: datetime
) -> Action:
    """Record one verdict on claims, each with the version that the editor saw; each is judged on its own sentence.

    Raises Problem (422) for none or too many, InvalidAssessment, or ChangedMeanwhile; all write nothing.
    """
    _check([claim for claim, _ in claims])
    parts, stale = [], []
    with transaction.atomic():
        for claim, version in claims:
            try:
                assess(
                    claim,
                    editor=editor,
                    status=verdict.status,
                    rationale=verdict.rationale,
                    evidence=verdict.evidence,
                    version=version,
                    now=now,
                )
            except StaleClaim:
                stale.append(claim.pk)
            else:
                parts.append(_latest(claim, editor))
        if stale:
            raise ChangedMeanwhile(stale)
        return gather("assess together", parts, actor=editor, now=now)


def decide_together(links: Sequence[Rebuttal], *, editor: AbstractBaseUser, state: str, now: datetime) -> Action:
    """Confirm or reject suggested answers. Raises Problem (422), or ChangedMeanwhile where some are decided by now."""
    _check(links)
    with writing_turn():
        numbers = [link.pk for link in links]
        waiting = Rebuttal.objects.filter(pk__in=numbers, state=RebuttalState.SUGGESTED).in_bulk()
        if decided := set(numbers) - waiting.keys():
            raise ChangedMeanwhile(decided)
        parts = [_latest(decide(waiting[number], editor=editor, state=state, now=now), editor) for number in waiting]
        return gather("decide answers together", parts, actor=editor, now=now)


def take_together(
    claims: Sequence[Claim], *, editor: AbstractBaseUser, now: datetime, to: AbstractBaseUser | None = None
) -> Action:
    """Take claims, or give them to another editor. Raises Problem: 422, or 409 where somebody else has some."""
    _check(claims)
    with transaction.atomic():
        parts = [take(claim, editor=editor, to=to, now=now) for claim in claims]
        return gather("take together", parts, actor=editor, now=now)


def release_together(claims: Sequence[Claim], *, editor: AbstractBaseUser, now: datetime) -> Action:
    """Give claims back that one has taken. Raises Problem: 422, or 409 where one has not taken them all."""
    _check(claims)
    with transaction.atomic():
        parts = [release(claim, editor=editor, now=now) for claim in claims]
        return gather("release together", parts, actor=editor, now=now)


def _check(rows: Sequence[Claim] | Sequence[Rebuttal]) -> None:
    if not rows:
        raise Problem("nothing_chosen", "Choose at least one.")
    if len(rows) > MOST:
        message = f"At most {MOST} can be changed at once; these are {len(rows)}. Choose fewer."
        raise Problem("too_many", message, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _latest(row: Claim | Rebuttal, editor: AbstractBaseUser) -> Action:
    """Return the action that was just written down for a row."""
    made = latest_action(row, by=editor)
    assert made is not None, "every verb writes itself down"  # noqa: S101
    return made
