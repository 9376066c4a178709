"""The cue lexicon: which words attribute, and how what they attribute is built."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

LEXICON = Path(__file__).parent / "lexicon"
# Verbs that double their last letter before an ending.
DOUBLING = re.compile(r"(?:admit|refer|rebut|begin|pin|hit|shrug|plan|pan|snap|quip|slam|submit|chat)$")


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form of a cue verb: `kind` is base, s, past, participle, finite (past or participle) or ing."""

    lemma: str
    particles: tuple[str, ...]
    kind: str
    frames: frozenset[str]
    attitude: frozenset[str]


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that can carry an attribution, with the ways its content follows."""

    frames: frozenset[str]
    attitude: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cue words by their first word, lower case."""

    verbs: dict[str, tuple[Form, ...]]
    nouns: dict[str, Noun]
    passives: dict[str, frozenset[str]]
    adverbs: frozenset[str]
    adjuncts: frozenset[tuple[str, ...]]
    pointers: frozenset[str]
    answered: frozenset[str]
    words: dict[str, frozenset[str]] = field(default_factory=dict)


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon; read once per process."""
    cues = tomllib.loads((LEXICON / "cues.toml").read_text(encoding="utf-8"))
    words = tomllib.loads((LEXICON / "words.toml").read_text(encoding="utf-8"))
    return Lexicon(
        verbs=_verbs(cues["verbs"]),
        nouns=dict(_nouns(cues["nouns"])),
        passives={
            key.removeprefix("passive_"): frozenset(cues[key]["words"]) for key in cues if key.startswith("passive_")
        },
        adverbs=frozenset(cues["adverbs"]["words"]),
        adjuncts=frozenset(tuple(phrase.split()) for phrase in cues["adjuncts"]["words"]),
        pointers=frozenset(cues["pointers"]["words"]),
        answered=frozenset(cues["answered"]["words"]),
        words={name: frozenset(listed.split()) for name, listed in words.items()},
    )


def _verbs(groups: list[dict[str, Any]]) -> dict[str, tuple[Form, ...]]:
    frames: dict[str, tuple[set[str], set[str]]] = {}
    for group in groups:
        for word in group["words"]:
            frames.setdefault(word, (set(), set()))[bool(group.get("attitude"))].update(group["frames"])
    by_first: dict[str, list[Form]] = {}
    for word, (statement, attitude) in frames.items():
        lemma = word.split("/")[0]
        for first, particles, kind in _inflect(word):
            form = Form(lemma, particles, kind, frozenset(statement), frozenset(attitude))
            by_first.setdefault(first, []).append(form)
    return {first: _merged(forms) for first, forms in by_first.items()}


def _merged(forms: list[Form]) -> tuple[Form, ...]:
    """Join the frames of entries of one lemma, longest particle first."""
    merged: dict[tuple[str, tuple[str, ...], str], Form] = {}
    for form in forms:
        key = form.lemma, form.particles, form.kind
        if known := merged.get(key):
            form = Form(*key, known.frames | form.frames, known.attitude | form.attitude)
        merged[key] = form
    return tuple(sorted(merged.values(), key=lambda form: -len(form.particles)))


def _inflect(word: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield (first word, particles, kind) of each form of "base/past/participle"."""
    parts = word.split("/")
    first, *particles = parts[0].split()
    tail = tuple(particles)
    yield first, tail, "base"
    yield _with_s(first), tail, "s"
    yield _with_ing(first), tail, "ing"
    if re.search(r"[aeiou]l$", first) and len(parts) == 1:  # British "labelled", beside American "labeled"
        yield first + "ling", tail, "ing"
        yield first + "led", tail, "finite"
    if len(parts) == 3:
        yield parts[1].split()[0], tail, "past"
        yield parts[2].split()[0], tail, "participle"
    else:
        yield (parts[1].split()[0] if len(parts) == 2 else _with_ed(first)), tail, "finite"


def _with_s(base: str) -> str:
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ies"
    return base + ("es" if re.search(r"(?:s|sh|ch|x|z|go)$", base) else "s")


def _with_ing(base: str) -> str:
    if DOUBLING.search(base):
        return base + base[-1] + "ing"
    return (base[:-1] if re.search(r"[^e]e$", base) else base) + "ing"


def _with_ed(base: str) -> str:
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ied"
    if DOUBLING.search(base):
        return base + base[-1] + "ed"
    return base + ("d" if base.endswith("e") else "ed")


def _nouns(groups: list[dict[str, Any]]) -> Iterator[tuple[str, Noun]]:
    for group in groups:
        noun = Noun(frozenset(group["frames"]), bool(group.get("attitude")))
        for word in group["words"]:
            yield word, noun
            yield _with_s(word), noun
