"""Speakers as texts present them, tied to the speakers known before. Everything here runs within a writing turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from claims.extraction.values import Attribution, SpeakerKind
from claims.extraction.values import Speaker as Extracted
from claims.folding import fold, fold_name
from claims.identity import BODY, Name, Sighted, group_sightings, name_of
from claims.models import Alias, Role, Sighting, Speaker
from claims.moving import move_sighting, root_of, write_speaker_text

_PREFERRED = (SpeakerKind.STATE, SpeakerKind.ORGANIZATION, SpeakerKind.GROUP)
_PRONOUNS = frozenset(
    {"he", "her", "him", "his", "i", "it", "its", "one", "she", "their", "them", "they", "we", "who", "you"}
)


@dataclass(frozen=True, slots=True)
class Sightings:
    """The sightings of a text's speakers, in their order, who they are, and the claims that changed hands for it."""

    rows: list[Sighting]
    speakers: list[Speaker]
    moved: set[int]


def sight(
    speakers: Sequence[Extracted], attributions: Sequence[Attribution], *, article: int, seen: datetime, now: datetime
) -> Sightings:
    """Record the speakers of one text, published at `seen`, and settle who they are."""
    roles = [_stated_role(attributions, number) or speaker.affiliation for number, speaker in enumerate(speakers)]
    names = [name_of(s, role=role, article=article) for s, role in zip(speakers, roles, strict=True)]
    sightings = [_sighted(name, speaker, seen, now) for name, speaker in zip(names, speakers, strict=True)]
    moved = settle(sightings, now=now)
    rows = Sighting.objects.select_related("speaker").in_bulk([s.pk for s in sightings])
    settled = [rows[s.pk] for s in sightings]
    owners = [root_of(s.speaker) for s in settled]
    for owner, speaker, role in zip(owners, speakers, roles, strict=True):
        _note_names(owner, [speaker.name, *speaker.aliases])
        if role:
            _note_role(owner, role, seen)
    return Sightings(settled, owners, moved)


def _stated_role(attributions: Sequence[Attribution], speaker: int) -> str | None:
    return next((a.role for a in attributions if a.speaker == speaker and a.role), None)


def _sighted(name: Name, speaker: Extracted, seen: datetime, now: datetime) -> Sighting:
    """Return the row of a sighting, which spans the dates and takes the spelling of all texts that share it."""
    shown = speaker.name[:300]
    found = Sighting.objects.filter(sort=name.sort, key=name.key, guise=name.guise).select_related("speaker").first()
    if found is None:
        row = Speaker.objects.create(name=shown, key=name.key, kind=speaker.kind, created_at=now)
        return Sighting.objects.create(
            speaker=row, name=shown, kind=speaker.kind, sort=name.sort, key=name.key, guise=name.guise,
            is_short=name.is_short, short_keys=sorted(name.short_keys), first_seen=seen, last_seen=seen,
        )  # fmt: skip
    if (seen, shown) < (found.first_seen, found.name):
        found.name = shown
    found.first_seen, found.last_seen = min(seen, found.first_seen), max(seen, found.last_seen)
    found.short_keys = sorted({*found.short_keys, *name.short_keys})
    found.is_short = found.is_short or name.is_short
    if name.sort == BODY:
        found.kind = min(found.kind, speaker.kind, key=lambda kind: _PREFERRED.index(SpeakerKind(kind)))
    found.save(update_fields=["name", "first_seen", "last_seen", "short_keys", "is_short", "kind"])
    return found


def settle(sightings: Iterable[Sighting], *, now: datetime) -> set[int]:
    """Group sightings and all that bear on them anew; give each group a speaker. Return the claims that moved."""
    moved: set[int] = set()
    rows = {row.pk: row for row in _neighbourhood(sightings)}
    groups = [[rows[s.number] for s in group] for group in group_sightings([_value(row) for row in rows.values()])]
    # Full names first: a surname that leaves them must not take their speaker along.
    taken: set[int] = set()
    for group in sorted(groups, key=lambda g: (all(s.is_short for s in g), min(s.pk for s in g))):
        owner = _owner(group, taken, now)
        taken.add(owner.pk)
        for sighting in group:
            if sighting.speaker_id != owner.pk and not sighting.pinned:
                moved.update(move_sighting(sighting, to=owner, now=now))
        _name(owner, group)
    return moved


def _neighbourhood(sightings: Iterable[Sighting]) -> Iterable[Sighting]:
    """Return the bearers of the same names, the short forms that may mean them, and all whom those may mean."""
    names = {(s.sort, s.key) for s in sightings}
    forms = {form for s in sightings for form in s.short_keys} | {s.key for s in sightings if s.is_short}
    keys = {key for _, key in names}
    meant = Sighting.objects.filter(short_keys__overlap=list(forms)).values("key")
    related = Q(key__in=keys) | Q(key__in=meant) | Q(is_short=True, key__in=forms)
    return Sighting.objects.filter(related).select_related("speaker").order_by("pk")


def _value(row: Sighting) -> Sighted:
    name = Name(row.sort, row.key, row.guise, row.is_short, tuple(row.short_keys))
    return Sighted(row.pk, name, row.first_seen, row.last_seen)


def _owner(group: list[Sighting], taken: set[int], now: datetime) -> Speaker:
    """Return the speaker of a group: the one an editor decided on, else the oldest that no other group has."""
    for sighting in sorted(group, key=lambda s: (not s.pinned, s.is_short, s.pk)):
        if sighting.pinned or sighting.speaker_id not in taken:
            return sighting.speaker
    first = group[0]
    left = Speaker.objects.filter(merged_into=first.speaker, key=first.key, merges=None).order_by("pk").first()
    if left is None:
        return Speaker.objects.create(name=first.name, key=first.key, kind=first.kind, created_at=now)
    Speaker.objects.filter(pk=left.pk).update(merged_into=None)
    left.merged_into = None
    return left


def _name(owner: Speaker, group: list[Sighting]) -> None:
    """Call a speaker by the full name that was published first."""
    best = min(group, key=lambda s: (s.is_short, s.first_seen, s.name))
    if (owner.name, owner.key, owner.kind) != (best.name, best.key, best.kind) and not best.pinned:
        owner.name, owner.key, owner.kind = best.name, best.key, best.kind
        owner.save(update_fields=["name", "key", "kind"])


def _note_names(speaker: Speaker, names: Iterable[str]) -> None:
    """Add names to a speaker's aliases; of two spellings of one key, the first in the alphabet is shown."""
    spelled: dict[str, str] = {}
    for name in sorted((name.strip()[:300] for name in names), reverse=True):
        if (key := fold_name(name)) and key not in _PRONOUNS:
            spelled[key] = name
    known = {alias.key: alias for alias in speaker.aliases.filter(key__in=spelled)}
    new = [Alias(speaker=speaker, key=key, name=name) for key, name in spelled.items() if key not in known]
    Alias.objects.bulk_create(new)
    for key, alias in known.items():
        if spelled[key] < alias.name:
            Alias.objects.filter(pk=alias.pk).update(name=spelled[key])
    if new:
        write_speaker_text(speaker)


def _note_role(speaker: Speaker, role: str, seen: datetime) -> None:
    title, key = role[:300], fold(role)[:300]
    row, created = Role.objects.get_or_create(
        speaker=speaker, key=key, defaults={"title": title, "first_seen": seen, "last_seen": seen}
    )
    if not created:
        first, latest = min(row.first_seen, seen), max(row.last_seen, seen)
        Role.objects.filter(pk=row.pk).update(first_seen=first, last_seen=latest, title=min(row.title, title))
