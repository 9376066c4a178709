"""Which content belongs to which cue, and which cue to which source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from claims.extraction.decoding import Floats, Ints, Piece, softmax
from claims.extraction.values import Role

# Every cue should have a content, every source a cue. What that is worth in log probability: on held-out articles
# any value from 1 to 4 gives the same agreement, and none at all a tenth less.
WORTH = 2.0
# A source that was not labelled is taken where the arcs give its words this much of their weight.
MIN_SOURCE = 0.3
# A further content of a cue is dropped where its arc is less probable.
MIN_FURTHER = 0.4
# Words beside the most probable one belong to an unlabelled source if they weigh this share of it.
BESIDE = 0.1
NOBODY = Piece(Role.SOURCE, 0, 1, 1.0)


@dataclass(frozen=True, slots=True)
class Linked:
    """The spans of one window and which belong together.

    `cue_of` gives for a content, `source_of` for a cue, the index in `pieces` and how probable that is; what
    belongs to nothing is in neither.
    """

    pieces: list[Piece]
    cue_of: dict[int, tuple[int, float]]
    source_of: dict[int, tuple[int, float]]


def link(pieces: Sequence[Piece], content_arcs: Floats, source_arcs: Floats) -> Linked:
    """Tie each content to a cue, and each cue to a source or to none.

    `content_arcs[i, j]` scores word j as part of the cue of word i, `source_arcs[i, j]` word j as part of the
    source of word i; column 0, the opening marker, stands for none.
    """
    pieces = sorted([*pieces, *_unlabelled_sources(pieces, source_arcs)], key=lambda piece: piece.start)
    cues = _indices(pieces, Role.CUE)
    if not cues:
        return Linked(pieces, {}, {})
    return Linked(pieces, _link_contents(pieces, cues, content_arcs), _link_cues(pieces, cues, source_arcs))


def _indices(pieces: Sequence[Piece], role: Role) -> list[int]:
    return [index for index, piece in enumerate(pieces) if piece.role is role]


def _link_contents(pieces: Sequence[Piece], cues: Sequence[int], arcs: Floats) -> dict[int, tuple[int, float]]:
    contents = _indices(pieces, Role.CONTENT)
    if not contents:
        return {}
    scores = _between(arcs, [pieces[i] for i in contents], [pieces[i] for i in cues])
    chosen = assign(scores, np.full(len(cues), WORTH))
    probable = softmax(scores)[np.arange(len(contents)), chosen]
    best: dict[int, float] = {}
    for cue, probability in zip(chosen.tolist(), probable.tolist(), strict=True):
        best[cue] = max(best.get(cue, 0.0), probability)
    return {
        content: (cues[cue], probability)
        for content, cue, probability in zip(contents, chosen.tolist(), probable.tolist(), strict=True)
        if probability == best[cue] or probability >= MIN_FURTHER
    }


def _link_cues(pieces: Sequence[Piece], cues: Sequence[int], arcs: Floats) -> dict[int, tuple[int, float]]:
    sources = _indices(pieces, Role.SOURCE)
    scores = _between(arcs, [pieces[i] for i in cues], [NOBODY, *(pieces[i] for i in sources)])
    chosen = assign(scores, np.array([0.0, *(WORTH for _ in sources)]))
    probable = softmax(scores)[np.arange(len(cues)), chosen]
    return {
        cue: (sources[source - 1], probability)
        for cue, source, probability in zip(cues, chosen.tolist(), probable.tolist(), strict=True)
        if source
    }


def _unlabelled_sources(pieces: Sequence[Piece], arcs: Floats) -> list[Piece]:
    """Return as sources the words that the arcs of a cue point to though no label says so."""
    labelled = np.zeros(len(arcs), dtype=bool)
    for piece in (NOBODY, *pieces):
        labelled[piece.start : piece.end] = True
    is_source = np.zeros(len(arcs), dtype=bool)
    for piece in (NOBODY, *(piece for piece in pieces if piece.role is Role.SOURCE)):
        is_source[piece.start : piece.end] = True
    found = []
    for cue in pieces:
        if cue.role is not Role.CUE:
            continue
        mass = np.add.reduce(softmax(arcs[cue.start : cue.end])) / np.float32(cue.end - cue.start)
        if np.add.reduce(mass[is_source]) > 1 - MIN_SOURCE:
            continue
        start, end = _around_peak(np.where(labelled, 0, mass))
        confidence = float(mass[start:end].sum())
        if confidence >= MIN_SOURCE:
            found.append(Piece(Role.SOURCE, start, end, confidence))
            labelled[start:end] = True
    return found


def _around_peak(mass: Floats) -> tuple[int, int]:
    start = int(mass.argmax())
    end, least = start + 1, float(mass[start]) * BESIDE
    while start > 0 and mass[start - 1] > least:
        start -= 1
    while end < len(mass) and mass[end] > least:
        end += 1
    return start, end


def _between(arcs: Floats, tails: Sequence[Piece], heads: Sequence[Piece]) -> Floats:
    """Return for each tail and head the mean, over the words of the tail, of the log of the head's probability."""
    weights = softmax(np.concatenate([arcs[tail.start : tail.end] for tail in tails]))
    by_head = np.stack([np.add.reduce(weights[:, head.start : head.end], axis=1) for head in heads], axis=1)
    logs = np.log(np.maximum(by_head, 1e-9))
    means, at = [], 0
    for tail in tails:
        end = at + tail.end - tail.start
        means.append(np.add.reduce(logs[at:end]) / np.float32(end - at))
        at = end
    return np.stack(means)


def assign(scores: Floats, worth: NDArray[np.floating]) -> Ints:
    """Choose a column for each row so that many columns are chosen by some row.

    Maximizes the sum of the chosen scores plus `worth[k]` for each chosen column k, by local search: from the best
    column of every row, a row moves to an empty column, and another row may fill its place.
    """
    rows = np.arange(len(scores))
    chosen: Ints = scores.argmax(axis=1)
    while True:
        counts = np.bincount(chosen, minlength=scores.shape[1])
        spare = counts[chosen] > 1
        change = scores - scores[rows, chosen][:, None]
        refill = np.where(spare[:, None], change, -np.inf)
        best_refill = refill.max(axis=0)
        behind = np.where(spare, 0.0, np.maximum(-worth[chosen], best_refill[chosen]))
        gains = np.where(counts[None] > 0, -np.inf, change + worth[None] + behind[:, None])
        row, column = np.unravel_index(gains.argmax(), gains.shape)
        if gains[row, column] <= 1e-6:
            return chosen
        left = chosen[row]
        if not spare[row] and best_refill[left] > -worth[left]:
            chosen[refill[:, left].argmax()] = left
        chosen[row] = column
