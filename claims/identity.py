"""Which sightings are one speaker. A function of the set of sightings alone, so the order of stories cannot matter.

Bodies (states, organizations, groups) are told by name; an acronym that one full name alone is known by joins it.
Persons are told by full name, unless their roles contradict each other. A bare surname never makes two people one: it
joins a full name if that is the only one it can mean, by role, or without a role by date. Anonymous sources are
kept as described, one speaker a description ("unspecified" is one too): they are identified with nobody, and claims
of a mere description are not matched across articles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from itertools import combinations

from claims.extraction.values import Speaker, SpeakerKind
from claims.extraction.wordlists import states
from claims.folding import fold, fold_name, without_accents

PERSON, BODY, ANONYMOUS = "person", "body", "anonymous"
SORTS = {SpeakerKind.PERSON: PERSON, SpeakerKind.ANONYMOUS: ANONYMOUS}
# A surname without a role means somebody in the news at that time.
RECENT = timedelta(days=30)
_TRANSLITERATED_END = re.compile(r"(?<=\w{4})[iyj]+$")
_EMPTY_WORDS = frozenset(
    {"a", "an", "and", "at", "by", "for", "former", "from", "in", "of", "on", "s", "the", "to"}
    | {"acting", "chief", "deputy", "head", "leader", "official", "senior", "spokesman", "spokesperson", "spokeswoman"}
)
_ACRONYM = re.compile(r"[A-Z][A-Z&.-]{1,9}[A-Z.]")
_LONGEST_STATE = 4
_SHARED_ROOT = 4
# Two telling words, as in "harbour pilot", make a role specific enough to speak against another.
_SPECIFIC = 2


@dataclass(frozen=True, slots=True)
class Name:
    """How one text presents a speaker, ready for comparison; see `claims.models.Sighting`."""

    sort: str
    key: str
    guise: str
    is_short: bool
    short_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sighted:
    """A sighting with what grouping looks at. `number` tells it from others."""

    number: int
    name: Name
    first_seen: datetime
    last_seen: datetime

    @property
    def role(self) -> frozenset[str]:
        """The telling words of the guise."""
        return _telling(self.name.guise.partition(": ")[2] if self.name.is_short else self.name.guise)


@cache
def _state_names() -> dict[str, str]:
    """Return the folded names, peoples, capitals and seats of states, with their codes."""
    return {
        fold_name(words): f"state {state.code}"
        for state in reversed(states())
        for words in (*state.seats, *state.capitals, *state.adjectives, *state.names)
    }


@lru_cache(maxsize=4096)
def _telling(role: str) -> frozenset[str]:
    """Return the telling words of a folded role; whatever stands for a state becomes that state."""
    words, telling, start = role.split(), set[str](), 0
    while start < len(words):
        phrases = (" ".join(words[start : start + length]) for length in range(_LONGEST_STATE, 0, -1))
        found = next((phrase for phrase in phrases if phrase in _state_names()), None)
        telling.add(_state_names()[found] if found else words[start])
        start += len(found.split()) if found else 1
    return frozenset(telling) - _EMPTY_WORDS


def name_of(speaker: Speaker, *, role: str | None, article: int) -> Name:
    """Return how a text presents a speaker, whose role it states or not."""
    sort = SORTS.get(speaker.kind, BODY)
    if sort == PERSON:
        return _person(speaker.name, fold(role or speaker.affiliation or ""), article)
    key = fold_name(speaker.name)
    acronyms = sorted({fold_name(alias) for alias in speaker.aliases if _abbreviates(alias, speaker.name)} - {key})
    is_short = sort == BODY and bool(_ACRONYM.fullmatch(speaker.name))
    return Name(sort, key, "", is_short, tuple(acronyms) if sort == BODY else ())


def _person(name: str, role: str, article: int) -> Name:
    words = [_TRANSLITERATED_END.sub("y", word) for word in fold(name).split()]
    words = [word for word in words if len(word) > 1] or words
    key = " ".join(words)[:300]
    if len(words) == 1:
        return Name(PERSON, key, f"article {article}: {role}"[:300], True, ())
    return Name(PERSON, key, role[:300], False, tuple(dict.fromkeys((words[-1], words[0]))))


def _abbreviates(alias: str, name: str) -> bool:
    """Return whether an alias consists of the initials of a name, small words counted or not."""
    if not _ACRONYM.fullmatch(alias):
        return False
    words = without_accents(name).replace("-", " ").split()
    letters = alias.replace(".", "").replace("&", "").replace("-", "")
    return letters in ("".join(w[0] for w in words).upper(), "".join(w[0] for w in words if w[0].isupper()))


def group_sightings(sightings: Sequence[Sighted]) -> list[list[Sighted]]:
    """Return the sightings of each speaker together. All full names that a short one may mean must be among them."""
    full: dict[tuple[str, str], list[Sighted]] = defaultdict(list)
    for sighting in sightings:
        if not sighting.name.is_short:
            full[sighting.name.sort, sighting.name.key].append(sighting)
    groups = [group for bearers in full.values() for group in _tell_apart(bearers)]
    settled = [list(group) for group in groups]
    alone: dict[tuple[str, str, str], list[Sighted]] = defaultdict(list)
    for sighting in sightings:
        if not sighting.name.is_short:
            continue
        meant = _meant(sighting, groups)
        if meant is None:
            alone[sighting.name.sort, sighting.name.key, sighting.name.guise].append(sighting)
        else:
            settled[meant].append(sighting)
    return settled + list(alone.values())


def _tell_apart(bearers: list[Sighted]) -> list[list[Sighted]]:
    """Part the bearers of one full name whose roles contradict; those without a role join the only one there is."""
    known = [[s] for s in sorted(bearers, key=lambda s: s.name.guise) if s.role]
    unknown = [s for s in bearers if not s.role]
    known = _join(known, _share_words)
    known = _join(known, _agree)
    if len(known) == 1:
        return [known[0] + unknown]
    return known + ([unknown] if unknown else [])


def _join(groups: list[list[Sighted]], fit: Callable[[list[Sighted], list[Sighted]], bool]) -> list[list[Sighted]]:
    """Join groups while any two fit."""
    while True:
        for one, other in combinations(range(len(groups)), 2):
            if fit(groups[one], groups[other]):
                groups = [g for n, g in enumerate(groups) if n not in (one, other)] + [groups[one] + groups[other]]
                break
        else:
            return groups


def _share_words(one: Iterable[Sighted], other: Iterable[Sighted]) -> bool:
    return any(_overlap(a.role, b.role) for a in one for b in other)


def _overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two roles share a state, a word or its root ("minister", "ministry")."""
    plain = [(a, b) for a in one for b in other if min(len(a), len(b)) > _SHARED_ROOT and " " not in a + b]
    return bool(one & other) or any(a[:_SHARED_ROOT] == b[:_SHARED_ROOT] for a, b in plain)


