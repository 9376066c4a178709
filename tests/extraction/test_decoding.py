"""From scores to spans and from spans to their cues and sources."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.decoding import (
    LABELS,
    allowed_transitions,
    begin_label,
    best_labels,
    fill_quotations,
    find_pieces,
    label_probabilities,
)
from claims.extraction.values import Role

CONTENT = begin_label(Role.CONTENT)
CUE = begin_label(Role.CUE)
TRANSITIONS = np.where(allowed_transitions(), 0, -1e4).astype(np.float32)


def scores(*labels: int) -> np.ndarray:
    """Scores that favour these labels."""
    return np.eye(len(LABELS), dtype=np.float32)[list(labels)] * 5


@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_the_best_labels_are_those_of_the_best_of_all_paths(seed: int, length: int) -> None:
    draw = np.random.default_rng(seed)
    emissions = draw.normal(size=(1, length, len(LABELS))).astype(np.float32)
    transitions = TRANSITIONS + draw.normal(size=TRANSITIONS.shape).astype(np.float32)

    def total(path: tuple[int, ...]) -> float:
        steps = sum(transitions[a, b] for a, b in pairwise(path))
        return float(sum(emissions[0, i, label] for i, label in enumerate(path)) + steps)

    found = tuple(best_labels(emissions, transitions, np.array([length]))[0].tolist())
    assert total(found) == pytest.approx(max(map(total, product(range(len(LABELS)), repeat=length))), abs=1e-3)


@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.integers(0, 3))
def test_a_label_is_as_probable_as_all_paths_through_it(seed: int, length: int, padding: int) -> None:
    draw = np.random.default_rng(seed)
    emissions = draw.normal(size=(1, length + padding, len(LABELS))).astype(np.float32)
    transitions = TRANSITIONS + draw.normal(size=TRANSITIONS.shape).astype(np.float32)
    wanted = np.zeros((length, len(LABELS)))
    for path in product(range(len(LABELS)), repeat=length):
        steps = sum(transitions[a, b] for a, b in pairwise(path))
        weight = np.exp(sum(emissions[0, i, label] for i, label in enumerate(path)) + steps)
        wanted[np.arange(length), path] += weight
    found = label_probabilities(emissions, transitions, np.array([length]))[0, :length]
    assert found == pytest.approx(wanted / wanted.sum(axis=1, keepdims=True), abs=1e-4)


def test_padding_changes_no_labels() -> None:
    short = np.random.default_rng(3).normal(size=(1, 5, len(LABELS))).astype(np.float32)
    padded = np.concatenate([short, np.full((1, 4, len(LABELS)), 9, np.float32)], axis=1)
    both = np.concatenate([padded, np.zeros_like(padded)])
    alone = best_labels(short, TRANSITIONS, np.array([5]))
    together = best_labels(both, TRANSITIONS, np.array([5, 9]))
    assert together[0, :5].tolist() == alone[0].tolist()
    assert not together[0, 5:].any()


def test_a_span_never_goes_on_in_another_role() -> None:
    favoured = scores(0, CUE, CONTENT + 1, CONTENT + 1)[None]
    labels = best_labels(favoured, TRANSITIONS, np.array([4]))[0].tolist()
    assert labels[:2] == [0, CUE]
    assert labels[2] in (CONTENT, CUE + 1, 0)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([0, CONTENT, CONTENT + 1, 0, CONTENT, 0], [0, CONTENT, CONTENT + 1, CONTENT + 1, CONTENT + 1, 0]),
        ([0, CONTENT, 0, 0, 0, 0], [0, CONTENT, 0, 0, 0, 0]),
        ([CONTENT, *[CONTENT + 1] * 2, 0, CONTENT, 0], [CONTENT, *[CONTENT + 1] * 4, 0]),
    ],
    ids=["cut quotation", "mostly something else", "quotation inside a longer content"],
)
def test_a_quotation_is_content_as_a_whole_or_not(before: list[int], after: list[int]) -> None:
    labels = np.array(before)
    fill_quotations(labels, [(1, 5)])
    assert labels.tolist() == after


def test_pieces_are_runs_of_one_label_and_begin_anew_at_each_beginning() -> None:
    labels = [0, CUE, CUE + 1, CONTENT, CONTENT + 1, CONTENT, 0]
    sure = np.eye(len(LABELS), dtype=np.float32)[labels]
    pieces = find_pieces(labels, sure * 0.95)
    assert [(p.role, p.start, p.end) for p in pieces] == [
        (Role.CUE, 1, 3),
        (Role.CONTENT, 3, 5),
        (Role.CONTENT, 5, 6),
    ]
    assert [p.confidence for p in pieces] == pytest.approx([0.95] * 3)
