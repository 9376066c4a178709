"""Editors find that one speaker is two: some of its statements go to another, and no later run brings them back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus

from django.contrib.auth.models import AbstractBaseUser

from claims.actions import changed_since, record, undo_of
from claims.correcting import decide_statement, sighting_by_hand, undo_correction, with_neighbours
from claims.folding import fold_name
from claims.models import Action, Sighting, Speaker, SpeakerDistinction, Statement
from claims.moving import rehome
from claims.naming import family, write_names
from claims.snapshots import changes, snapshot
from claims.suggesting import suggest_anew
from claims.turns import writing_turn
from claims.upkeep import refresh
from claims.wording import called
from claimtrack.web import Problem


def split(
    speaker: Speaker, *, statements: Iterable[Statement], name: str, editor: AbstractBaseUser, now: datetime
) -> Speaker:
    """Make a new speaker of some of a speaker's statements, of the same name or another.

    A guise (name and role) of which all statements go goes with them, so that later stories that present the speaker
    like this follow. Raises Problem where nothing would go or stay.
    """
    chosen = list(statements)
    own = Statement.objects.filter(claim__speaker=speaker)
    if not chosen or not own.exclude(pk__in=[s.pk for s in chosen]).exists():
        message = "Choose at least one statement, and leave at least one."
        raise Problem("nothing_left", message, status=HTTPStatus.CONFLICT)
    with writing_turn():
        name = " ".join(name.split())[:300] or speaker.name
        claims = {s.claim_id for s in chosen} | {s.recorded_as_id for s in chosen}
        before = snapshot(with_neighbours(claims))
        made = Speaker.objects.create(
            name=name, key=fold_name(name), kind=speaker.kind, created_at=now, named_by_hand=name != speaker.name
        )
        guises = _whole_guises(speaker, chosen)
        pinned = _pin(speaker, made, guises)
        for statement in chosen:
            if statement.sighting_id not in guises:
                decide_statement(statement, "speaker", statement.sighting_id)
                statement.sighting = sighting_by_hand(made, now)
                statement.save(update_fields=["sighting", "decided"])
        moved = rehome(Statement.objects.filter(pk__in=[s.pk for s in chosen]), speaker=made, now=now)
        one, other = sorted((speaker.pk, made.pk))
        SpeakerDistinction.objects.create(one_id=one, other_id=other, editor_id=editor.pk, made_at=now)
        write_names(speaker)
        write_names(made)
        changed = suggest_anew([speaker.pk, made.pk], now=now)
        after = snapshot(with_neighbours(claims) | set(moved))
        refresh({*moved, *claims, *changed}, now=now)
        record(
            "split speaker",
            actor=editor,
            obj=speaker,
            before={"statements": own.count() + len(chosen)},
            after={"split off": made.name, "statements": len(chosen)},
            payload={"rows": changes(before, after), "speaker": made.pk, "guises": guises, "pinned": pinned},
            claims=moved,
            now=now,
        )
    return made


def _whole_guises(speaker: Speaker, chosen: list[Statement]) -> list[int]:
    """Return the sightings of a speaker of which all statements were chosen."""
    numbers = [s.pk for s in chosen]
    own = Sighting.objects.filter(speaker__in=family(speaker), statements__in=numbers).distinct()
    return [s.pk for s in own if not s.statements.exclude(pk__in=numbers).exists()]


def _pin(speaker: Speaker, made: Speaker, guises: list[int]) -> list[int]:
    """Let guises go to the speaker made, and keep all of both where they are; return those pinned for it."""
    loose = Sighting.objects.filter(speaker__in=family(speaker), pinned=False)
    pinned = list(loose.values_list("pk", flat=True))
    loose.update(pinned=True)
    Sighting.objects.filter(pk__in=guises).update(speaker=made)
    return pinned


@undo_of("split speaker")
def _unite(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:
    with writing_turn():
        made = Speaker.objects.filter(pk=action.payload["speaker"], merged_into=None).first()
        if made is None:
            raise changed_since(action)
        Sighting.objects.filter(pk__in=action.payload["guises"]).update(speaker=action.object_id)
        undo_correction(action, editor=editor, now=now)
        Sighting.objects.filter(pk__in=action.payload["pinned"]).update(pinned=False)
        SpeakerDistinction.objects.filter(one=action.object_id, other=made.pk).delete()
        speaker = Speaker.objects.get(pk=action.object_id)
        if made.claims.exists() or made.sightings.exists():
            Speaker.objects.filter(pk=made.pk).update(merged_into=speaker)
            made.sightings.filter(statements=None).update(speaker=speaker)
        write_names(speaker)
        refresh(suggest_anew([speaker.pk], now=now), now=now)
    return f"{called(speaker)} has all its statements again."