def _agree(one: Iterable[Sighted], other: Iterable[Sighted]) -> bool:
    """Return whether two roles can be one person's: not if each names an affiliation that the other excludes."""
    return not any(contradict(a.role, b.role) for a in one for b in other)


def contradict(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two roles cannot be one person's, going by words: both specific, and nothing in common."""
    return min(len(one), len(other)) >= _SPECIFIC and not _overlap(one, other)


def _meant(short: Sighted, groups: list[list[Sighted]]) -> int | None:
    """Return the only speaker whom a short name can mean, as a place in `groups`."""
    named = [n for n, group in enumerate(groups) if any(_may_mean(short, full) for full in group)]
    if short.name.sort == PERSON:
        by_role = [n for n in named if _share_words([short], groups[n])]
        named = by_role or [n for n in named if _by_date(short, groups[n])]
    return named[0] if len(named) == 1 else None


def _may_mean(short: Sighted, full: Sighted) -> bool:
    return short.name.sort == full.name.sort and short.name.key in full.name.short_keys


def _by_date(short: Sighted, group: list[Sighted]) -> bool:
    """Return whether a person known by this last name was in the news at the time, with no role speaking against it."""
    if not any(full.name.key.split()[-1] == short.name.key for full in group) or not _agree([short], group):
        return False
    first, latest = min(s.first_seen for s in group), max(s.last_seen for s in group)
    return first - RECENT <= short.first_seen and short.last_seen <= latest + RECENT
