"""What one claim is to another, with probabilities: the same, a rebuttal, support, or neither."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from claims.pairing.features import as_row, features
from claims.pairing.networks import PRETRAINED, Floats, ModelUnavailable
from claims.pairing.wording import Wording

WEIGHTS = "pairs.json"
LINKS = ("same", "rebuts", "supports", "different")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims to compare; `nearness` is the cosine of their vectors."""

    one: Wording
    other: Wording
    nearness: float


@dataclass(frozen=True, slots=True)
class Odds:
    """Probabilities of what two claims are to each other; they add up to one."""

    same: float
    rebuts: float
    supports: float
    different: float


@dataclass(frozen=True)
class PairScorer:
    """Small networks of one hidden layer whose answers are averaged.

    `hidden` and `outer` are (networks, inputs + 1, units) and (networks, units + 1, links), the last row the offset.
    `heat` divides the logarithms of the average, so that they become true probabilities. `reluctance` is how many times
    likelier than `different` another link must be to be named, with `same` and `supports` as one.
    """

    name: str
    inputs: tuple[str, ...]
    center: Floats
    spread: Floats
    hidden: Floats
    outer: Floats
    heat: float
    reluctance: float

    def score(self, pairs: Sequence[Pair]) -> list[Odds]:
        """Return the odds of each pair; the order of its two claims does not matter."""
        if not pairs:
            return []
        rows = [features(pair.one, pair.other, pair.nearness) for pair in pairs]
        return [Odds(*map(float, row)) for row in self.probabilities(np.stack([as_row(row) for row in rows]))]

    def probabilities(self, rows: Floats) -> Floats:
        """Return the probabilities of the links, a row a pair."""
        return heated(average((rows - self.center) / self.spread, self.hidden, self.outer), self.heat)

    def link(self, odds: Odds) -> str:
        """Return the likeliest link; `different` where the others are not likely enough."""
        agrees = odds.same + odds.supports
        if max(agrees, odds.rebuts) < self.reluctance * odds.different:
            return "different"
        if odds.rebuts > agrees:
            return "rebuts"
        return "supports" if odds.supports > odds.same else "same"


def average(rows: Floats, hidden: Floats, outer: Floats) -> Floats:
    """Return the mean probabilities of networks for rows of scaled inputs."""
    units = np.tanh(np.einsum("ri,niu->nru", rows, hidden[:, :-1]) + hidden[:, -1:])
    scores = np.einsum("nru,nul->nrl", units, outer[:, :-1]) + outer[:, -1:]
    powers = np.exp(scores - scores.max(axis=2, keepdims=True))
    mean: Floats = (powers / powers.sum(axis=2, keepdims=True)).mean(axis=0)
    return mean


def heated(probabilities: Floats, heat: float) -> Floats:
    """Return probabilities made less sure (heat above one) or surer."""
    powers = np.clip(probabilities, 1e-9, 1) ** (1 / heat)
    scaled: Floats = powers / powers.sum(axis=1, keepdims=True)
    return scaled


@cache
def pair_scorer(folder: Path = PRETRAINED) -> PairScorer:
    """Return the scorer of the folder. Raises ModelUnavailable."""
    path = folder / WEIGHTS
    if not path.is_file():
        raise ModelUnavailable(
            f"Comparing claims needs {path}, which is missing. Restore it from the repository, "
            "or make it anew as claims/training/pairs/README.md says."
        )
    kept = json.loads(path.read_text(encoding="utf-8"))
    arrays = {name: np.array(kept[name], dtype=np.float32) for name in ("center", "spread", "hidden", "outer")}
    return PairScorer(
        name=kept["name"],
        inputs=tuple(kept["inputs"]),
        heat=kept["heat"],
        reluctance=kept["reluctance"],
        **arrays,
    )
