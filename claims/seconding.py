"""Second opinions: a verdict may need another editor who agrees; nobody agrees with themselves."""

from __future__ import annotations

from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from claims.actions import changed_since, record, undo_of
from claims.models import Action, Assessment, Claim, Proposal, ProposalState, Status
from claims.verdicts import EvidenceLink, StaleClaim, Verdict, write_verdict
from claims.wording import called, sentence
from claimtrack.web import Problem

# The setting SECOND_OPINION by the verdicts that it concerns.
CONCERNED: dict[str, frozenset[str]] = {
    "off": frozenset(),
    "3-4": frozenset({Status.MISLEADING, Status.FALSE}),
    "all": frozenset(status for status in Status.values if Status(status).is_verdict),
}
SHORTEST_NOTE = 10


def needs_second_opinion(status: str) -> bool:
    """Return whether another editor has to agree before a status counts."""
    return status in CONCERNED[settings.SECOND_OPINION]


def propose(claim: Claim, verdict: Verdict, *, editor: AbstractBaseUser, version: int, now: datetime) -> Proposal:
    """Put a verdict before the other editors; the public status stays. It takes the place of an open proposal.

    Raises StaleClaim, and writes nothing, if the claim has moved on since `version`.
    """
    with transaction.atomic():
        current = Claim.objects.select_for_update().filter(pk=claim.pk, version=version, merged_into=None).first()
        if current is None:
            raise StaleClaim
        replaced = Proposal.objects.filter(claim=claim, state=ProposalState.OPEN)
        replaced.update(state=ProposalState.REPLACED, decided_by=editor.pk, decided_at=now)
        made = Proposal.objects.create(
            claim=claim,
            editor_id=editor.pk,
            status=verdict.status,
            rationale=verdict.rationale.strip(),
            reviewed=verdict.reviewed.strip() or sentence(claim),
            evidence=[_row(link, now) for link in verdict.evidence],
            version=version,
            made_at=now,
        )
        _write_down("propose verdict", made, editor=editor, now=now)
        return made


def agree(proposal: Proposal, *, editor: AbstractBaseUser, now: datetime) -> Assessment:
    """Let a proposed verdict count. Raises Problem: 403 for the proposer, 409 if it is no longer open or outdated."""
    with transaction.atomic():
        proposal = _open(proposal)
        if proposal.editor_id == editor.pk:
            message = "You proposed this verdict, so another editor has to agree."
            raise Problem("own_proposal", message, status=HTTPStatus.FORBIDDEN)
        claim = Claim.objects.select_for_update().get(pk=proposal.claim_id)
        if claim.assessments.filter(version__gt=proposal.version).exists():
            message = "The claim was assessed after this was proposed. Look at it again, then propose anew."
            raise Problem("outdated_proposal", message, status=HTTPStatus.CONFLICT)
        made = write_verdict(
            claim,
            verdict_proposed(proposal),
            editor=proposal.editor,
            seconded_by=editor,
            version=claim.version,
            now=now,
        )
        _close(proposal, ProposalState.AGREED, editor, now, assessment=made)
        return made


def send_back(proposal: Proposal, *, editor: AbstractBaseUser, note: str, now: datetime) -> Proposal:
    """Return a proposal to its editor with a note. Raises Problem: 422 without a note, 409 if it is not open."""
    if len(note.strip()) < SHORTEST_NOTE:
        raise Problem("no_note", f"Say what is missing in at least {SHORTEST_NOTE} characters.")
    with transaction.atomic():
        sent = _close(_open(proposal), ProposalState.RETURNED, editor, now, note=note.strip())
        _write_down("send back proposal", sent, editor=editor, now=now)
        return sent


def retract(proposal: Proposal, *, editor: AbstractBaseUser, now: datetime) -> Proposal:
    """Take one's own proposal back. Raises Problem: 403 for others, 409 if it is no longer open."""
    with transaction.atomic():
        proposal = _open(proposal)
        if proposal.editor_id != editor.pk:
            message = f"Only {proposal.editor} can take this proposal back. Send it back with a note instead."
            raise Problem("not_yours", message, status=HTTPStatus.FORBIDDEN)
        taken = _close(proposal, ProposalState.REPLACED, editor, now)
        _write_down("take back proposal", taken, editor=editor, now=now)
        return taken


def reopen(proposal: Proposal) -> None:
    """Make a decided proposal open again. Raises Problem (409) if another one is open by now."""
    if Proposal.objects.filter(claim=proposal.claim_id, state=ProposalState.OPEN).exclude(pk=proposal.pk).exists():
        message = "Another verdict was proposed since, so this cannot be undone alone. Open the claim."
        raise Problem("changed_since", message, status=HTTPStatus.CONFLICT)
    undone = {"state": ProposalState.OPEN, "note": "", "decided_by": None, "decided_at": None, "assessment": None}
    Proposal.objects.filter(pk=proposal.pk).update(**undone)


@undo_of("propose verdict")
def _unpropose(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:
    proposal = Proposal.objects.select_related("claim__speaker").get(pk=action.payload["proposal"])
    if proposal.state != ProposalState.OPEN:
        raise changed_since(action)
    _close(proposal, ProposalState.REPLACED, editor, now)
    return f"nothing is proposed for this claim of {called(proposal.claim.speaker)} any more."


@undo_of("send back proposal")
@undo_of("take back proposal")
def _propose_again(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (the log has it)
    proposal = Proposal.objects.select_related("claim__speaker", "editor").get(pk=action.payload["proposal"])
    reopen(proposal)
    return f"{proposal.editor}'s proposal awaits a second opinion again."


def verdict_proposed(proposal: Proposal) -> Verdict:
    """Return what a proposal says."""
    links = (
        EvidenceLink(row["url"], row["title"], row["excerpt"], date.fromisoformat(row["seen_at"]))
        for row in proposal.evidence
    )
    return Verdict(proposal.status, proposal.rationale, tuple(links), proposal.reviewed)


def open_proposal(claim: Claim) -> Proposal | None:
    """Return the proposal that awaits a second opinion on a claim."""
    return claim.proposals.filter(state=ProposalState.OPEN).select_related("editor").first()


def _open(proposal: Proposal) -> Proposal:
    current = Proposal.objects.select_for_update(of=("self",)).select_related("editor").get(pk=proposal.pk)
    if current.state != ProposalState.OPEN:
        message = f"This proposal was {current.get_state_display()} meanwhile. Reload the page."
        raise Problem("not_open", message, status=HTTPStatus.CONFLICT)
    return current


def _close(
    proposal: Proposal, state: ProposalState, editor: AbstractBaseUser, now: datetime, **fields: Any
) -> Proposal:
    proposal.state, proposal.decided_by_id, proposal.decided_at = state, editor.pk, now
    for name, value in fields.items():
        setattr(proposal, name, value)
    proposal.save(update_fields=["state", "decided_by", "decided_at", *fields])
    return proposal


def _write_down(verb: str, proposal: Proposal, *, editor: AbstractBaseUser, now: datetime) -> None:
    after = {"proposed": proposal.status, "state": str(proposal.state), "note": proposal.note}
    payload = {"proposal": proposal.pk}
    record(verb, actor=editor, obj=proposal.claim, before=None, after=after, payload=payload, now=now)


def _row(link: EvidenceLink, now: datetime) -> dict[str, str]:
    seen = (link.seen or now.date()).isoformat()
    return {"url": link.url, "title": link.title[:300], "excerpt": link.excerpt, "seen_at": seen}
