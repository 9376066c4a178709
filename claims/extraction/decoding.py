"""From the scores of the network to labelled spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from claims.extraction.values import Role

ROLES = (Role.SOURCE, Role.CUE, Role.CONTENT)
OUTSIDE = 0
LABELS = ("O", *(f"{place}-{role.value}" for role in ROLES for place in "BI"))

# Words after which sums over all paths are scaled; they stay far from the least and the largest number until then.
SCALED = 8

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def begin_label(role: Role) -> int:
    """Return the label of the first word of a span; the label of the others is one more."""
    return 1 + 2 * ROLES.index(role)


def role_of(label: int) -> Role | None:
    """Return the role that a label stands for, None for words outside."""
    return ROLES[(label - 1) // 2] if label else None


def allowed_transitions() -> Flags:
    """Return which label may follow which: a word inside a span follows one of the same role."""
    allowed = np.ones((len(LABELS), len(LABELS)), dtype=bool)
    for role in ROLES:
        begin = begin_label(role)
        allowed[:, begin + 1] = False
        allowed[[begin, begin + 1], begin + 1] = True
    return allowed


@dataclass(frozen=True, slots=True)
class Piece:
    """A labelled run of words of a window, with the mean probability that its words play that role."""

    role: Role
    start: int
    end: int
    confidence: float


def best_labels(emissions: Floats, transitions: Floats, lengths: Ints) -> Ints:
    """Return the best label sequence of each window (Viterbi, all windows in step).

    `emissions` has a row a window, a column a word and a score a label; `transitions[a, b]` is the score of
    label b after a, with impossible ones at minus infinity. Labels behind the length of a window are zero.
    """
    scores = emissions.transpose(1, 0, 2).copy()
    for before, here in pairwise(scores):
        here += np.maximum.reduce(before[:, :, None] + transitions, axis=1)
    labels = np.zeros(emissions.shape[:2], dtype=np.int64)
    for row, length in enumerate(lengths.tolist()):
        choices = (scores[: length - 1, row, :, None] + transitions).argmax(axis=1).tolist()
        path = [int(scores[length - 1, row].argmax())]
        for choice in reversed(choices):
            path.append(choice[path[-1]])
        labels[row, :length] = path[::-1]
    return labels


def label_probabilities(emissions: Floats, transitions: Floats, lengths: Ints) -> Floats:
    """Return the probability of each label at each word of each window, as best_labels takes them.

    The forward-backward algorithm (Rabiner, Proceedings of the IEEE 77, 1989, section III) on a conditional random
    field, scaled now and then to add up to one. Both ways go in step, which takes half of the calls. Words behind the
    length of a window have no meaning.
    """
    steps = np.exp(transitions.astype(np.float64))
    own = np.exp((emissions - emissions.max(axis=2, keepdims=True)).astype(np.float64))
    both = np.stack([own, _turned(own, lengths)]).transpose(2, 0, 1, 3).copy()
    both_steps = np.stack([steps, steps.T])
    for column, (before, here) in enumerate(pairwise(both), start=1):
        here *= (before if column % SCALED else _scaled(before)) @ both_steps
    forward, backward_turned = both.transpose(1, 2, 0, 3).copy()
    onward = _turned(backward_turned, lengths)
    backward = np.ones_like(own)
    backward[:, :-1] = _scaled(onward[:, 1:]) @ steps.T
    backward[np.arange(len(own)), lengths - 1] = 1
    return _scaled(forward * backward).astype(np.float32)


def _turned(weights: NDArray[np.float64], lengths: Ints) -> NDArray[np.float64]:
    """Return weights with the words of each window in the opposite order."""
    turned = weights.copy()
    for row, length in enumerate(lengths.tolist()):
        turned[row, :length] = weights[row, :length][::-1]
    return turned


def _scaled(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    scaled: NDArray[np.float64] = weights / np.maximum(np.add.reduce(weights, axis=-1, keepdims=True), 1e-300)
    return scaled


def fill_quotations(labels: Ints, quotations: Iterable[tuple[int, int]]) -> None:
    """Make each quotation that is mostly content wholly so, in place: words in one pair of marks are one span."""
    begin = begin_label(Role.CONTENT)
    for start, end in quotations:
        inside = labels[start:end]
        if (inside >= begin).sum() * 2 <= len(inside):
            continue
        continues = start > 0 and labels[start - 1] >= begin and inside[0] == begin + 1
        inside[:] = begin + 1
        if not continues:
            inside[0] = begin


def find_pieces(labels: Sequence[int], probabilities: Floats) -> list[Piece]:
    """Return the spans of one window in order; `probabilities` has a row a word, a column a label."""
    played = (probabilities[:, 1::2] + probabilities[:, 2::2]).tolist()
    pieces = []
    start = 0
    for place in range(1, len(labels) + 1):
        label = labels[place] if place < len(labels) else OUTSIDE
        inside = label and label % 2 == 0
        if inside:
            continue
        role = role_of(labels[start])
        if role is not None:
            number = ROLES.index(role)
            total = sum(at[number] for at in played[start:place])
            pieces.append(Piece(role, start, place, total / (place - start)))
        start = place
    return pieces


def softmax(scores: Floats) -> Floats:
    """Return the probabilities along the last axis."""
    weights: Floats = np.exp(scores - np.maximum.reduce(scores, axis=-1, keepdims=True))
    total: Floats = np.add.reduce(weights, axis=-1, keepdims=True)
    return weights / total
