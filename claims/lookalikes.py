"""Speakers that are likely one: for editors to merge or to tell apart. What they told apart is not suggested again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import combinations

from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache
from rapidfuzz import fuzz
from redis.exceptions import RedisError

from claims.actions import record, undo_of
from claims.extraction.values import SpeakerKind
from claims.folding import fold
from claims.models import Action, Alias, Claim, Role, Speaker, SpeakerDistinction
from claims.moving import root_of
from claims.propositions import telling_words
from claims.wording import called

# Of 100. Spellings of one name ("Zelensky", "Zelenskyy") stay above, brothers ("Igor", "Egor") below.
SAME_NAME = 90
LIKELY = 0.5
MOST = 100
# A word that so many speakers share ("ministry") says nothing.
LONGEST_BLOCK = 60
_KEPT_SECONDS = 60
_CACHE = "speaker-lookalikes"


@dataclass(frozen=True)
class Profile:
    """What is compared of a speaker: folded names, and the telling words of offices and affiliations."""

    number: int
    kind: str
    key: str
    names: frozenset[str]
    offices: frozenset[str]

    @cached_property
    def is_person(self) -> bool:
        """Whether it is a human being; bodies are compared with bodies alone."""
        return self.kind == SpeakerKind.PERSON

    @cached_property
    def initials(self) -> str:
        """The first letters of its name, small words left out."""
        return "".join(word[0] for word in self.key.split() if word not in ("of", "the", "and", "for", "in"))


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two speakers that may be one, the older row first, with what speaks for it."""

    one: int
    other: int
    confidence: float
    reasons: tuple[str, ...]


def compare(one: Profile, other: Profile) -> Likeness | None:
    """Return how two speakers are alike; None where they are not, or nothing but one common word speaks for it."""
    if one.is_person != other.is_person:
        return None
    reasons, confidence = _by_name(one, other)
    if not reasons:
        return None
    if shared := one.offices & other.offices:
        reasons.append(f"both: {', '.join(sorted(shared)[:3])}")
        confidence += 0.25
    elif one.is_person and one.offices and other.offices:
        confidence -= 0.2
    first, second = sorted((one.number, other.number))
    confidence = round(min(confidence, 0.99), 2)
    return Likeness(first, second, confidence, tuple(reasons)) if confidence >= LIKELY else None


def _by_name(one: Profile, other: Profile) -> tuple[list[str], float]:
    """Return what the names say, and how sure that makes."""
    if one.key == other.key:
        return ["the same name"], 0.65
    if shared := one.names & other.names - {""}:
        return [f"both called {min(shared)}"], 0.55
    ratio = fuzz.token_sort_ratio(one.key, other.key)
    if ratio >= SAME_NAME:
        return ["almost the same name"], 0.5 + 0.2 * (ratio - SAME_NAME) / (100 - SAME_NAME)
    if not one.is_person:
        return (
            (["one abbreviates the other"], 0.6) if _abbreviates(one, other) or _abbreviates(other, one) else ([], 0.0)
        )
    return (["the same last name"], 0.3) if _is_shorter(one, other) or _is_shorter(other, one) else ([], 0.0)


def _abbreviates(short: Profile, full: Profile) -> bool:
    return len(full.initials) > 1 and any(name.replace(" ", "") == full.initials for name in (short.key, *short.names))


def _is_shorter(short: Profile, full: Profile) -> bool:
    """Return whether a person's name is the last name of another, or has an initial for the first."""
    words, whole = short.key.split(), full.key.split()
    if not words or len(whole) < 2 or words[-1] != whole[-1]:
        return False
    return len(words) == 1 or (len(words[0]) == 1 and whole[0].startswith(words[0]))


def find_lookalikes() -> list[Likeness]:
    """Return the likely pairs, the surest first; at most a hundred. Kept for a minute: it reads all speakers."""
    with suppress(RedisError):  # without a cache it takes longer, no more
        found: list[Likeness] | None = cache.get(_CACHE)
        if found is None:
            found = list(_find())
            cache.set(_CACHE, found, _KEPT_SECONDS)
        return found
    return list(_find())


