"""Speakers as texts present them, tied to the speakers known before. Everything here runs within a writing turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
# What a sighting takes from each of its texts.
_TOLD = ("name", "kind", "is_short", "short_keys", "aliases", "roles", "first_seen", "last_seen")
_PRONOUNS = frozenset(
    {"he", "her", "him", "his", "i", "it", "its", "one", "she", "their", "them", "they", "we", "who", "you"}
)


@dataclass(frozen=True, slots=True)
class Sightings:
    """The sightings of a text's speakers, in their order, and who they are.

    `moved` are the claims that changed hands or whose speaker has another name, `retold` the speakers of whom other
    names or offices are known than before.
    """

    rows: list[Sighting]
    speakers: list[Speaker]
    moved: set[int]
    retold: set[int]


def sight(
    speakers: Sequence[Extracted], attributions: Sequence[Attribution], *, article: int, seen: datetime, now: datetime
) -> Sightings:
    """Record the speakers of one text, published at `seen`, and settle who they are."""
    speakers = _of_one_kind(speakers)
    roles = [_stated_role(attributions, number) or speaker.affiliation for number, speaker in enumerate(speakers)]
    names = [name_of(s, role=role, article=article) for s, role in zip(speakers, roles, strict=True)]
    known = _known(names)
    for name, speaker, role in zip(names, speakers, roles, strict=True):
        sighting = known.get(_place(name)) or _new(name, speaker, seen, now)
        known[_place(name)] = _seen_again(sighting, name, speaker, role, seen)
    sightings = [known[_place(name)] for name in names]
    moved, retold = settle(_save_changed(sightings), now=now)
    rows = Sighting.objects.select_related("speaker").in_bulk([s.pk for s in sightings])
    settled = [rows[s.pk] for s in sightings]
    return Sightings(settled, [root_of(s.speaker) for s in settled], moved, retold)


def _of_one_kind(speakers: Sequence[Extracted]) -> list[Extracted]:
    """Take spellings of one name in one text for one speaker: a person if any of them is found to be one."""
    persons = {fold_name(speaker.name) for speaker in speakers if speaker.kind is SpeakerKind.PERSON}
    return [replace(s, kind=SpeakerKind.PERSON) if fold_name(s.name) in persons else s for s in speakers]


def _stated_role(attributions: Sequence[Attribution], speaker: int) -> str | None:
    return next((a.role for a in attributions if a.speaker == speaker and a.role), None)


def _place(name: Name) -> tuple[str, str, str]:
    return name.sort, name.key, name.guise


def _known(names: Iterable[Name]) -> dict[tuple[str, str, str], Sighting]:
    places = [_place(name) for name in names]
    rows = Sighting.objects.filter(key__in=[key for _, key, _ in places]).select_related("speaker")
    return {(row.sort, row.key, row.guise): row for row in rows if (row.sort, row.key, row.guise) in places}


def _new(name: Name, speaker: Extracted, seen: datetime, now: datetime) -> Sighting:
    shown = speaker.name[:300]
    return Sighting(
        speaker=Speaker(name=shown, key=name.key, kind=speaker.kind, created_at=now),
        name=shown, kind=speaker.kind, sort=name.sort, key=name.key, guise=name.guise, first_seen=seen, last_seen=seen,
    )  # fmt: skip


def _seen_again(sighting: Sighting, name: Name, speaker: Extracted, role: str | None, seen: datetime) -> Sighting:
    """Let a sighting span the dates and take the names of one more text."""
    shown = speaker.name[:300]
    if (seen, shown) < (sighting.first_seen, sighting.name):
        sighting.name = shown
    sighting.first_seen, sighting.last_seen = min(seen, sighting.first_seen), max(seen, sighting.last_seen)
    sighting.short_keys = sorted({*sighting.short_keys, *name.short_keys})
    sighting.is_short = sighting.is_short or name.is_short
    sighting.aliases = _spellings([speaker.name, *speaker.aliases], sighting.aliases)
    sighting.roles = _tenures(role, seen, sighting.roles)
    if name.sort == BODY:
        sighting.kind = min(sighting.kind, speaker.kind, key=lambda kind: _PREFERRED.index(SpeakerKind(kind)))
    return sighting


def _save_changed(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Save the sightings that a text changed, new ones with a speaker each, and return them. At most four queries."""
    rows = list({id(sighting): sighting for sighting in sightings}.values())
    stored = Sighting.objects.in_bulk([row.pk for row in rows if row.pk])
    changed = [row for row in rows if row.pk and _state(row) != _state(stored[row.pk])]
    new = [row for row in rows if not row.pk]
    Sighting.objects.bulk_update(changed, _TOLD)
    Speaker.objects.bulk_create(row.speaker for row in new)
    Sighting.objects.bulk_create(new)
    return changed + new


def _state(row: Sighting) -> list[object]:
    return [getattr(row, name) for name in _TOLD]


def settle(sightings: Sequence[Sighting], *, now: datetime) -> tuple[set[int], set[int]]:
    """Group changed sightings and all that bear on them; give each group a speaker.

    Return the claims that moved or whose speaker is renamed, and the speakers of other names or offices than before.
    """
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
        if _name(owner, group):
            moved.update(owner.claims.values_list("pk", flat=True))
        if touched.intersection(s.pk for s in group):
            changed.add(root_of(owner).pk)
    return moved, write_names(*Speaker.objects.filter(pk__in=changed))


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


def _name(owner: Speaker, group: list[Sighting]) -> bool:
    """Call a speaker by the full name that was published first; return whether that is another than before."""
    best = min(group, key=lambda s: (s.is_short, s.first_seen, s.name))
    same = (owner.name, owner.key, owner.kind) == (best.name, best.key, best.kind)
    if owner.named_by_hand or best.pinned or same:
        return False
    owner.name, owner.key, owner.kind = best.name, best.key, best.kind
    owner.save(update_fields=["name", "key", "kind"])
    return True


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
