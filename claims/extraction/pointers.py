"""Contents that only point back: "the allegations", "that account of the warnings", "it"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.points import Point
from claims.extraction.values import Speaker
from claims.extraction.wording import telling_stems
from claims.extraction.wordlists import fold, roles, singular, stances, word_set

_WORD = re.compile(r"[\w.'-]+")
_PRONOUNS = frozenset(["it", "this", "that", "them", "these", "those"])
_POINTING = word_set("the that this these those such any all his her their its both a")
_BESIDE = word_set("too also as well again outright")  # "dismissed that, too"
_MAX_WORDS = 12


@dataclass(frozen=True, slots=True)
class Pointer:
    """A noun for what was said; `owner` are the words before it, `topic` the stems behind it."""

    noun: str
    is_plural: bool
    owner: frozenset[str]
    topic: frozenset[str]
    is_pronoun: bool = False


def read_pointer(words: Sequence[str]) -> Pointer | None:
    """Return what a content points to, None if it is a proposition of its own.

    `words` are folded tokens; what is said of the thing pointed to ("the claims *“totally unfounded”*") may follow.
    """
    listed = [word for word in words if word[:1].isalnum() or word in ("'s", "'")]
    if not listed:
        return None
    if listed[0] in _PRONOUNS and (_BESIDE.issuperset(listed[1:]) or _is_judged(listed) or _is_labelled(listed)):
        return Pointer(listed[0], listed[0] in ("them", "these", "those"), frozenset(), frozenset(), is_pronoun=True)
    nouns = stances().pointers["nouns"]
    for k, word in enumerate(listed[:_MAX_WORDS]):
        noun = singular(word)
        if noun in nouns or word in nouns:
            if k and not _can_own(listed[:k]):
                return None
            owner = frozenset(w for w in listed[:k] if w not in _POINTING and w not in ("'s", "'"))
            return Pointer(noun, noun != word, owner, telling_stems(listed[k + 1 :]))
        if word in ("is", "was", "are", "had", "has", "were", "to", "for", "of", "in", "on"):
            return None
    return None


def _is_labelled(listed: Sequence[str]) -> bool:
    """Tell whether words are what something is called: "it 'a tale for television'"."""
    return listed[0] in ("it", "this", "that") and listed[1:2] in (["a"], ["an"])


def _is_judged(listed: Sequence[str]) -> bool:
    falsity = stances().content["falsity"]
    said = listed[1:6]
    return any(word in falsity for word in said) or ("true" in said and ("not" in said or "n't" in said))


def _can_own(before: Sequence[str]) -> bool:
    return before[0] in _POINTING or "'s" in before or "'" in before or len(before) < 3


def is_owned_by(pointer: Pointer, point: Point) -> bool:
    """Tell whether the words before the noun name the point's speaker: "Kyiv's claim", "the engineers' account"."""
    if not pointer.owner:
        return False
    named, offices = _names_and_offices(point.speaker, point.sides)
    return any(word in named or word in offices or word.rstrip("'") in named for word in pointer.owner)


@lru_cache(maxsize=1000)
def _names_and_offices(speaker: Speaker, sides: frozenset[str]) -> tuple[set[str], set[str]]:
    """Return the words that name a speaker or those it speaks for, and nouns that can stand for its office."""
    names = " ".join(fold(name) for name in (speaker.name, *speaker.aliases, *sides, speaker.affiliation or ""))
    listed = set(_WORD.findall(names.replace("'s", "")))
    listed |= {"".join(word[0] for word in side.split()) for side in sides if side.count(" ") > 1}
    listed |= {short for short, office in roles().acronyms.items() if set(office.split()) <= listed}
    return listed, {noun for noun, listed_roles in roles().classes.items() if listed_roles & listed}
