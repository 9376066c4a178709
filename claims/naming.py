"""What speakers are called, from all their sightings. Runs within a writing turn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from claims.folding import fold
from claims.models import Alias, Claim, Role, Sighting, Speaker

_LONGEST_NAMES = 2000


def family(speaker: Speaker) -> set[int]:
    """Return a speaker and all that were merged into it, directly or not."""
    return _families([speaker])[speaker.pk]


def _families(speakers: Iterable[Speaker]) -> dict[int, set[int]]:
    """Return speakers with all that were merged into them, by number. A query a step of the way."""
    families = {speaker.pk: {speaker.pk} for speaker in speakers}
    frontier = set(families)
    while frontier:
        merged = list(Speaker.objects.filter(merged_into__in=frontier).values_list("pk", "merged_into"))
        frontier = set()
        for members in families.values():
            found = {number for number, into in merged if into in members} - members
            members |= found
            frontier |= found
    return families


def write_names(*speakers: Speaker) -> set[int]:
    """Give speakers the aliases and roles of their sightings, and make their claims findable by them.

    What an editor gave stays. Of two spellings of one name the first in the alphabet is shown. Return the speakers who
    have other names or titles than before. A handful of queries.
    """
    families = _families(speakers)
    rows = list(Sighting.objects.filter(speaker__in=set[int]().union(*families.values())))
    sightings = {number: [row for row in rows if row.speaker_id in members] for number, members in families.items()}
    changed = _write_aliases(sightings) | _write_roles(sightings)
    write_speaker_text(*speakers)
    return changed


def _write_aliases(sightings: dict[int, list[Sighting]]) -> set[int]:
    spelled = {(number, key): name for number, seen in sightings.items() for key, name in _spellings(seen).items()}
    known = {(alias.speaker_id, alias.key): alias for alias in Alias.objects.filter(speaker__in=sightings)}
    own = {place: alias for place, alias in known.items() if not alias.given}
    outdated = [place for place in own if place not in spelled]
    respelled = [place for place, alias in own.items() if spelled.get(place, alias.name) != alias.name]
    new = [place for place in spelled if place not in known]
    if outdated:
        Alias.objects.filter(pk__in=[own[place].pk for place in outdated]).delete()
    Alias.objects.bulk_create(Alias(speaker_id=place[0], key=place[1], name=spelled[place]) for place in new)
    for place in respelled:
        Alias.objects.filter(pk=own[place].pk).update(name=spelled[place])
    return {number for number, _ in (*outdated, *respelled, *new)}


def _spellings(sightings: Iterable[Sighting]) -> dict[str, str]:
    spelled: dict[str, str] = {}
    for sighting in sightings:
        for key, name in sighting.aliases.items():
            spelled[key] = min(name, spelled.get(key, name))
    return spelled


def _write_roles(sightings: dict[int, list[Sighting]]) -> set[int]:
    wanted = {(number, key): tenure for number, seen in sightings.items() for key, tenure in _tenures(seen).items()}
    known = {(role.speaker_id, role.key): role for role in Role.objects.filter(speaker__in=sightings)}
    outdated = [place for place, role in known.items() if not role.given and place not in wanted]
    if outdated:
        Role.objects.filter(pk__in=[known[place].pk for place in outdated]).delete()
    rows = [
        Role(speaker_id=place[0], key=place[1], title=title, first_seen=first, last_seen=latest)
        for place, (title, first, latest) in wanted.items()
        if not (role := known.get(place))
        or (not role.given and (role.title, role.first_seen, role.last_seen) != (title, first, latest))
    ]
    Role.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["speaker", "key"],
        update_fields=["title", "first_seen", "last_seen"],
    )
    titles = {place: role.title for place, role in known.items()}
    other = [row.speaker_id for row in rows if titles.get((row.speaker_id, row.key)) != row.title]
    return {number for number, _ in outdated} | set(other)


def _tenures(sightings: Iterable[Sighting]) -> dict[str, tuple[str, datetime, datetime]]:
    held: dict[str, tuple[str, datetime, datetime]] = {}
    for sighting in sightings:
        for key, (title, *dates) in sighting.roles.items():
            first, latest = map(datetime.fromisoformat, dates)
            same = held.get(key, (title, first, latest))
            held[key] = (min(title, same[0]), min(first, same[1]), max(latest, same[2]))
    return held


def write_speaker_text(*speakers: Speaker) -> None:
    """Make the claims of speakers findable by all their names."""
    texts = speaker_texts(speakers)
    stored = Claim.objects.filter(speaker__in=texts).values_list("speaker", "speaker_text").order_by().distinct()
    for number in {number for number, text in stored if text != texts[number]}:
        Claim.objects.filter(speaker=number).exclude(speaker_text=texts[number]).update(speaker_text=texts[number])


def speaker_texts(speakers: Iterable[Speaker]) -> dict[int, str]:
    """Return by number the words that speakers are found by."""
    names = {speaker.pk: {speaker.name} for speaker in speakers}
    for speaker, name in Alias.objects.filter(speaker__in=names).values_list("speaker", "name"):
        names[speaker].add(name)
    return {speaker: fold(" | ".join(sorted(known)))[:_LONGEST_NAMES] for speaker, known in names.items()}
