"""Logistic models fitted by their likelihood, in plain numpy; the same data give the same weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Objective = Callable[[Floats], tuple[float, Floats]]

_STEPS = 400
_MEMORY = 10
_ENOUGH = 1e-7
_SUFFICIENT = 1e-4


@dataclass(frozen=True, slots=True)
class Group:
    """The candidates of one attribution, a row each, and which are right; `worth` is how much the group counts."""

    rows: Floats
    right: Floats
    worth: float = 1.0


def fit_choice(groups: Sequence[Group], *, penalty: float) -> Floats:
    """Return the weights that make the right candidates of each group most probable (conditional logit).

    Groups with no right candidate tell nothing and may not be among them.
    """
    rows, right, owner, worth = _stacked(groups)
    count = len(groups)

    def objective(weights: Floats) -> tuple[float, Floats]:
        odds = rows @ weights
        highest = np.full(count, -np.inf)
        np.maximum.at(highest, owner, odds)
        powers = np.exp(odds - highest[owner])
        everything, correct = (np.bincount(owner, powers * part, minlength=count) for part in (1.0, right))
        loss = float((worth * (np.log(everything) - np.log(correct))).sum()) + penalty * float(weights @ weights) / 2
        pull = worth[owner] * (powers / everything[owner] - powers * right / correct[owner])
        return loss, rows.T @ pull + penalty * weights

    return _minimum(objective, rows.shape[1])


def fit_decision(groups: Sequence[Group], *, penalty: float) -> Floats:
    """Return the weights that tell right candidates from wrong ones, each by itself (logistic regression)."""
    rows, right, owner, worth = _stacked(groups)
    worth = worth[owner]

    def objective(weights: Floats) -> tuple[float, Floats]:
        odds = rows @ weights
        loss = float((worth * (np.logaddexp(0, odds) - right * odds)).sum()) + penalty * float(weights @ weights) / 2
        return loss, rows.T @ (worth * (1 / (1 + np.exp(-odds)) - right)) + penalty * weights

    return _minimum(objective, rows.shape[1])


def _stacked(groups: Sequence[Group]) -> tuple[Floats, Floats, NDArray[np.intp], Floats]:
    owner = np.repeat(np.arange(len(groups)), [len(group.right) for group in groups])
    rows, right = (np.concatenate(part) for part in zip(*((g.rows, g.right) for g in groups), strict=True))
    return rows, right, owner, np.array([group.worth for group in groups])


def _minimum(objective: Objective, size: int) -> Floats:
    """Return where a smooth convex function is least (L-BFGS with steps halved until the value falls enough)."""
    place = np.zeros(size)
    value, slope = objective(place)
    steps: list[tuple[Floats, Floats]] = []
    for _ in range(_STEPS):
        direction = -_curved(slope, steps)
        length = 1.0
        while True:
            moved = place + length * direction
            lower, steeper = objective(moved)
            if lower <= value + _SUFFICIENT * length * float(slope @ direction) or length < _ENOUGH:
                break
            length /= 2
        step, change = moved - place, steeper - slope
        if float(step @ change) > 1e-12:
            steps = [*steps, (step, change)][-_MEMORY:]
        settled = abs(value - lower) < _ENOUGH * abs(value)
        place, value, slope = moved, lower, steeper
        if settled:
            break
    return place


def _curved(slope: Floats, steps: Sequence[tuple[Floats, Floats]]) -> Floats:
    """Return the slope turned by the inverse curvature that the last steps tell (two-loop recursion)."""
    if not steps:
        return slope / max(1.0, float(np.linalg.norm(slope)))
    turned, shares = slope.copy(), []
    for step, change in reversed(steps):
        share = float(step @ turned) / float(change @ step)
        shares.append(share)
        turned -= share * change
    step, change = steps[-1]
    turned *= float(step @ change) / float(change @ change)
    for (step, change), share in zip(steps, reversed(shares), strict=True):
        turned += step * (share - float(change @ turned) / float(change @ step))
    return turned
