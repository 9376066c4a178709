"""How much two wordings share: stems of their telling words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from claims.extraction.cues import load_lexicon
from claims.extraction.wordlists import families, fold, stances, word_set

_ENDINGS = re.compile(r"(?:ations?|ings?|ions?|ments?|edly|ness|ers?|ies|ied|ly|ed|es|s|e|y)$")
_MIN_STEM = 3
_NEGATED = 6
_BREAKS = frozenset({",", ".", ";", ":", "but", "because", "and", "“", "”", '"'})
_LISTS = (
    "determiners",
    "possessives",
    "subject_pronouns",
    "object_pronouns",
    "prepositions",
    "subordinators",
    "relatives",
    "conjunctions",
    "auxiliaries",
    "negations",
    "adverbs",
    "time_words",
)
_COMMON = word_set(
    """
    say said says tell told make made take took get got go went come came give gave one two also people way thing
    things year years
    """
)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return a folded word without its ending, never shorter than three letters; words of a family share one stem."""
    if word in families():
        return families()[word]
    bare = word.replace("'s", "")
    for _ in range(2):
        cut = _ENDINGS.sub("", bare)
        if len(cut) < _MIN_STEM or cut == bare:
            break
        bare = cut
    return bare[:-1] if len(bare) > _MIN_STEM + 1 and bare[-1:] == bare[-2:-1] else bare


@lru_cache(maxsize=1)
def _empty_words() -> frozenset[str]:
    words = load_lexicon().words
    return frozenset().union(*(words[name] for name in _LISTS)) | _COMMON


def telling_stems(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of the words that say what a wording is about; numbers count."""
    return frozenset(filter(None, map(_telling_stem, words)))


@lru_cache(maxsize=20_000)
def _telling_stem(word: str) -> str:
    folded = fold(word)
    telling = folded[:1].isalnum() and len(folded) > 1 and folded not in _empty_words()
    return stem(folded) if telling else ""


def negated_stems(words: Sequence[str], negations: frozenset[str]) -> frozenset[str]:
    """Return the stems of the words behind a negation, up to the next comma: "not [opened the gates]"."""
    found: set[str] = set()
    for at, word in enumerate(words):
        if word in negations:
            reach = words[at + 1 : at + 1 + _NEGATED]
            end = next((k for k, following in enumerate(reach) if following in _BREAKS), len(reach))
            found |= telling_stems(reach[:end])
    return frozenset(found)


def opposites_of(words: Sequence[str]) -> frozenset[str]:
    """Return the words that say the opposite of some of these, but for those that are among them."""
    return frozenset().union(*(_opposites().get(word, ()) for word in words)) - frozenset(words)


@cache
def _opposites() -> dict[str, frozenset[str]]:
    against: dict[str, set[str]] = {}
    for one, other in stances().opposites:
        against.setdefault(one, set()).add(other)
    return {word: frozenset(words) for word, words in against.items()}


def such_stems(words: Sequence[str]) -> frozenset[str]:
    """Return the stems of what "no such warnings", "any such call" take up."""
    if "such" not in words:
        return frozenset()
    return frozenset(
        stem(words[at + 1 + (words[at + 1] in ("a", "an"))]) for at, word in enumerate(words[:-2]) if word == "such"
    )


def counted_things(words: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Return numbers in digits with the stems of the two words behind: "only 22 healthy trees"."""
    return frozenset(
        (word, thing)
        for at, word in enumerate(words)
        if word[:1].isdigit()
        for thing in telling_stems(words[at + 1 : at + 3])
        if not thing[:1].isdigit()
    )


def shared_part(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the part of the smaller set that both share, 0 to 1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def agreement(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the part of all stems that both share (Jaccard index), 0 to 1."""
    either = len(one | other)
    return len(one & other) / either if either else 0.0
