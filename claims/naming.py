"""What speakers are called, from all their sightings. Runs within a writing turn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from claims.folding import fold
from claims.models import Alias, Claim, Role, Sighting, Speaker

_LONGEST_NAMES = 2000


def family(speaker: Speaker) -> set[int]:
    """Return a speaker and all that were merged into it, directly or not."""
    known, frontier = {speaker.pk}, {speaker.pk}
    while frontier:
        frontier = set(Speaker.objects.filter(merged_into__in=frontier).values_list("pk", flat=True)) - known
        known |= frontier
    return known


def write_names(speaker: Speaker) -> None:
    """Give a speaker the aliases and roles of its sightings, and make its claims findable by them.

    What an editor gave stays. Of two spellings of one name the first in the alphabet is shown.
    """
    sightings = list(Sighting.objects.filter(speaker__in=family(speaker)))
    _write_aliases(speaker, sightings)
    _write_roles(speaker, sightings)
    write_speaker_text(speaker)


def _write_aliases(speaker: Speaker, sightings: list[Sighting]) -> None:
    spelled: dict[str, str] = {}
    for sighting in sightings:
        for key, name in sighting.aliases.items():
            spelled[key] = min(name, spelled.get(key, name))
    speaker.aliases.filter(given=False).exclude(key__in=spelled).delete()
    known = {alias.key: alias for alias in speaker.aliases.all()}
    Alias.objects.bulk_create(Alias(speaker=speaker, key=k, name=n) for k, n in spelled.items() if k not in known)
    for key, alias in known.items():
        if not alias.given and alias.name != spelled[key]:
            Alias.objects.filter(pk=alias.pk).update(name=spelled[key])


def _write_roles(speaker: Speaker, sightings: list[Sighting]) -> None:
    wanted: dict[str, tuple[str, datetime, datetime]] = {}
    for sighting in sightings:
        for key, (title, *dates) in sighting.roles.items():
            first, latest = map(datetime.fromisoformat, dates)
            same = wanted.get(key, (title, first, latest))
            wanted[key] = (min(title, same[0]), min(first, same[1]), max(latest, same[2]))
    speaker.roles.filter(given=False).exclude(key__in=wanted).delete()
    for key in speaker.roles.filter(given=True).values_list("key", flat=True):
        wanted.pop(key, None)
    known = {role.key: (role.title, role.first_seen, role.last_seen) for role in speaker.roles.all()}
    rows = [
        Role(speaker=speaker, key=key, title=title, first_seen=first, last_seen=latest)
        for key, (title, first, latest) in wanted.items()
        if known.get(key) != (title, first, latest)
    ]
    Role.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["speaker", "key"],
        update_fields=["title", "first_seen", "last_seen"],
    )


def write_speaker_text(speaker: Speaker) -> None:
    """Make a speaker's claims findable by all its names."""
    text = speaker_texts([speaker])[speaker.pk]
    Claim.objects.filter(speaker=speaker).exclude(speaker_text=text).update(speaker_text=text)


def speaker_texts(speakers: Iterable[Speaker]) -> dict[int, str]:
    """Return by number the words that speakers are found by."""
    names = {speaker.pk: {speaker.name} for speaker in speakers}
    for speaker, name in Alias.objects.filter(speaker__in=names).values_list("speaker", "name"):
        names[speaker].add(name)
    return {speaker: fold(" | ".join(sorted(known)))[:_LONGEST_NAMES] for speaker, known in names.items()}
