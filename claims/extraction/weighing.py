"""Which attribution another one answers, if any: a model of two logistic steps, whose weights are in a file."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from claims.extraction.observing import Observed

WEIGHTS = Path(__file__).parent / "pretrained" / "answers.json"
# Attributions that are weighed as answered by one, and how probable one must be beside the others.
_MOST = 3
SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Weights:
    """What each observation counts: in choosing among candidates, and in deciding whether a choice is right.

    `least` is the probability from which a choice counts as answered.
    """

    choosing: Mapping[str, float]
    deciding: Mapping[str, float]
    least: float


@cache
def load_weights() -> Weights:
    """Return the trained weights, read once per process."""
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Weights(stored["choosing"], stored["deciding"], stored["least"])


def answered_of(weights: Weights, observed: Mapping[int, Observed], signs: Sequence[str]) -> list[tuple[int, float]]:
    """Return what an attribution most probably answers, with the probabilities; nothing if it is doubtful.

    `observed` has for each candidate what is observed of it, `signs` what the attribution shows of itself.
    """
    found = []
    for candidate, seen in weighed(weights.choosing, observed, signs):
        sure = probability(weights.deciding, seen)
        if sure >= weights.least:
            found.append((candidate, sure))
    return found


def weighed(
    choosing: Mapping[str, float], observed: Mapping[int, Observed], signs: Sequence[str]
) -> list[tuple[int, Observed]]:
    """Return the most probable candidates, best first, each with all that deciding looks at."""
    if not observed:
        return []
    odds = {candidate: total(choosing, seen) for candidate, seen in observed.items()}
    top = max(odds.values())
    powers = {candidate: math.exp(odd - top) for candidate, odd in odds.items()}
    everything = sum(powers.values())
    ranked = sorted(powers, key=lambda candidate: (-powers[candidate], candidate))[:_MOST]
    shares = {candidate: powers[candidate] / everything for candidate in ranked}
    return [
        (candidate, observed[candidate] | of_choice(shares[candidate], signs, is_best=rank == 0))
        for rank, candidate in enumerate(ranked)
        if rank == 0 or shares[candidate] >= SHARE
    ]


def of_choice(share: float, signs: Sequence[str], *, is_best: bool) -> Observed:
    """Return what deciding looks at beside what is observed: signs, and how clear the choice was."""
    clear = {"bias": 1.0, "share": share, "log share": math.log(share + 1e-6), "best": float(is_best)}
    return {**dict.fromkeys((f"is {sign}" for sign in signs), 1.0), **clear}


def total(weights: Mapping[str, float], seen: Observed) -> float:
    """Return the sum of the weights of what is observed."""
    return sum([weights[name] * value for name, value in seen.items() if name in weights])


def probability(weights: Mapping[str, float], seen: Observed) -> float:
    """Return the logistic of that sum."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total(weights, seen)))))
