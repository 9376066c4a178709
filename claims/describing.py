"""What editors say about a speaker: its name, other names, offices with dates, its number in Wikidata."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from claims.actions import changed_since, record, undo_of
from claims.extraction.values import SpeakerKind
from claims.folding import fold, fold_name
from claims.models import Action, Alias, Role, Speaker
from claims.naming import write_names, write_speaker_text
from claims.rematching import match_soon
from claims.suggesting import suggest_anew
from claims.turns import writing_turn
from claims.upkeep import refresh
from claims.wording import called
from claimtrack.web import Problem

_WIKIDATA = re.compile(r"Q[1-9]\d{0,14}")


def describe(
    speaker: Speaker,
    *,
    name: str | None = None,
    kind: str | None = None,
    wikidata_id: str | None = None,
    editor: AbstractBaseUser,
    now: datetime,
) -> Action:
    """Give a speaker another name, kind or Wikidata number; what is None stays. The old name stays findable.

    Raises Problem for a name without letters, or a number that is none.
    """
    with writing_turn():
        speaker = Speaker.objects.get(pk=speaker.pk)
        before = _described(speaker)
        if name is not None and " ".join(name.split()) != speaker.name:
            _rename(speaker, " ".join(name.split())[:300])
        if kind is not None:
            speaker.named_by_hand = speaker.named_by_hand or kind != speaker.kind
            speaker.kind = SpeakerKind(kind)
        if wikidata_id is not None:
            speaker.wikidata_id = wikidata_number(wikidata_id)
        if _described(speaker) == before:
            raise Problem("nothing_changed", "Nothing was changed.")
        speaker.save(update_fields=["name", "key", "kind", "wikidata_id", "named_by_hand"])
        write_speaker_text(speaker)
        if (speaker.name, speaker.kind) != (before["name"], before["kind"]):
            _compare_anew(speaker, now)
        return record("describe speaker", actor=editor, obj=speaker, before=before, after=_described(speaker), now=now)


def wikidata_number(given: str) -> str:
    """Return the number in what was given, which may be its address; empty for nothing. Raises Problem."""
    given = given.strip().rstrip("/").rpartition("/")[2].upper()
    if given and not _WIKIDATA.fullmatch(given):
        raise Problem("no_wikidata_id", "A Wikidata number is a Q and digits, such as Q42.", field="wikidata_id")
    return given


def _rename(speaker: Speaker, name: str) -> None:
    if not fold_name(name):
        raise Problem("no_name", "Give the speaker's name.", field="name")
    former = {"name": speaker.name, "given": True}
    Alias.objects.update_or_create(speaker=speaker, key=speaker.key, defaults=former)
    speaker.name, speaker.key, speaker.named_by_hand = name, fold_name(name), True


def _described(speaker: Speaker) -> dict[str, Any]:
    return {"name": speaker.name, "kind": str(speaker.kind), "wikidata_id": speaker.wikidata_id}


@undo_of("describe speaker")
def _describe_as_before(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001
    with writing_turn():
        speaker = Speaker.objects.get(pk=action.object_id)
        if _described(speaker) != action.after:
            raise changed_since(action)
        for field, value in action.before.items():
            setattr(speaker, field, value)
        speaker.key = fold_name(speaker.name)
        speaker.save(update_fields=["name", "key", "kind", "wikidata_id"])
        write_names(speaker)
        _compare_anew(speaker, now)
    return f"{called(speaker)} is described as before."


def give_alias(speaker: Speaker, *, name: str, editor: AbstractBaseUser, now: datetime) -> Action:
    """Let a speaker be found by another name, too. Raises Problem where it is known."""
    name = " ".join(name.split())[:300]
    if not fold_name(name) or speaker.aliases.filter(key=fold_name(name)).exists():
        raise Problem("no_new_name", "Give a name that the speaker does not have yet.", field="name")
    with writing_turn():
        alias = Alias.objects.create(speaker=speaker, name=name, key=fold_name(name), given=True)
        write_speaker_text(speaker)
        _suggest_anew(speaker, now)
        return record(
            "add alias",
            actor=editor,
            obj=speaker,
            before=None,
            after={"alias": name},
            payload={"alias": alias.pk},
            now=now,
        )


@undo_of("add alias")
def _take_alias(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001
    with writing_turn():
        speaker = Speaker.objects.get(pk=action.object_id)
        speaker.aliases.filter(pk=action.payload["alias"]).delete()
        write_names(speaker)
        _suggest_anew(speaker, now)
    return f"{called(speaker)} no longer has that name."


def give_role(
    speaker: Speaker, *, title: str, since: date, until: date, editor: AbstractBaseUser, now: datetime
) -> Action:
    """Give a speaker an office with its dates, or mend the dates of one that texts state; no later text changes it.

    Raises Problem for an empty title, or an end before the beginning.
    """
    title = " ".join(title.split())[:300]
    if not fold(title):
        raise Problem("no_title", "Give the office or affiliation.", field="role_title")
    if until < since:
        raise Problem("dates", "The end is before the beginning.", field="until")
    with writing_turn():
        former = speaker.roles.filter(key=fold(title)[:300]).first()
        before = _role(former) if former else None
        values = {"title": title, "given": True, "first_seen": _at(since), "last_seen": _at(until)}
        role, _ = Role.objects.update_or_create(speaker=speaker, key=fold(title)[:300], defaults=values)
        _suggest_anew(speaker, now)
        return record(
            "give role", actor=editor, obj=speaker, before=before, after=_role(role), payload={"role": role.pk}, now=now
        )


def take_role(role: Role, *, editor: AbstractBaseUser, now: datetime) -> Action:
    """Take an office away that an editor gave; what texts state comes back."""
    with writing_turn():
        before, speaker = _role(role), role.speaker
        role.delete()
        write_names(speaker)
        _suggest_anew(speaker, now)
        return record("take role", actor=editor, obj=speaker, before=before, after=None, now=now)


@undo_of("give role")
def _role_as_before(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001
    return _put_role(action, action.before, now)


@undo_of("take role")
def _give_role_again(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001
    return _put_role(action, action.before, now)


def _put_role(action: Action, before: dict[str, Any] | None, now: datetime) -> str:
    with writing_turn():
        speaker = Speaker.objects.get(pk=action.object_id)
        title = (action.after or before or {})["title"]
        speaker.roles.filter(key=fold(title)[:300]).delete()
        if before:
            first, latest = (datetime.fromisoformat(before[name]) for name in ("since", "until"))
            Role.objects.create(
                speaker=speaker, key=fold(title)[:300], title=before["title"], given=before["given"],
                first_seen=first, last_seen=latest,
            )  # fmt: skip
        write_names(speaker)
        _suggest_anew(speaker, now)
    return f"the offices of {called(speaker)} are as before."


def _compare_anew(speaker: Speaker, now: datetime) -> None:
    """Have the claims of a speaker of another name or kind compared anew."""
    _suggest_anew(speaker, now)
    match_soon(speaker.claims.values_list("pk", flat=True))


def _suggest_anew(speaker: Speaker, now: datetime) -> None:
    """Suggest no answers between a speaker and its own side, as that is known by now."""
    refresh(suggest_anew([speaker.pk], now=now), now=now)


def _role(role: Role) -> dict[str, Any]:
    dates = {"since": role.first_seen.isoformat(), "until": role.last_seen.isoformat()}
    return {"title": role.title, "given": role.given, **dates}


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
