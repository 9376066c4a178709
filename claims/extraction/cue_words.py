"""The lemmas of a cue: what its words are called in the lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from claims.extraction.cues import load_lexicon
from claims.extraction.wordlists import singular, stances


def lemma(word: str) -> str:
    """Return the base form of a cue word in lower case."""
    forms = load_lexicon().verbs.get(word)
    if forms:
        return forms[0].lemma.split()[0]
    return next((base for base in _bases(word) if base in stance_lemmas()), None) or singular(word)


def _bases(word: str) -> list[str]:
    """Return what a verb in "-ed" or "-ing" may be made from."""
    if word == "withdrew":
        return ["withdraw"]
    stems = [word.removesuffix(ending) for ending in ("ed", "ing") if word.endswith(ending)]
    return [form for stem in stems for form in (stem, f"{stem}e", f"{stem.removesuffix('i')}y")]


@cache
def stance_lemmas() -> frozenset[str]:
    """Return the base forms of all cues that a stance knows, those of taking back among them."""
    return stances().retracting.union(*stances().cues.values())


def cue_lemmas(low: Sequence[str]) -> list[str]:
    """Return lemmas of a cue's words, and of each with the word behind it: "hit", "hit-back"."""
    bases = [lemma(word) for word in low]
    return [*(f"{base}-{word}" for base, word in zip(bases, low[1:], strict=False)), *bases]


def strikes_back(lemmas: Sequence[str]) -> bool:
    """Tell whether a cue is a verb with "back": who hits or pushes back supports nobody."""
    return any(lemma.endswith("-back") for lemma in lemmas)


def has_cue(kind: str, lemmas: Sequence[str]) -> bool:
    """Tell whether a cue is of a stance of the lexicon, as "denial" or "call"."""
    return not stances().cues[kind].isdisjoint(lemmas)
