"""Learn the pair scorer: `python -m claims.training.pairs` writes claims/pairing/pretrained/pairs.json.

It prints how right the scorer is on matters it has not learnt from (cross-validation), which also gives the two
numbers that are not learnt from all pairs: `heat`, for true probabilities, and `reluctance`, by which most of each
link is found among claims about one matter.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from claims.pairing.features import features
from claims.pairing.networks import PRETRAINED, Floats
from claims.pairing.scoring import LINKS, WEIGHTS, Odds, PairScorer, average, heated
from claims.training.pairs.learning import Size, learn
from claims.training.pairs.making import load_examples
from claims.training.pairs.matters import Example, as_arrays

INVENTED = Path(__file__).parent / "invented.ndjson"
NAME = "learned 1"
FOLDS = 10
HEATS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.8, 2.0)
RELUCTANCES = (0.2, 0.25, 0.33, 0.4, 0.5, 0.6, 0.75, 1.0, 1.25, 1.5)


@dataclass(frozen=True, slots=True)
class Scale:
    """What brings inputs to mean nought and spread one."""

    center: Floats
    spread: Floats

    @classmethod
    def of(cls, rows: Floats) -> Scale:
        """Return the scale of rows."""
        spread = rows.std(axis=0)
        return cls(rows.mean(axis=0), np.where(spread < 1e-3, np.float32(1), spread))  # some never vary

    def scaled(self, rows: Floats) -> Floats:
        """Return rows at this scale."""
        scaled: Floats = (rows - self.center) / self.spread
        return scaled


def held_out(rows: Floats, wanted: Floats, matters: Sequence[str], size: Size) -> Floats:
    """Return probabilities for each pair by networks that saw nothing of its matter."""
    found = np.zeros_like(wanted)
    fold = np.array([number % FOLDS for number in _numbers(matters)])
    for part in range(FOLDS):
        kept, left = fold != part, fold == part
        scale = Scale.of(rows[kept])
        found[left] = average(scale.scaled(rows[left]), *learn(scale.scaled(rows[kept]), wanted[kept], size))
    return found


def _numbers(names: Sequence[str]) -> Iterator[int]:
    known = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return (known[name] for name in names)


def loss(probabilities: Floats, wanted: Floats) -> float:
    """Return the mean negative logarithm of what was given to the right links."""
    return float(-np.log(np.clip((probabilities * wanted).sum(axis=1), 1e-9, 1)).mean())


def found_by_link(named: Sequence[str], right: Sequence[str]) -> dict[str, float]:
    """Return how much is found of the same or supporting, the rebutting and the different claims."""
    merged = {"supports": "same"}
    pairs = [(merged.get(n, n), merged.get(r, r)) for n, r in zip(named, right, strict=True)]
    return {
        link: sum(n == r for n, r in pairs if r == link) / max(1, sum(r == link for _, r in pairs))
        for link in ("same", "rebuts", "different")
    }


def main() -> None:
    """Learn, choose the two numbers, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, default=INVENTED)
    parser.add_argument("--output", type=Path, default=PRETRAINED)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    examples, size = load_examples(options.pairs), Size(seed=options.seed)
    rows, wanted = as_arrays(examples)
    apart = held_out(rows, wanted, [e.matter for e in examples], size)
    heat = min(HEATS, key=lambda h: loss(heated(apart, h), wanted))
    scale = Scale.of(rows)
    hidden, outer = learn(scale.scaled(rows), wanted, size)
    made = PairScorer(NAME, _names(examples[0]), scale.center, scale.spread, hidden, outer, heat, 1.0)
    odds = [Odds(*map(float, row)) for row in heated(apart, heat)]
    right = [example.link for example in examples]
    within = [place for place, example in enumerate(examples) if not example.is_made]
    odds, right = [odds[place] for place in within], [right[place] for place in within]
    reluctance, scores = _reluctance(made, odds, right)
    print(f"{len(examples)} pairs; log loss {loss(heated(apart, heat), wanted):.3f} at heat {heat}")
    print(f"reluctance {reluctance}, found: " + ", ".join(f"{link} {score:.0%}" for link, score in scores.items()))
    for line in _bands(odds, right):
        print(line)
    (options.output / WEIGHTS).write_text(_written(made, heat, reluctance), encoding="utf-8")


def _names(example: Example) -> tuple[str, ...]:
    return tuple(features(example.pair.one, example.pair.other, example.pair.nearness))


def _reluctance(made: PairScorer, odds: Sequence[Odds], right: Sequence[str]) -> tuple[float, dict[str, float]]:
    """Return the reluctance by which most of each link is found, with what is found of each."""
    tried = {}
    for reluctance in RELUCTANCES:
        trial = PairScorer(**{**vars(made), "reluctance": reluctance})
        tried[reluctance] = found_by_link([trial.link(o) for o in odds], right)
    best = max(tried, key=lambda r: (sum(tried[r].values()), r))
    return best, tried[best]


def _bands(odds: Sequence[Odds], right: Sequence[str]) -> Iterator[str]:
    """Say how often rebuttals of each confidence are rebuttals."""
    for least, most in ((0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        inside = [r for o, r in zip(odds, right, strict=True) if least <= o.rebuts < most]
        if inside:
            share = inside.count("rebuts") / len(inside)
            yield f"  rebuts {least:.0%} to {min(most, 1):.0%}: {len(inside)} pairs, {share:.0%} right"


def _written(made: PairScorer, heat: float, reluctance: float) -> str:
    kept = {
        "name": made.name, "links": LINKS, "inputs": made.inputs, "heat": heat, "reluctance": reluctance,
        **{name: _rounded(getattr(made, name)) for name in ("center", "spread", "hidden", "outer")},
    }  # fmt: skip
    return json.dumps(kept, separators=(",", ":")) + "\n"


def _rounded(values: Floats) -> object:
    return np.round(values.astype(np.float64), 5).tolist()


if __name__ == "__main__":
    main()
