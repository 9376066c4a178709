"""The lemmas of a cue: what its words are called in the lexicon."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.cues import load_lexicon
from claims.extraction.wordlists import singular, stances

_NOUNS = frozenset({"denial", "denials", "rejection", "claim", "claims"})


def lemma(word: str) -> str:
    """Return the base form of a cue word in lower case."""
    forms = load_lexicon().verbs.get(word)
    return forms[0].lemma.split()[0] if forms else singular(word)


def cue_lemmas(low: Sequence[str]) -> list[str]:
    """Return lemmas of a cue's words, and of each with the word behind it: "hit", "hit-back"."""
    bases = [lemma(word) for word in low]
    return [*(f"{base}-{word}" for base, word in zip(bases, low[1:], strict=False)), *bases]


def has_cue(kind: str, lemmas: Sequence[str]) -> bool:
    """Tell whether a cue is of a stance of the lexicon, as "denial" or "call"."""
    listed = stances().cues[kind]
    return any(word in listed for word in lemmas)
