"""Editors find that two speakers are one, and may take it back."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from http import HTTPStatus

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from claims.actions import changed_since, find_action, record, undo, undo_of
from claims.models import Action, Assessment, Claim, Sighting, Speaker, SpeakerMerge
from claims.moving import move_claims, take_status
from claims.naming import family, write_names
from claims.rematching import match_soon
from claims.suggesting import suggest_anew
from claims.turns import writing_turn
from claims.upkeep import refresh
from claims.wording import called
from claimtrack.web import Problem


def merge(speaker: Speaker, *, into: Speaker, editor: AbstractBaseUser, now: datetime) -> SpeakerMerge:
    """Make a speaker part of another: claims, aliases and roles move, its address leads there.

    No later run parts them, or undoes it in any other way; `unmerge` does. Raises Problem (409) if one of them is
    merged already, or both are the same.
    """
    with writing_turn():
        speaker, into = Speaker.objects.get(pk=speaker.pk), Speaker.objects.get(pk=into.pk)
        _refuse_impossible(speaker, into)
        pinned = list(Sighting.objects.filter(speaker__in=[speaker, into], pinned=False).values_list("pk", flat=True))
        judged = list(Assessment.objects.filter(claim__speaker=speaker).values_list("claim", "pk"))
        Sighting.objects.filter(pk__in=pinned).update(pinned=True)
        Speaker.objects.filter(pk=speaker.pk).update(merged_into=into)
        concerned = move_claims(speaker, into, statements=Q(sighting__speaker__in=family(speaker)), now=now)
        write_names(into)
        _compare_anew(concerned, into, now=now)
        moved = {"pinned": pinned, "judged": judged}
        made = SpeakerMerge.objects.create(speaker=speaker, into=into, editor_id=editor.pk, moved=moved, made_at=now)
        record(
            "merge speakers",
            actor=editor,
            obj=speaker,
            before={"part of": None},
            after={"part of": into.name},
            payload={"merge": made.pk},
            claims=concerned,
            now=now,
        )
    return made


def _compare_anew(claims: list[int], *speakers: Speaker, now: datetime) -> None:
    """Suggest no answers of speakers to themselves, and have claims that went over compared as those of another."""
    refresh({*claims, *suggest_anew([speaker.pk for speaker in speakers], now=now)}, now=now)
    match_soon(claims)


def _refuse_impossible(speaker: Speaker, into: Speaker) -> None:
    if speaker.pk == into.pk:
        message = "These are the same speaker. Choose another one to merge it into."
        raise Problem("same_speaker", message, status=HTTPStatus.CONFLICT, field="into")
    for one in (speaker, into):
        if one.merged_into:
            message = f"{one.name} is already part of {one.merged_into.name}. Reload, then choose again."
            raise Problem("already_merged", message, status=HTTPStatus.CONFLICT)


def unmerge(merge: SpeakerMerge, *, editor: AbstractBaseUser, now: datetime) -> Speaker:
    """Undo a merge: claims, assessments, aliases and roles go back. Raises Problem (409) if it was undone before."""
    undo(find_action("merge speakers", merge=merge.pk), editor=editor, now=now)
    return Speaker.objects.get(pk=merge.speaker_id)


@undo_of("merge speakers")
def _part(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:
    with writing_turn():
        merge = SpeakerMerge.objects.select_related("speaker", "into").get(pk=action.payload["merge"])
        if merge.speaker.merged_into_id != merge.into_id:
            raise changed_since(action)
        SpeakerMerge.objects.filter(pk=merge.pk).update(undone_at=now, undone_by=editor.pk)
        Speaker.objects.filter(pk=merge.speaker_id).update(merged_into=None)
        speaker = Speaker.objects.get(pk=merge.speaker_id)
        into = Speaker.objects.get(pk=merge.into_id)
        concerned = move_claims(into, speaker, statements=Q(sighting__speaker__in=family(speaker)), now=now)
        _give_back_verdicts(merge.moved["judged"])
        Sighting.objects.filter(pk__in=merge.moved["pinned"]).update(pinned=False)
        write_names(speaker)
        write_names(into)
        _compare_anew(concerned, speaker, into, now=now)
    return f"{called(speaker)} and {called(into)} are two speakers again."


def _give_back_verdicts(judged: list[list[int]]) -> None:
    given: dict[int, list[int]] = defaultdict(list)
    for number, assessment in judged:
        given[number].append(assessment)
    for claim in Claim.objects.filter(pk__in=given):
        strangers = Assessment.objects.filter(pk__in=given[claim.pk]).exclude(claim=claim)
        holders = list(Claim.objects.filter(assessments__in=strangers).distinct())
        if strangers.update(claim=claim):
            for changed in [claim, *holders]:
                take_status(changed)
