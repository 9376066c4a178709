"""Pairs made of invented claims by rule, to teach what within one matter is seen too seldom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from claims.extraction.values import Stance
from claims.pairing.embedding import comparable, embed
from claims.pairing.scoring import Pair
from claims.pairing.wording import Wording
from claims.training.pairs.matters import Example, Matter, load_matters, pairs_within

_FIGURE = re.compile(r"\b\d+\b")
_DEEDS = (Stance.ASSERTION, Stance.ACCUSATION, Stance.ASSESSMENT)


def load_examples(path: Path) -> list[Example]:
    """Return all pairs within each matter of a file, and those made of its claims. Raises MatterError."""
    matters = load_matters(path)
    return [*(example for matter in matters for example in pairs_within(matter)), *make_examples(matters)]


def make_examples(matters: Sequence[Matter]) -> Iterator[Example]:
    """Return each claim with the nearest of another matter, and said again, denied or miscounted by somebody.

    In turn, so that made pairs stay fewer than invented ones.
    """
    claims = [(matter, claim) for matter in matters for claim in matter.claims]
    strangers = _strangers(matters)
    for place, (matter, claim) in enumerate(claims):
        stranger = claims[strangers[place]][1]
        yield _made(matter, claim, stranger, "different")
        if claim.stance in _DEEDS:
            yield _made(matter, claim, *_again(claim, stranger, turn=place % 4))
        if claim.stance == Stance.ACCUSATION and claim.target:
            elsewhere = replace(stranger, names=(claim.target,), offices=(), stance=Stance.DENIAL)
            yield _made(matter, claim, elsewhere, "different")


def _strangers(matters: Sequence[Matter]) -> list[int]:
    """Return the place of the nearest claim of another matter, for each claim."""
    vectors = np.concatenate([matter.vectors for matter in matters])
    owners = np.array([number for number, matter in enumerate(matters) for _ in matter.claims])
    nearness = vectors @ vectors.T
    nearness[owners[:, None] == owners] = -1
    nearest: list[int] = nearness.argmax(axis=1).tolist()
    return nearest


def _again(claim: Wording, stranger: Wording, *, turn: int) -> tuple[Wording, str]:
    by_stranger = replace(claim, names=stranger.names, offices=stranger.offices)
    figure = _FIGURE.search(claim.text)
    if turn == 0:
        return replace(claim), "same"
    if turn == 1:
        return by_stranger, "supports"
    if turn == 2 and figure:
        other = str(int(figure.group()) * 3 + 1)
        return replace(by_stranger, text=_FIGURE.sub(other, claim.text, count=1)), "rebuts"
    if claim.target and turn == 2:
        return replace(claim, names=(claim.target,), offices=(), stance=Stance.DENIAL), "rebuts"
    return replace(by_stranger, stance=Stance.DENIAL), "rebuts"


def _made(matter: Matter, one: Wording, other: Wording, link: str) -> Example:
    vectors = embed([comparable(one.text), comparable(other.text)])
    return Example(Pair(one, other, float(vectors[0] @ vectors[1])), link, matter.name, is_made=True)
