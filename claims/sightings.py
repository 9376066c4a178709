"""Speakers as texts present them, tied to the speakers known before. Everything here runs within a writing turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from claims.extraction.values import Attribution, SpeakerKind
from claims.extraction.values import Speaker as Extracted
from claims.folding import fold, fold_name
from claims.identity import BODY, Name, Sighted, group_sightings, name_of
from claims.models import Sighting, Speaker
from claims.moving import move_sighting, root_of
from claims.naming import write_names

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
    sightings = [
        _sighted(name, speaker, role, seen, now) for name, speaker, role in zip(names, speakers, roles, strict=True)
    ]
    moved = settle(sightings, now=now)
    rows = Sighting.objects.select_related("speaker").in_bulk([s.pk for s in sightings])
    settled = [rows[s.pk] for s in sightings]
    return Sightings(settled, [root_of(s.speaker) for s in settled], moved)


def _stated_role(attributions: Sequence[Attribution], speaker: int) -> str | None:
    return next((a.role for a in attributions if a.speaker == speaker and a.role), None)


def _sighted(name: Name, speaker: Extracted, role: str | None, seen: datetime, now: datetime) -> Sighting:
    """Return the row of a sighting, which spans the dates and takes the names of all texts that share it."""
    shown = speaker.name[:300]
    found = Sighting.objects.filter(sort=name.sort, key=name.key, guise=name.guise).select_related("speaker").first()
    if found is None:
        row = Speaker.objects.create(name=shown, key=name.key, kind=speaker.kind, created_at=now)
        found = Sighting(
            speaker=row, name=shown, kind=speaker.kind, sort=name.sort, key=name.key, guise=name.guise,
            first_seen=seen, last_seen=seen,
        )  # fmt: skip
    if (seen, shown) < (found.first_seen, found.name):
        found.name = shown
    found.first_seen, found.last_seen = min(seen, found.first_seen), max(seen, found.last_seen)
    found.short_keys = sorted({*found.short_keys, *name.short_keys})
    found.is_short = found.is_short or name.is_short
    found.aliases = _spellings([speaker.name, *speaker.aliases], found.aliases)
    found.roles = _tenures(role, seen, found.roles)
    if name.sort == BODY:
        found.kind = min(found.kind, speaker.kind, key=lambda kind: _PREFERRED.index(SpeakerKind(kind)))
    found.save()
    return found


def settle(sightings: Sequence[Sighting], *, now: datetime) -> set[int]:
    """Group sightings and all that bear on them anew; give each group a speaker. Return the claims that moved."""
    moved: set[int] = set()
    changed: set[int] = set()
    touched = {s.pk for s in sightings}
    rows = {row.pk: row for row in _neighbourhood(sightings)}
    groups = [[rows[s.number] for s in group] for group in group_sightings([_value(row) for row in rows.values()])]
    # Full names first: a surname that leaves them must not take their speaker along.
    taken: set[int] = set()
    for group in sorted(groups, key=lambda g: (all(s.is_short for s in g), min(s.pk for s in g))):
        owner = _owner(group, taken, now)
        taken.add(owner.pk)
        for sighting in group:
            if sighting.speaker_id != owner.pk and not sighting.pinned:
                changed |= {root_of(sighting.speaker).pk, root_of(owner).pk}
                moved.update(move_sighting(sighting, to=owner, now=now))
        _name(owner, group)
        if touched.intersection(s.pk for s in group):
            changed.add(root_of(owner).pk)
    for speaker in Speaker.objects.filter(pk__in=changed):
        write_names(speaker)
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


def _spellings(names: Iterable[str], known: dict[str, str]) -> dict[str, str]:
    """Return names by their folded form, those known before included."""
    spelled = dict(known)
    for name in (name.strip()[:300] for name in names):
        if (key := fold_name(name)) and key not in _PRONOUNS:
            spelled[key] = min(name, spelled.get(key, name))
    return spelled


def _tenures(role: str | None, seen: datetime, known: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return roles by their folded form as title, first and last date, those known before included."""
    if not role or not (key := fold(role)[:300]):
        return known
    day = seen.astimezone(UTC).isoformat()
    title, first, latest = known.get(key, [role, day, day])
    return {**known, key: [min(title, role[:300]), min(first, day), max(latest, day)]}
