"""From annotated articles to what the network learns from."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from claims.extraction.decoding import Ints, begin_label
from claims.extraction.segment import segment
from claims.extraction.values import Document, Role, Span
from claims.extraction.windows import MARKERS, TRAINED, Batch, Encoded, Window, cut_windows, encode_all, make_batch
from claims.training.corpus import Article

NOTHING = -1


@dataclass(frozen=True, slots=True)
class Example:
    """A window with what its words are.

    `labels` has the label of each word. Two words with the same number in `cue_groups` are in one cue: that of
    a content in `content_heads`, -1 for words that are none. Likewise a source in `source_groups` and, for words of
    cues, `source_heads`; where a cue has no source in the window the number is that of the opening marker, 0.
    A source that serves several cues has one number.
    """

    encoded: Encoded
    window: Window
    labels: Ints
    cue_groups: Ints
    content_heads: Ints
    source_groups: Ints
    source_heads: Ints


@dataclass(frozen=True, slots=True)
class TrainingBatch:
    """A batch with its labels, padded with -1."""

    batch: Batch
    labels: Ints
    cue_groups: Ints
    content_heads: Ints
    source_groups: Ints
    source_heads: Ints


def read_documents(articles: Sequence[Article], tokenizer: Any) -> Iterator[tuple[Article, Document, Encoded]]:
    """Yield the articles cut into paragraphs, sentences and word pieces."""
    documents = [segment(article.text) for article in articles]
    yield from zip(articles, documents, encode_all(documents, tokenizer), strict=True)


def make_examples(articles: Sequence[Article], tokenizer: Any, *, draw: random.Random) -> list[Example]:
    """Return the windows of all articles, cut at places that `draw` chooses."""
    examples: list[Example] = []
    for article, _, encoded in read_documents(articles, tokenizer):
        shift = draw.randrange(TRAINED // 2)
        whole = _label(article, encoded)
        examples.extend(
            _part(whole, window)
            for window in cut_windows(encoded, size=TRAINED, context=0, shift=shift)
            if window.end > window.start
        )
    return examples


def _label(article: Article, encoded: Encoded) -> Example:
    count = len(encoded.words)
    labels = np.zeros(count, dtype=np.int64)
    cues, contents, sources, speaking = (np.full(count, NOTHING, dtype=np.int64) for _ in range(4))
    starts, ends = [word.start for word in encoded.words], [word.end for word in encoded.words]
    number_of: dict[tuple[Span, ...], int] = {(): 0}
    for number, annotation in enumerate(article.annotations, start=1):
        source = number_of.setdefault(annotation.source, len(number_of))
        for role, groups, value in ((Role.SOURCE, sources, source), (Role.CUE, cues, number)):
            for first, last in _word_ranges(annotation.spans(role), starts, ends):
                groups[first:last] = value
                _mark(labels, role, first, last)
        for first, last in _word_ranges(annotation.content, starts, ends):
            contents[first:last] = number
            _mark(labels, Role.CONTENT, first, last)
        for first, last in _word_ranges(annotation.cue, starts, ends):
            speaking[first:last] = source
    return Example(encoded, Window(0, 0, count), labels, cues, contents, sources, speaking)


def _word_ranges(spans: Sequence[Span], starts: Sequence[int], ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    for span in spans:
        yield bisect_right(ends, span.start), bisect_left(starts, span.end)


def _mark(labels: Ints, role: Role, first: int, last: int) -> None:
    labels[first:last] = begin_label(role) + 1
    labels[first : first + 1] = begin_label(role)


def _part(whole: Example, window: Window) -> Example:
    """Return one window of a labelled document, with its opening marker, without arcs that leave it."""
    cut = slice(window.start, window.end)
    labels = np.concatenate([[0], whole.labels[cut]])
    if labels[1:2].any() and labels[1] % 2 == 0:
        labels[1] -= 1  # the window begins inside a span
    cues = np.concatenate([[NOTHING], whole.cue_groups[cut]])
    sources = np.concatenate([[0], whole.source_groups[cut]])
    contents = np.concatenate([[NOTHING], whole.content_heads[cut]])
    speaking = np.concatenate([[NOTHING], whole.source_heads[cut]])
    contents[~np.isin(contents, cues)] = NOTHING
    speaking[~np.isin(speaking, sources)] = NOTHING
    return Example(whole.encoded, window, labels, cues, contents, sources, speaking)


def make_batches(
    examples: Sequence[Example], *, size: int, opening: int, closing: int, draw: random.Random
) -> Iterator[TrainingBatch]:
    """Yield shuffled batches of `size` windows, those of one batch about equally long."""
    order = sorted(range(len(examples)), key=lambda i: (_pieces(examples[i]) // 32, draw.random()))
    chunks = [order[at : at + size] for at in range(0, len(order), size)]
    draw.shuffle(chunks)
    for chunk in chunks:
        yield collate([examples[i] for i in chunk], opening=opening, closing=closing)


def _pieces(example: Example) -> int:
    return example.encoded.size(example.window.start, example.window.end) + MARKERS


def collate(examples: Sequence[Example], *, opening: int, closing: int) -> TrainingBatch:
    """Lay windows and their labels side by side."""
    batch = make_batch([(e.encoded, e.window) for e in examples], opening=opening, closing=closing)
    columns = batch.words.shape[1]

    def padded(arrays: Sequence[Ints]) -> Ints:
        rows = [np.pad(array, (0, columns - len(array)), constant_values=NOTHING) for array in arrays]
        return np.stack(rows)

    return TrainingBatch(
        batch=batch,
        labels=padded([e.labels for e in examples]),
        cue_groups=padded([e.cue_groups for e in examples]),
        content_heads=padded([e.content_heads for e in examples]),
        source_groups=padded([e.source_groups for e in examples]),
        source_heads=padded([e.source_heads for e in examples]),
    )
