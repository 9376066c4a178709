"""Editors find that two speakers are one, and may take it back."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from http import HTTPStatus

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from claims.models import Assessment, Claim, Sighting, Speaker, SpeakerMerge
from claims.moving import copy_names, move_claims, take_status, write_speaker_text
from claims.turns import writing_turn
from claims.upkeep import refresh
from claimtrack.web import Problem


def merge(speaker: Speaker, *, into: Speaker, editor: AbstractBaseUser, now: datetime) -> SpeakerMerge:
    """Make a speaker part of another: claims, aliases and roles move, its address leads there.

    No later run parts them, or undoes it in any other way; `unmerge` does. Raises Problem (409) if one of them is
    merged already, or both are the same.
    """
    with writing_turn():
        speaker, into = Speaker.objects.get(pk=speaker.pk), Speaker.objects.get(pk=into.pk)
        _refuse_impossible(speaker, into)
        names = _names(into)
        pinned = list(Sighting.objects.filter(speaker__in=[speaker, into], pinned=False).values_list("pk", flat=True))
        judged = list(Assessment.objects.filter(claim__speaker=speaker).values_list("claim", "pk"))
        Sighting.objects.filter(pk__in=pinned).update(pinned=True)
        Speaker.objects.filter(pk=speaker.pk).update(merged_into=into)
        concerned = move_claims(speaker, into, statements=_of(speaker), now=now)
        copy_names(speaker, into)
        write_speaker_text(into)
        refresh(concerned, now=now)
        new = {name: sorted(pks - names[name]) for name, pks in _names(into).items()}
        moved = {**new, "pinned": pinned, "judged": judged}
        return SpeakerMerge.objects.create(speaker=speaker, into=into, editor_id=editor.pk, moved=moved, made_at=now)


def _refuse_impossible(speaker: Speaker, into: Speaker) -> None:
    if speaker.pk == into.pk:
        message = "These are the same speaker. Choose another one to merge it into."
        raise Problem("same_speaker", message, status=HTTPStatus.CONFLICT)
    for one in (speaker, into):
        if one.merged_into:
            message = f"{one.name} is already part of {one.merged_into.name}. Reload, then choose again."
            raise Problem("already_merged", message, status=HTTPStatus.CONFLICT)


def _names(speaker: Speaker) -> dict[str, set[int]]:
    return {
        "aliases": set(speaker.aliases.values_list("pk", flat=True)),
        "roles": set(speaker.roles.values_list("pk", flat=True)),
    }


def _of(speaker: Speaker) -> Q:
    """Return the condition on a speaker's statements, with those of speakers merged into it before."""
    mine, frontier = {speaker.pk}, {speaker.pk}
    while frontier:
        frontier = set(Speaker.objects.filter(merged_into__in=frontier).values_list("pk", flat=True)) - mine
        mine |= frontier
    return Q(sighting__speaker__in=mine)


def unmerge(merge: SpeakerMerge, *, editor: AbstractBaseUser, now: datetime) -> Speaker:
    """Undo a merge: claims, assessments, aliases and roles go back. Raises Problem (409) if it was undone before."""
    with writing_turn():
        merge = SpeakerMerge.objects.select_related("speaker", "into").get(pk=merge.pk)
        if merge.undone_at or merge.speaker.merged_into_id != merge.into_id:
            raise Problem("not_merged", "This merge was undone before. Reload the page.", status=HTTPStatus.CONFLICT)
        SpeakerMerge.objects.filter(pk=merge.pk).update(undone_at=now, undone_by=editor.pk)
        Speaker.objects.filter(pk=merge.speaker_id).update(merged_into=None)
        speaker = Speaker.objects.get(pk=merge.speaker_id)
        into = Speaker.objects.get(pk=merge.into_id)
        concerned = move_claims(into, speaker, statements=_of(speaker), now=now)
        _give_back_verdicts(merge.moved["judged"])
        into.aliases.filter(pk__in=merge.moved["aliases"]).delete()
        into.roles.filter(pk__in=merge.moved["roles"]).delete()
        Sighting.objects.filter(pk__in=merge.moved["pinned"]).update(pinned=False)
        write_speaker_text(speaker)
        write_speaker_text(into)
        refresh(concerned, now=now)
    return speaker


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
