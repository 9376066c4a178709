"""Editors' verdicts on claims. Assessments are only ever added; the latest one counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F

from claims.actions import changed_since, find_action, undo, undo_of
from claims.models import Action, Assessment, Claim, Proposal, Status
from claims.seconding import needs_second_opinion, propose, reopen
from claims.upkeep import mark_changed
from claims.verdicts import (
    EvidenceLink,
    InvalidAssessment,
    StaleClaim,
    Verdict,
    find_errors,
    first_standing,
    join_verdicts,
    standing,
    verdict_of,
    write_verdict,
)
from claims.wording import called

__all__ = ["EvidenceLink", "InvalidAssessment", "StaleClaim", "assess", "assess_or_join", "withdraw"]


def assess(
    claim: Claim,
    *,
    editor: AbstractBaseUser,
    status: str,
    rationale: str,
    evidence: Sequence[EvidenceLink],
    reviewed: str = "",
    version: int,
    now: datetime,
) -> Assessment | Proposal:
    """Record an editor's verdict; earlier ones stay as history. Where it needs a second opinion, it is proposed.

    `version` is the one the editor saw, `reviewed` the sentence judged (by default the claim with its speech act).
    Raises InvalidAssessment, or StaleClaim if the claim has moved on since; both write nothing.
    """
    return _save(claim, Verdict(status, rationale, tuple(evidence), reviewed), editor=editor, version=version, now=now)


def _save(
    claim: Claim, verdict: Verdict, *, editor: AbstractBaseUser, version: int, now: datetime
) -> Assessment | Proposal:
    if errors := find_errors(status=verdict.status, rationale=verdict.rationale, evidence=verdict.evidence):
        raise InvalidAssessment(errors)
    save = propose if needs_second_opinion(verdict.status) else write_verdict
    return save(claim, verdict, editor=editor, version=version, now=now)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was recorded, and the assessment of somebody else that it was joined with."""

    made: Assessment | Proposal
    joined: Assessment | None = None


def assess_or_join(claim: Claim, *, editor: AbstractBaseUser, verdict: Verdict, version: int, now: datetime) -> Saved:
    """Record a verdict; if somebody else's came first and both do not touch each other, record them joined.

    Raises InvalidAssessment, or StaleClaim where the editor has to choose.
    """
    try:
        return Saved(_save(claim, verdict, editor=editor, version=version, now=now))
    except StaleClaim:
        current = Claim.objects.get(pk=claim.pk)
        theirs = standing(current)
        joined = join_verdicts(verdict_of(standing(claim, version=version)), verdict_of(theirs), verdict)
        if joined is None or current.merged_into_id:
            raise
    return Saved(_save(claim, joined, editor=editor, version=current.version, now=now), theirs)


def withdraw(assessment: Assessment, *, editor: AbstractBaseUser, now: datetime) -> Assessment:
    """Take the assessment that stands on a claim back by a new one, which restores the status before it.

    Raises Problem (409) if another one stands by now.
    """
    undo(find_action("assess", assessment=assessment.pk), editor=editor, now=now)
    return Assessment.objects.get(undoes=assessment)


@undo_of("assess")
def _withdraw(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:
    assessment = Assessment.objects.get(pk=action.payload["assessment"])
    claim = Claim.objects.select_for_update(of=["self"]).select_related("speaker").get(pk=assessment.claim_id)
    if standing(claim) != assessment:
        raise changed_since(action)
    others = claim.assessments.exclude(pk=assessment.pk).order_by("-made_at", "-pk")
    former = first_standing(others)
    status = Status(former.status if former else Status.UNVERIFIED)
    Claim.objects.filter(pk=claim.pk).update(status=status, version=F("version") + 1, updated_at=now)
    mark_changed([claim.pk])
    Assessment.objects.create(
        claim=claim,
        editor_id=editor.pk,
        status=status,
        undoes=assessment,
        version=claim.version + 1,
        made_at=now,
        reviewed=assessment.reviewed,
    )
    for proposal in Proposal.objects.filter(assessment=assessment):
        reopen(proposal)
    return f"{called(claim.speaker)}'s claim is {status.label} again."
