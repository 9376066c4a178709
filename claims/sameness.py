"""Editors say which claims are the same, and which are not; the matching across articles keeps to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus

from django.contrib.auth.models import AbstractBaseUser

from claims.actions import undo_of
from claims.correcting import correcting, decide_statement, undo_correction
from claims.folding import digest
from claims.models import Action, Claim, ClaimDistinction, Statement
from claims.moving import copy_claim, current, join, move_statements, root_of
from claimtrack.web import Problem


def join_claims(claim: Claim, *, into: Claim, editor: AbstractBaseUser, now: datetime) -> Action:
    """Make a claim part of another one of the same speaker; its assessments and links come along.

    Raises Problem (409) where they are one already, or belong to two speakers.
    """
    joined, kept = current(_fresh(claim)), current(_fresh(into))
    if joined.pk == kept.pk:
        raise Problem(
            "same_claim", "These are one claim already. Choose another.", status=HTTPStatus.CONFLICT, field="other"
        )
    if root_of(joined.speaker) != root_of(kept.speaker):
        message = "These claims have two speakers. Give one of them to the other's speaker first."
        raise Problem("other_speaker", message, status=HTTPStatus.CONFLICT, field="other")
    parts = list(Claim.objects.filter(merged_into=joined))
    concerned = [joined.pk, kept.pk, *(part.pk for part in parts)]
    with correcting("join claims", joined, editor=editor, claims=concerned, now=now) as made:
        made.before, made.after = {"part of": None}, {"part of": kept.text}
        made.payload["distinctions"] = _forget_distinction(joined, kept)
        join(joined, into=kept)
    return made.written


def part_claims(statements: Iterable[Statement], *, editor: AbstractBaseUser, now: datetime) -> Action:
    """Make some statements of a claim a claim of their own, which no later run joins again.

    Raises Problem where nothing would be left of the claim. What editors decided on it stays with the larger claim.
    """
    chosen = list(statements)
    whole = chosen[0].claim
    if not whole.statements.exclude(pk__in=[s.pk for s in chosen]).exists():
        raise Problem(
            "nothing_left", "Leave at least one statement in the claim.", status=HTTPStatus.CONFLICT, field="statements"
        )
    recorded = {s.recorded_as_id for s in chosen}
    with correcting("part claims", whole, editor=editor, claims=[whole.pk, *recorded], now=now) as made:
        own = _own_claim(whole, chosen, now)
        made.claims.add(own.pk)
        for statement in chosen:
            decide_statement(statement, "claim", statement.recorded_as_id)
            statement.save(update_fields=["decided"])
        move_statements(chosen, own)
        one, other = sorted((whole, own), key=lambda claim: claim.pk)
        distinction = ClaimDistinction.objects.create(one=one, other=other, editor_id=editor.pk, made_at=now)
        made.payload["distinction"] = distinction.pk
        made.before, made.after = {"claim": whole.text}, {"claim": own.text}
    return made.written


def _own_claim(whole: Claim, chosen: list[Statement], now: datetime) -> Claim:
    """Return the claim that statements become: the one they were recorded as, if no others were, else a new one."""
    recorded = {s.recorded_as_id for s in chosen}
    others = Statement.objects.filter(recorded_as__in=recorded).exclude(pk__in=[s.pk for s in chosen])
    if len(recorded) == 1 and whole.pk not in recorded and not others.exists():
        Claim.objects.filter(pk__in=recorded).update(merged_into=None)
        return Claim.objects.get(pk=recorded.pop())
    first = chosen[0]
    own = copy_claim(first.recorded_as, whole.speaker, now, key=digest(first.recorded_as.key, "apart", first.pk))
    own.text, own.speaker_text = first.text, whole.speaker_text
    own.save(update_fields=["text", "speaker_text"])
    return own


def _forget_distinction(one: Claim, other: Claim) -> list[list[int]]:
    first, second = sorted((one.pk, other.pk))
    forgotten = ClaimDistinction.objects.filter(one=first, other=second)
    pairs = [[d.one_id, d.other_id, d.editor_id] for d in forgotten]
    forgotten.delete()
    return pairs


@undo_of("join claims")
def _part_again(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:
    words = undo_correction(action, editor=editor, now=now)
    for one, other, who in action.payload["distinctions"]:
        ClaimDistinction.objects.create(one_id=one, other_id=other, editor_id=who, made_at=now)
    return words


@undo_of("part claims")
def _join_again(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:
    words = undo_correction(action, editor=editor, now=now)
    ClaimDistinction.objects.filter(pk=action.payload["distinction"]).delete()
    return words


def _fresh(claim: Claim) -> Claim:
    return Claim.objects.select_related("merged_into__speaker", "speaker").get(pk=claim.pk)
