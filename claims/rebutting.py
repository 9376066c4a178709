"""Answers of claims to claims: suggested by the machine, decided by editors."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.contrib.auth.models import AbstractBaseUser

from claims.extraction.values import Relation
from claims.models import Claim, Rebuttal, RebuttalState, Statement
from claims.turns import writing_turn
from claims.upkeep import refresh
from claimtrack.web import Problem


def suggest(
    answer: Statement,
    answered: Statement,
    *,
    relation: Relation,
    confidence: float,
    evidence: list[list[int]],
    by: str,
    now: datetime,
) -> None:
    """Suggest that one statement's claim answers another's, within a writing turn.

    A pair has one link: the most confident of all suggestions, unless a person decided on it. `evidence` are spans
    of the answering text. Nothing is suggested between a claim and itself.
    """
    if answer.claim_id == answered.claim_id:
        return
    link = Rebuttal.objects.filter(answer=answer.claim_id, answered=answered.claim_id).first()
    if link is None:
        link = Rebuttal(answer_id=answer.claim_id, answered_id=answered.claim_id, created_at=now)
    elif link.decided_at or (link.confidence, link.relation) >= (confidence, relation.value):
        return
    link.relation, link.confidence, link.evidence, link.extractor = relation, confidence, evidence, by[:100]
    link.statement, link.answered_statement = answer, answered
    link.save()


def decide(
    rebuttal: Rebuttal, *, editor: AbstractBaseUser, state: str, relation: str | None = None, now: datetime
) -> Rebuttal:
    """Record an editor's decision on a link; no later run changes it. `suggested` takes the decision back."""
    with writing_turn():
        rebuttal = Rebuttal.objects.get(pk=rebuttal.pk)
        rebuttal.state = RebuttalState(state)
        rebuttal.relation = Relation(relation) if relation else rebuttal.relation
        undone = rebuttal.state == RebuttalState.SUGGESTED
        rebuttal.decided_by_id = None if undone else editor.pk
        rebuttal.decided_at = None if undone else now
        rebuttal.save(update_fields=["state", "relation", "decided_by", "decided_at"])
        refresh([rebuttal.answer_id, rebuttal.answered_id], now=now)
    return rebuttal


def link_by_hand(answer: Claim, answered: Claim, *, relation: str, editor: AbstractBaseUser, now: datetime) -> Rebuttal:
    """Let an editor tie an answer to the claim it answers; a suggestion of the same pair is confirmed.

    Raises Problem where both are one claim.
    """
    if answer.pk == answered.pk:
        message = "A claim cannot answer itself. Choose another claim."
        raise Problem("same_claim", message, status=HTTPStatus.BAD_REQUEST)
    with writing_turn():
        rebuttal, _ = Rebuttal.objects.get_or_create(
            answer=answer,
            answered=answered,
            defaults={"relation": Relation(relation), "confidence": 1.0, "created_at": now},
        )
        return decide(rebuttal, editor=editor, state=RebuttalState.CONFIRMED, relation=relation, now=now)
