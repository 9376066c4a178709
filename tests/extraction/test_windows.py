"""Windows of word pieces: all of a text, each part once, none too long."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.values import Span
from claims.extraction.windows import MARKERS, Encoded, Window, cut_windows, make_batch

SIZE = 32


def encoded(pieces_per_word: list[int], sentence_ends: list[int], paragraphs: set[int]) -> Encoded:
    """A document whose words have so many pieces; sentences end after the given words."""
    first = np.cumsum([0, *pieces_per_word])[:-1]
    cuts = sorted({0, len(pieces_per_word), *(end % (len(pieces_per_word) + 1) for end in sentence_ends)})
    return Encoded(
        pieces=np.arange(1, sum(pieces_per_word) + 1),
        first=first,
        words=tuple(Span(2 * i, 2 * i + 1) for i in range(len(pieces_per_word))),
        features=np.ones((len(pieces_per_word), 3), dtype=np.int64),
        units=tuple(pairwise(cuts)),
        breaks=frozenset({0} | paragraphs),
    )


DOCUMENTS = st.builds(
    encoded,
    st.lists(st.integers(1, 6), min_size=1, max_size=200),
    st.lists(st.integers(0, 200), max_size=30),
    st.sets(st.integers(0, 30)),
)


@given(DOCUMENTS, st.integers(0, SIZE // 2), st.integers(0, SIZE // 2))
def test_every_word_is_in_the_core_of_one_window(document: Encoded, context: int, shift: int) -> None:
    windows = cut_windows(document, size=SIZE, context=context, shift=shift)
    covered = [word for window in windows for word in range(window.core, window.end)]
    assert covered == list(range(len(document.words)))
    for window in windows:
        assert document.size(window.start, window.end) <= SIZE - MARKERS
        assert document.size(window.start, window.core) <= context


def test_windows_are_cut_between_paragraphs_where_that_leaves_them_half_full() -> None:
    document = encoded([1] * 60, [20, 25, 45], {2})
    assert [window.core for window in cut_windows(document, size=SIZE, context=0)] == [0, 25, 45]


def test_a_sentence_too_long_for_a_window_is_cut_at_a_word() -> None:
    document = encoded([4] * 20, [], set())
    windows = cut_windows(document, size=SIZE, context=0)
    assert windows == [Window(0, 0, 7), Window(7, 7, 14), Window(14, 14, 20)]


def test_an_empty_text_has_no_windows() -> None:
    empty = Encoded(np.array([], np.int64), np.array([], np.int64), (), np.zeros((0, 3), np.int64), (), frozenset())
    assert cut_windows(empty) == []


def test_a_batch_frames_each_window_and_says_where_words_begin() -> None:
    document = encoded([2, 1, 3], [2], set())
    batch = make_batch([(document, Window(0, 0, 2)), (document, Window(1, 1, 3))], opening=101, closing=102)
    assert batch.pieces.tolist() == [[101, 1, 2, 3, 102, 0], [101, 3, 4, 5, 6, 102]]
    assert batch.mask.sum(axis=1).tolist() == [5, 6]
    assert batch.words.tolist() == [[0, 1, 3], [0, 1, 2]]
    assert batch.lengths.tolist() == [3, 3]
    assert batch.features[0, :, 0].tolist() == [0, 1, 1, 1, 0, 0]


@pytest.mark.parametrize(("start", "end", "pieces"), [(0, 1, 2), (1, 3, 4), (2, 2, 0), (0, 3, 6)])
def test_the_size_of_some_words_is_their_pieces(start: int, end: int, pieces: int) -> None:
    assert encoded([2, 1, 3], [], set()).size(start, end) == pieces
