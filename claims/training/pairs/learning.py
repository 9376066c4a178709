"""Small networks, learnt together: one hidden layer, full batches, Adam, weights held small."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from claims.pairing.networks import Floats

STEPS, RATE = 400, 0.01
BETA_1, BETA_2, TINY = 0.9, 0.999, 1e-8


@dataclass(frozen=True, slots=True)
class Size:
    """How many networks of how many units, how strongly their weights are held small, and the first random number."""

    networks: int = 8
    units: int = 16
    decay: float = 12.0
    seed: int = 1


def learn(rows: Floats, wanted: Floats, size: Size) -> tuple[Floats, Floats]:
    """Return the weights of networks that give the wanted links for rows of scaled inputs."""
    numbers = np.random.default_rng(size.seed)
    inputs = np.concatenate([rows, np.ones((len(rows), 1), dtype=np.float32)], axis=1)
    weights = [
        _first(numbers, (size.networks, inputs.shape[1], size.units)),
        _first(numbers, (size.networks, size.units + 1, wanted.shape[1])),
    ]
    means, squares = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    for step in range(1, STEPS + 1):
        for place, slope in enumerate(_slopes(inputs, wanted, weights, size.decay)):
            means[place] = BETA_1 * means[place] + (1 - BETA_1) * slope
            squares[place] = BETA_2 * squares[place] + (1 - BETA_2) * slope**2
            mean, square = means[place] / (1 - BETA_1**step), squares[place] / (1 - BETA_2**step)
            weights[place] -= RATE * mean / (np.sqrt(square) + TINY)
    return weights[0], weights[1]


def _first(numbers: np.random.Generator, shape: tuple[int, int, int]) -> Floats:
    drawn = numbers.normal(0, 1 / np.sqrt(shape[1]), shape).astype(np.float32)
    drawn[:, -1] = 0
    return drawn


def _slopes(inputs: Floats, wanted: Floats, weights: list[Floats], decay: float) -> list[Floats]:
    hidden, outer = weights
    units = np.tanh(np.einsum("ri,niu->nru", inputs, hidden, optimize=True))
    with_one = np.concatenate([units, np.ones((*units.shape[:2], 1), dtype=np.float32)], axis=2)
    scores = with_one @ outer
    powers = np.exp(scores - scores.max(axis=2, keepdims=True))
    off = (powers / powers.sum(axis=2, keepdims=True) - wanted) / len(inputs)
    back = (off @ outer[:, :-1].transpose(0, 2, 1)) * (1 - units**2)
    slopes = [np.einsum("ri,nru->niu", inputs, back, optimize=True), with_one.transpose(0, 2, 1) @ off]
    held = [weight * (decay / len(inputs)) for weight in weights]
    for weight in held:
        weight[:, -1] = 0  # offsets are free
    return [slope + weight for slope, weight in zip(slopes, held, strict=True)]
