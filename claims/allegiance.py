"""For whom speakers speak, as their names and offices tell: nobody rebuts the side it speaks for.

Everything that texts and editors say of a speaker counts, so it does not matter in which order articles come. Where in
doubt, two speakers are two sides: a court, a senator, or a minister of whom some text says "former" may well contradict
the state.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from claims.extraction.geography import Geography
from claims.extraction.principals import OFFICER
from claims.extraction.values import SpeakerKind
from claims.extraction.wordlists import bodies, roles, word_set
from claims.folding import fold, fold_name
from claims.models import Alias, Role, Speaker

# Parts of a government that say what it says.
_EXECUTIVE = word_set("ministry department embassy consulate cabinet army military navy forces")
_NOT_IN_OFFICE = word_set("former ex opposition rival late shadow candidate nominee rebel exiled ousted deposed critic")
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
# Whose it is stands before these: "Velmora's ambassador to Karsia", but "spokesman for Karsia".
_ABROAD = re.compile(r"\b(?:to|in|on|(?<!man )(?<!person )for)\b")


@dataclass(frozen=True)
class Party:
    """A speaker with all its names, folded, and with its offices as they are written."""

    speaker: int
    kind: str
    name: str
    keys: frozenset[str]
    titles: tuple[str, ...]

    @cached_property
    def states(self) -> frozenset[str]:
        """The states for which it speaks, by name."""
        if self.kind == SpeakerKind.STATE:
            return frozenset({_world().state(self.name) or self.name})
        if self.kind == SpeakerKind.ORGANIZATION:
            return _states(self.name) if not _EXECUTIVE.isdisjoint(fold(self.name).split()) else frozenset()
        return frozenset().union(*(_states(title) for title in self.titles if self._holds(title, _of_state())))

    def speaks_for(self, other: Party) -> bool:
        """Return whether another is the state or the organization that this one speaks for."""
        if other.kind == SpeakerKind.STATE:
            owned = (_ABROAD.split(title)[0] for title in self.titles if self._holds(title, _of_state()))
            return bool(self.states & other.states) or _is_named(other, owned)
        held = (title for title in self.titles if self._holds(title, OFFICER | roles().spokespersons))
        return other.kind == SpeakerKind.ORGANIZATION and _is_named(other, held)

    def _holds(self, title: str, offices: frozenset[str]) -> bool:
        """Tell whether a title is such an office, held by somebody of whom no text says that it is over."""
        words = set(fold(title).split())
        in_office = self.kind == SpeakerKind.PERSON and _NOT_IN_OFFICE.isdisjoint(fold(" ".join(self.titles)).split())
        return in_office and not words.isdisjoint(offices)


def parties(speakers: Iterable[int]) -> dict[int, Party]:
    """Return speakers by number, with what texts and editors call them. Three queries."""
    numbers = set(speakers)
    keys: dict[int, set[str]] = defaultdict(set)
    titles: dict[int, list[str]] = defaultdict(list)
    for number, name in Alias.objects.filter(speaker__in=numbers).values_list("speaker", "name"):
        if _is_telling(name):
            keys[number].add(fold_name(name))
    for number, title in Role.objects.filter(speaker__in=numbers).order_by("key").values_list("speaker", "title"):
        titles[number].append(title)
    return {
        speaker.pk: Party(
            speaker=speaker.pk,
            kind=speaker.kind,
            name=speaker.name,
            keys=frozenset(keys[speaker.pk] | ({speaker.key} if not speaker.is_described else set())),
            titles=tuple(titles[speaker.pk]),
        )
        for speaker in Speaker.objects.filter(pk__in=numbers)
    }


def are_one_side(one: Party, other: Party) -> bool:
    """Return whether two are the same speaker, or one of them speaks for the other."""
    return one.speaker == other.speaker or one.speaks_for(other) or other.speaks_for(one)


def _is_named(party: Party, titles: Iterable[str]) -> bool:
    return any(f" {key} " in f" {fold(title)} " for title in titles for key in party.keys)


def _is_telling(name: str) -> bool:
    """Tell names and acronyms, which stand for one body alone, from "the union"."""
    bare = _ARTICLE.sub("", name)
    return bare != bare.lower() and (" " in bare or bare.isupper())


def _states(words: str) -> frozenset[str]:
    """Return the state whose office or ministry words name, but not those of its companies, courts and clubs."""
    own = _ABROAD.split(words)[0]
    state = _world().state_in(own)
    of_others = set(fold(own).split()) & (bodies().heads - _EXECUTIVE)
    return frozenset({state}) if state and not of_others else frozenset()


@cache
def _of_state() -> frozenset[str]:
    """Return the nouns of offices by which somebody speaks for a state."""
    classes = roles().classes
    return classes["minister"] | classes["diplomat"] | (classes["ruler"] - {"head"}) | {"president", "taoiseach"}


@cache
def _world() -> Geography:
    return Geography("")
