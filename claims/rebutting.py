"""Answers of claims to claims: suggested by the machine, decided by editors."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from claims.actions import changed_since, record, undo_of
from claims.extraction.values import Relation
from claims.finding import find_words
from claims.models import Action, Claim, Rebuttal, RebuttalState, Statement
from claims.turns import writing_turn
from claims.upkeep import refresh
from claims.wording import called
from claimtrack.web import Problem


def decide(
    rebuttal: Rebuttal, *, editor: AbstractBaseUser, state: str, relation: str | None = None, now: datetime
) -> Rebuttal:
    """Record an editor's decision on a link; no later run changes it. `suggested` takes the decision back."""
    with writing_turn():
        rebuttal = Rebuttal.objects.get(pk=rebuttal.pk)
        before, payload = _decision(rebuttal), _decided(rebuttal)
        _set(rebuttal, state=state, relation=relation or rebuttal.relation, editor=editor, now=now)
        record(
            "decide answer",
            actor=editor,
            obj=rebuttal,
            before=before,
            after=_decision(rebuttal),
            payload=payload,
            now=now,
        )
    return rebuttal


def link_by_hand(
    answer: Claim, answered: Claim, *, relation: str, words: str = "", editor: AbstractBaseUser, now: datetime
) -> Rebuttal:
    """Let an editor tie an answer to the claim it answers; a suggestion of the same pair is confirmed.

    `words` of the answering text show that it is one; without them, what it says does. Raises Problem where both are
    one claim, or the words are not in the text.
    """
    if answer.pk == answered.pk:
        message = "A claim cannot answer itself. Choose another claim."
        raise Problem("same_claim", message, status=HTTPStatus.BAD_REQUEST, field="other")
    with writing_turn():
        if known := Rebuttal.objects.filter(answer=answer, answered=answered).first():
            return decide(known, editor=editor, state=RebuttalState.CONFIRMED, relation=relation, now=now)
        link = Rebuttal(answer=answer, answered=answered, confidence=1.0, created_at=now)
        link.statement, link.answered_statement = first_of(answer), first_of(answered)
        link.evidence = _evidence(link.statement, words)
        _set(link, state=RebuttalState.CONFIRMED, relation=relation, editor=editor, now=now)
        record("link answer", actor=editor, obj=link, before=None, after=_decision(link), now=now)
    return link


def first_of(claim: Claim) -> Statement | None:
    """Return the statement by which a claim was published first."""
    return claim.statements.order_by("revision__article__published_at", "pk").select_related("revision").first()


def _evidence(statement: Statement | None, words: str) -> list[list[int]]:
    if statement is None:
        return []
    if not words.strip():
        said: list[list[int]] = statement.content
        return said
    return find_words(statement.revision.text, words, near=statement.start, field="words")


def _set(link: Rebuttal, *, state: str, relation: str, editor: AbstractBaseUser, now: datetime) -> None:
    link.state, link.relation = RebuttalState(state), Relation(relation)
    undecided = link.state == RebuttalState.SUGGESTED
    link.decided_by_id, link.decided_at = (None, None) if undecided else (editor.pk, now)
    link.save()
    refresh([link.answer_id, link.answered_id], now=now)


def _decision(link: Rebuttal) -> dict[str, str]:
    return {"state": str(link.state), "relation": str(link.relation)}


def _decided(link: Rebuttal) -> dict[str, Any]:
    return {"decided_by": link.decided_by_id, "decided_at": link.decided_at.isoformat() if link.decided_at else None}


@undo_of("decide answer")
def _restore_decision(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (the log has it)
    with writing_turn():
        link = _unchanged(action)
        decided_at = action.payload["decided_at"]
        link.state, link.relation = action.before["state"], action.before["relation"]
        link.decided_by_id = action.payload["decided_by"]
        link.decided_at = datetime.fromisoformat(decided_at) if decided_at else None
        link.save(update_fields=["state", "relation", "decided_by", "decided_at"])
        refresh([link.answer_id, link.answered_id], now=now)
    return f"This answer of {called(link.answer.speaker)} is {link.state} again."


@undo_of("link answer")
def _unlink(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (the log has it)
    with writing_turn():
        link = _unchanged(action)
        link.delete()
        refresh([link.answer_id, link.answered_id], now=now)
    return f"This claim of {called(link.answer.speaker)} is no answer any more."


def _unchanged(action: Action) -> Rebuttal:
    """Return the link as an action left it. Raises Problem (409) where somebody decided otherwise since."""
    links = Rebuttal.objects.select_related("answer__speaker", "answered__speaker")
    link = links.filter(pk=action.object_id).first()
    if link is None or _decision(link) != action.after:
        raise changed_since(action)
    return link
