"""Editors' verdicts on claims. Assessments are only ever added; the latest one counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F

from claims.models import Assessment, Claim, Evidence, Status
from claims.wording import sentence
from claimtrack.web import Problem

SHORTEST_RATIONALE = 20
LONGEST_RATIONALE = 20_000
MOST_EVIDENCE = 50
LONGEST_ADDRESS = 2000


class StaleClaim(Exception):  # noqa: N818  (a state of things, not a fault)
    """Somebody else assessed the claim meanwhile."""


class InvalidAssessment(Exception):  # noqa: N818  (the user's input, not a fault)
    """What was entered cannot stand; `errors` says why, by field, in words for people."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """A link that a reader can check."""

    url: str
    title: str = ""
    excerpt: str = ""


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
) -> Assessment:
    """Record an editor's verdict; earlier ones stay as history.

    `version` is the one the editor saw, `reviewed` the sentence judged (by default the claim with its speech act).
    Raises InvalidAssessment, or StaleClaim if the claim has moved on since; both write nothing.
    """
    if errors := find_errors(status=status, rationale=rationale, evidence=evidence):
        raise InvalidAssessment(errors)
    with transaction.atomic():
        current = Claim.objects.filter(pk=claim.pk, version=version, merged_into=None)
        if not current.update(status=status, version=F("version") + 1, updated_at=now):
            raise StaleClaim
        made = Assessment.objects.create(
            claim=claim,
            editor_id=editor.pk,
            status=status,
            rationale=rationale.strip(),
            reviewed=reviewed.strip() or sentence(claim),
            made_at=now,
        )
        Evidence.objects.bulk_create(
            Evidence(assessment=made, url=link.url, title=link.title[:300], excerpt=link.excerpt, seen_at=now)
            for link in evidence
        )
    return made


def find_errors(*, status: str, rationale: str, evidence: Sequence[EvidenceLink]) -> dict[str, str]:
    """Return what speaks against an assessment, by field; nothing if it can stand."""
    if status not in Status.values:
        return {"status": f"Choose one of {', '.join(Status.values)}."}
    errors = {}
    chosen = Status(status)
    if chosen.is_verdict and len(rationale.strip()) < SHORTEST_RATIONALE:
        errors["rationale"] = f"Say why in at least {SHORTEST_RATIONALE} characters."
    elif len(rationale) > LONGEST_RATIONALE:
        errors["rationale"] = f"Say it in at most {LONGEST_RATIONALE} characters."
    if any(not _is_address(link.url) for link in evidence):
        errors["evidence"] = "Enter a full address that begins with https:// or http://."
    elif len(evidence) > MOST_EVIDENCE:
        errors["evidence"] = f"Keep to the best {MOST_EVIDENCE} links."
    elif chosen.needs_evidence and not evidence:
        errors["evidence"] = "Add at least one link that a reader can check."
    return errors


def _is_address(url: str) -> bool:
    if len(url) > LONGEST_ADDRESS or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def withdraw(assessment: Assessment, *, editor: AbstractBaseUser, now: datetime) -> Assessment:
    """Take the latest assessment of a claim back by a new one that restores the status before it.

    Raises Problem (409) if another assessment came after it.
    """
    with transaction.atomic():
        claim = Claim.objects.select_for_update().get(pk=assessment.claim_id)
        latest = list(claim.assessments.order_by("-made_at", "-id")[:2])
        if latest[0].pk != assessment.pk:
            message = (
                f"This was changed again since ({latest[0].editor}), so it cannot be undone alone. Open the history."
            )
            raise Problem("changed_since", message, status=HTTPStatus.CONFLICT)
        status = latest[1].status if len(latest) > 1 else Status.UNVERIFIED
        Claim.objects.filter(pk=claim.pk).update(status=status, version=F("version") + 1, updated_at=now)
        return Assessment.objects.create(
            claim=claim,
            editor_id=editor.pk,
            status=status,
            undoes=assessment,
            made_at=now,
            reviewed=assessment.reviewed,
        )
