"""Contents find their cues, cues their sources."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.decoding import Piece
from claims.extraction.linking import assign, link
from claims.extraction.values import Role


def pieces(*roles: Role) -> list[Piece]:
    """Spans of one word each, side by side, behind the opening marker."""
    return [Piece(role, place, place + 1, 1.0) for place, role in enumerate(roles, start=1)]


def arcs(size: int, *pairs: tuple[int, int], weight: float = 6) -> np.ndarray:
    scores = np.zeros((size, size), np.float32)
    for tail, head in pairs:
        scores[tail, head] = weight
    return scores


def test_two_cues_may_share_a_source_and_one_may_have_none() -> None:
    spans = pieces(Role.SOURCE, Role.CUE, Role.CUE, Role.CUE)
    linked = link(spans, arcs(5), arcs(5, (2, 1), (3, 1), (4, 0)))
    assert {cue: source for cue, (source, _) in linked.source_of.items()} == {1: 0, 2: 0}


def test_a_content_goes_to_the_cue_that_most_of_its_words_point_to() -> None:
    spans = [Piece(Role.CUE, 1, 2, 1.0), Piece(Role.CONTENT, 2, 5, 1.0), Piece(Role.CUE, 5, 6, 1.0)]
    cue, probability = link(spans, arcs(6, (2, 1), (3, 5), (4, 5)), arcs(6)).cue_of[1]
    assert cue == 2
    assert 0.5 < probability <= 1


def test_the_second_of_two_contents_goes_to_the_cue_that_would_have_none() -> None:
    spans = pieces(Role.CUE, Role.CONTENT, Role.CUE, Role.CONTENT)
    content_arcs = arcs(5, (2, 1), (4, 1), weight=4)
    content_arcs[4, 3] = 3
    linked = link(spans, content_arcs, arcs(5))
    assert {content: cue for content, (cue, _) in linked.cue_of.items()} == {1: 0, 3: 2}


def test_a_quotation_cut_by_its_cue_keeps_both_parts() -> None:
    spans = pieces(Role.CONTENT, Role.CUE, Role.CONTENT)
    linked = link(spans, arcs(4, (1, 2), (3, 2)), arcs(4))
    assert {content: cue for content, (cue, _) in linked.cue_of.items()} == {0: 1, 2: 1}


def test_a_source_without_label_is_found_where_the_arcs_point() -> None:
    linked = link(pieces(Role.CUE), arcs(4), arcs(4, (1, 3)))
    source, _ = linked.source_of[0]
    assert (linked.pieces[source].role, linked.pieces[source].start, linked.pieces[source].end) == (Role.SOURCE, 3, 4)


def test_without_a_cue_nothing_is_tied() -> None:
    linked = link(pieces(Role.SOURCE, Role.CONTENT), arcs(3), arcs(3))
    assert (linked.cue_of, linked.source_of) == ({}, {})


@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.integers(1, 4))
def test_no_single_move_improves_an_assignment(seed: int, rows: int, columns: int) -> None:
    scores = np.random.default_rng(seed).normal(scale=3, size=(rows, columns)).astype(np.float32)
    worth = np.full(columns, 2.0, dtype=np.float32)

    def total(chosen: tuple[int, ...]) -> float:
        return float(scores[range(rows), list(chosen)].sum() + 2 * len(set(chosen)))

    found = tuple(assign(scores, worth).tolist())
    for row, column in product(range(rows), range(columns)):
        moved = (*found[:row], column, *found[row + 1 :])
        if column not in found:
            assert total(moved) <= total(found) + 1e-6


def test_many_spans_are_assigned_in_little_time() -> None:
    scores = np.random.default_rng(1).normal(size=(120, 120)).astype(np.float32)
    chosen = assign(scores, np.full(120, 2.0, dtype=np.float32))
    assert len(set(chosen.tolist())) > 100


@pytest.mark.parametrize("worth", [0.0, 5.0])
def test_a_column_is_filled_only_for_its_worth(worth: float) -> None:
    scores = np.array([[0.0, -3.0], [0.0, -3.5]])
    assert set(assign(scores, np.full(2, worth)).tolist()) == ({0} if not worth else {0, 1})
