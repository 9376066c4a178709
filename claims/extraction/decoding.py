"""From the scores of the network to spans, and from spans to attributions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.extraction.values import Role

ROLES = (Role.SOURCE, Role.CUE, Role.CONTENT)
OUTSIDE = 0
LABELS = ("O", *(f"{place}-{role.value}" for role in ROLES for place in "BI"))

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
    """A labelled run of words of a window, with the mean probability of its labels."""

    role: Role
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Linked:
    """The spans of one window and which belong together.

    `cue_of` gives for a content, `source_of` for a cue, the index in `pieces` and how probable that is.
    """

    pieces: list[Piece]
    cue_of: dict[int, tuple[int, float]]
    source_of: dict[int, tuple[int, float]]


def best_labels(emissions: Floats, transitions: Floats, lengths: Ints) -> Ints:
    """Return the best label sequence of each window (Viterbi, all windows in step).

    `emissions` has a row a window, a column a word and a score a label; `transitions[a, b]` is the score of
    label b after a, with impossible ones at minus infinity. Labels behind the length of a window are zero.
    """
    rows, columns, _ = emissions.shape
    before = np.zeros((rows, columns, len(LABELS)), dtype=np.int64)
    score = emissions[:, 0].copy()
    finals = np.zeros((rows, len(LABELS)), dtype=np.float32)
    finals[lengths == 1] = score[lengths == 1]
    for column in range(1, columns):
        paths = score[:, :, None] + transitions[None]
        before[:, column] = paths.argmax(axis=1)
        score = paths.max(axis=1) + emissions[:, column]
        ended = lengths == column + 1
        finals[ended] = score[ended]
    labels = np.zeros((rows, columns), dtype=np.int64)
    label = finals.argmax(axis=1)
    for column in range(columns - 1, -1, -1):
        inside = column < lengths
        labels[inside, column] = label[inside]
        moved = before[np.arange(rows), column, label]
        label = np.where(inside & (column > 0), moved, label)
    return labels


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
        if end < len(labels) and labels[end] == begin + 1:
            continue


def find_pieces(labels: Sequence[int], emissions: Floats) -> list[Piece]:
    """Return the spans of one window in order."""
    probabilities = _softmax(emissions)
    own = probabilities[np.arange(len(labels)), labels]
    pieces = []
    start = 0
    for place in range(1, len(labels) + 1):
        label = labels[place] if place < len(labels) else OUTSIDE
        inside = label and label % 2 == 0
        if inside:
            continue
        role = role_of(labels[start])
        if role is not None:
            pieces.append(Piece(role, start, place, float(own[start:place].mean())))
        start = place
    return pieces


def link(pieces: list[Piece], content_arcs: Floats, source_arcs: Floats) -> Linked:
    """Tie each content to its most probable cue, and each cue to its most probable source or to none.

    `content_arcs[i, j]` scores word j as part of the cue of word i, `source_arcs[i, j]` word j as part of the
    source of word i; column 0, the opening marker, stands for none.
    """
    cues, sources, contents = (
        [i for i, p in enumerate(pieces) if p.role is role]
        for role in (
            Role.CUE,
            Role.SOURCE,
            Role.CONTENT,
        )
    )
    linked = Linked(pieces, {}, {})
    if not cues:
        return linked
    to_cue = _between(content_arcs, [pieces[i] for i in contents], [pieces[i] for i in cues])
    for content, row in zip(contents, to_cue, strict=True):
        linked.cue_of[content] = _best(row, cues)
    nobody = Piece(Role.SOURCE, 0, 1, 1.0)
    to_source = _between(source_arcs, [pieces[i] for i in cues], [nobody, *(pieces[i] for i in sources)])
    for cue, row in zip(cues, to_source, strict=True):
        linked.source_of[cue] = _best(row, [-1, *sources])
    return linked


def _best(scores: Floats, candidates: Sequence[int]) -> tuple[int, float]:
    place = int(scores.argmax())
    return candidates[place], float(_softmax(scores)[place])


def _between(arcs: Floats, tails: Sequence[Piece], heads: Sequence[Piece]) -> Floats:
    """Return for each tail and head the mean, over the words of the tail, of the log of the head's probability."""
    weights = np.exp(arcs - arcs.max(axis=1, keepdims=True))
    total = weights.sum(axis=1)
    by_head = np.stack([weights[:, head.start : head.end].sum(axis=1) for head in heads], axis=1)
    logs = np.log(np.maximum(by_head / total[:, None], 1e-9))
    rows = [logs[tail.start : tail.end].mean(axis=0) for tail in tails]
    return np.stack(rows) if rows else np.zeros((0, len(heads)), dtype=np.float32)


def _softmax(scores: Any) -> Any:
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)
