"""Cut documents into the windows of word pieces that the model reads."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.extraction.values import Document, Span

# Pieces in a window: what the network was trained on, and what it reads, which is faster and no worse.
TRAINED = 256
WINDOW = 192
CONTEXT = 40
MARKERS = 2  # pieces before and after each window
CASES, PLACES, LAYOUTS = 5, 5, 4
FEATURES = 3

SURROGATE = re.compile("[\ud800-\udfff]")  # what no tokenizer takes

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A document as word pieces.

    `pieces` are ids of the vocabulary; word `i` begins at piece `first[i]` and covers `words[i]` of the text.
    `features` has a row a word: letter case, place in a quotation, layout. `units` are the word ranges of the
    sentences, `breaks` the numbers of those that begin a paragraph.
    """

    pieces: Ints
    first: Ints
    words: tuple[Span, ...]
    features: Ints
    units: tuple[tuple[int, int], ...]
    breaks: frozenset[int]

    def size(self, start: int, end: int) -> int:
        """Return how many pieces the words from `start` up to `end` have."""
        return self._piece(end) - self._piece(start)

    def _piece(self, word: int) -> int:
        return int(self.first[word]) if word < len(self.first) else len(self.pieces)

    def slice(self, start: int, end: int) -> tuple[Ints, Ints]:
        """Return the pieces of some words, and where in them each word begins."""
        offset = self._piece(start)
        return self.pieces[offset : self._piece(end)], self.first[start:end] - offset


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end` of a document; those before `core` are there as context only."""

    start: int
    core: int
    end: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side, padded with zeros; what the network reads.

    `pieces`, `mask` and `features` have a column a piece, `words` a column a word: the piece it begins at.
    The first word of each window is its opening marker.
    """

    pieces: Ints
    mask: Ints
    features: Ints
    words: Ints
    lengths: Ints


def encode_all(documents: Sequence[Document], tokenizer: Any) -> list[Encoded]:
    """Return the word pieces of documents by a `tokenizers.Tokenizer`, without markers."""
    texts = [SURROGATE.sub("\ufffd", document.text) for document in documents]
    encodings = tokenizer.encode_batch(texts, add_special_tokens=False)
    return [_encoded(document, encoding) for document, encoding in zip(documents, encodings, strict=True)]


def _encoded(document: Document, encoding: Any) -> Encoded:
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    first = np.flatnonzero(np.diff(encoding.word_ids, prepend=-1))
    last = np.append(first[1:], len(offsets)) - 1 if len(first) else first
    words = tuple(map(Span, offsets[first, 0].tolist(), offsets[last, 1].tolist()))
    units, breaks = _units(document, words)
    return Encoded(
        pieces=np.array(encoding.ids, dtype=np.int64),
        first=first,
        words=words,
        features=_features(document, words),
        units=tuple(units),
        breaks=frozenset(breaks),
    )


def _units(document: Document, words: Sequence[Span]) -> tuple[list[tuple[int, int]], list[int]]:
    starts = [word.start for word in words]
    paragraphs = {paragraph.start for paragraph in document.paragraphs}
    cuts = [0, *(bisect_left(starts, sentence.start) for sentence in document.sentences[1:]), len(words)]
    units: list[tuple[int, int]] = []
    breaks: list[int] = []
    for index, (start, end) in enumerate(pairwise(cuts)):
        if start < end:
            if not index or document.sentences[index].start in paragraphs:
                breaks.append(len(units))
            units.append((start, end))
    return units, breaks


def _features(document: Document, words: Sequence[Span]) -> Ints:
    features = np.zeros((len(words), FEATURES), dtype=np.int64)
    features[:, 0] = [_case(document.text[word.start : word.end]) for word in words]
    starts = [word.start for word in words]
    for quotation in document.quotations:
        begin, end = (bisect_left(starts, at) for at in (quotation.span.start, quotation.span.end))
        features[begin:end, 1] = 4 if quotation.depth else 2
        if not quotation.depth and begin < end:
            features[begin, 1] = 1
            features[end - 1, 1] = 3 if quotation.closed else 2
    for kind, spans in ((1, document.sentences), (2, document.paragraphs)):
        for at in (bisect_left(starts, span.start) for span in spans):
            features[at : at + 1, 2] = kind
    if document.title:
        features[: bisect_left(starts, document.title.end), 2] = 3
    return features


@lru_cache(maxsize=20_000)
def _case(word: str) -> int:
    if not word[0].isalpha():
        return 4
    if word.islower():
        return 0
    if word.isupper():
        return 1 if len(word) == 1 else 2
    return 1 if word[0].isupper() and word[1:].islower() else 3


def cut_windows(encoded: Encoded, *, size: int = WINDOW, context: int = CONTEXT, shift: int = 0) -> list[Window]:
    """Cut a document into windows of at most `size` pieces, at paragraphs or else at sentences.

    Each begins with up to `context` pieces of the sentences before it. `shift` makes the first one shorter by as
    many pieces, so that training sees other cuts in every epoch. A longer sentence is cut wherever it must be.
    """
    room = size - MARKERS
    windows: list[Window] = []
    units = list(_short_units(encoded, room))
    at = 0
    while at < len(units):
        core = units[at][0]
        begin = _context_start(encoded, units, at, min(context, room - encoded.size(*units[at][:2])))
        limit = room - shift if not windows else room
        stop = _stop(encoded, units, at, begin, limit)
        windows.append(Window(begin, core, units[stop - 1][1]))
        at = stop
    return windows


def _short_units(encoded: Encoded, room: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the sentences, cut where they are longer than a window, and whether each begins a paragraph."""
    for index, (start, end) in enumerate(encoded.units):
        opens = index in encoded.breaks
        if encoded.size(start, end) <= room:
            yield start, end, opens
            continue
        while start < end:
            stop = _furthest(encoded, start, end, room)
            yield start, stop, opens
            start, opens = stop, False


def _furthest(encoded: Encoded, start: int, end: int, room: int) -> int:
    first = encoded.first
    limit = int(first[start]) + room
    stop = int(np.searchsorted(first[start:end], limit, side="right")) + start
    stop = stop - 1 if encoded.size(start, stop) > room else stop
    return max(stop, start + 1)


def _context_start(encoded: Encoded, units: Sequence[tuple[int, int, bool]], at: int, context: int) -> int:
    begin = at
    while begin and encoded.size(units[begin - 1][0], units[at][0]) <= context:
        begin -= 1
    return units[begin][0]


def _stop(encoded: Encoded, units: Sequence[tuple[int, int, bool]], at: int, begin: int, limit: int) -> int:
    """Return the unit at which the window must end, at a paragraph if that leaves it at least half full."""
    stop = at + 1
    while stop < len(units) and encoded.size(begin, units[stop][1]) <= limit:
        stop += 1
    if stop == len(units):
        return stop
    paragraph = next((cut for cut in range(stop, at, -1) if units[cut][2]), None)
    if paragraph is not None and encoded.size(begin, units[paragraph][0]) * 2 >= limit:
        return paragraph
    return stop


def make_batch(items: Sequence[tuple[Encoded, Window]], *, opening: int, closing: int) -> Batch:
    """Lay windows side by side between the markers `opening` and `closing` (ids of the vocabulary)."""
    parts = [encoded.slice(window.start, window.end) for encoded, window in items]
    width = max(len(pieces) for pieces, _ in parts) + MARKERS
    columns = max(len(first) for _, first in parts) + 1
    pieces = np.zeros((len(items), width), dtype=np.int64)
    mask = np.zeros_like(pieces)
    features = np.zeros((len(items), width, FEATURES), dtype=np.int64)
    words = np.zeros((len(items), columns), dtype=np.int64)
    lengths = np.zeros(len(items), dtype=np.int64)
    for row, ((encoded, window), (ids, first)) in enumerate(zip(items, parts, strict=True)):
        count = len(ids)
        pieces[row, 0], pieces[row, 1 : count + 1], pieces[row, count + 1] = opening, ids, closing
        mask[row, : count + MARKERS] = 1
        per_word = np.diff(np.append(first, count))
        features[row, 1 : count + 1] = np.repeat(encoded.features[window.start : window.end], per_word, axis=0)
        words[row, 1 : len(first) + 1] = first + 1
        lengths[row] = len(first) + 1
    return Batch(pieces, mask, features, words, lengths)