def _find() -> Iterator[Likeness]:
    profiles = {profile.number: profile for profile in _profiles()}
    distinct = _distinct()
    alike = (compare(profiles[a], profiles[b]) for a, b in _pairs(profiles.values()) if (a, b) not in distinct)
    found = sorted(filter(None, alike), key=lambda pair: (-pair.confidence, pair.one, pair.other))
    yield from found[:MOST]


def _pairs(profiles: Iterable[Profile]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing: those that share a word of a name, its beginning, or initials."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for profile in profiles:
        words = {word for name in (profile.key, *profile.names) for word in name.split() if len(word) > 2}
        marks = {word[:5] for word in words} | {f"initials {profile.initials}"}
        marks |= {f"initials {name}" for name in (profile.key, *profile.names) if name.isalpha() and len(name) < 7}
        for mark in marks:
            blocks[mark].append(profile.number)
    return {pair for block in blocks.values() if len(block) <= LONGEST_BLOCK for pair in combinations(sorted(block), 2)}


def _profiles() -> Iterator[Profile]:
    with_claims = Claim.objects.shown().order_by().values("speaker")
    speakers = Speaker.objects.current().filter(pk__in=with_claims).exclude(kind=SpeakerKind.ANONYMOUS)
    # Plain values: with rows of models, thousands of speakers take three times as long.
    aliases: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)
    rows = Alias.objects.filter(speaker__in=speakers).values_list("speaker", "name", "key", "given")
    for number, name, key, given in rows:
        aliases[number].append((name, key, given))
    titles: dict[int, list[str]] = defaultdict(list)
    for number, title in Role.objects.filter(speaker__in=speakers).values_list("speaker", "title"):
        titles[number].append(title)
    for speaker in speakers:
        if speaker.is_described:
            continue
        names = {key for name, key, given in aliases[speaker.pk] if given or name[:1].isupper()}
        offices = {word for title in titles[speaker.pk] for word in telling_words(fold(title))}
        full = {name for name in names if speaker.kind != SpeakerKind.PERSON or " " in name}
        yield Profile(speaker.pk, speaker.kind, speaker.key, frozenset(full - {speaker.key}), frozenset(offices))


def _distinct() -> set[tuple[int, int]]:
    """Return the pairs that editors told apart; of merged speakers, what they are now."""
    found = SpeakerDistinction.objects.select_related("one__merged_into", "other__merged_into")
    pairs = [sorted((root_of(d.one).pk, root_of(d.other).pk)) for d in found]
    return {(one, other) for one, other in pairs}


def tell_apart(one: Speaker, other: Speaker, *, editor: AbstractBaseUser, now: datetime) -> Action:
    """Record that two speakers are two: they are never suggested again. Doing it twice changes nothing."""
    first, second = sorted((one, other), key=lambda speaker: speaker.pk)
    made, _ = SpeakerDistinction.objects.get_or_create(
        one=first, other=second, defaults={"editor_id": editor.pk, "made_at": now}
    )
    forget_lookalikes()
    return record(
        "tell speakers apart",
        actor=editor,
        obj=first,
        before=None,
        after={"not": second.name},
        payload={"distinction": made.pk, "other": second.pk},
        now=now,
    )


@undo_of("tell speakers apart")
def _suggest_again(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (the log has it)
    SpeakerDistinction.objects.filter(pk=action.payload["distinction"]).delete()
    forget_lookalikes()
    return f"{called(Speaker.objects.get(pk=action.object_id))} may be suggested for merging again."


def forget_lookalikes() -> None:
    """Look at all speakers again the next time."""
    with suppress(RedisError):
        cache.delete(_CACHE)


def lookalikes_of(speaker: Speaker) -> list[tuple[Speaker, Likeness]]:
    """Return the speakers that may be the given one, with what speaks for it, the surest first."""
    pairs = [pair for pair in find_lookalikes() if speaker.pk in (pair.one, pair.other)]
    others = Speaker.objects.current().in_bulk([number for pair in pairs for number in (pair.one, pair.other)])
    return [
        (others[number], pair)
        for pair in pairs
        for number in (pair.one, pair.other)
        if number != speaker.pk and number in others
    ]
