"""Tag documents with a network: windows in, marks out, whoever runs the network."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from claims.extraction.decoding import (
    Floats,
    Ints,
    Piece,
    best_labels,
    fill_quotations,
    find_pieces,
    label_probabilities,
)
from claims.extraction.linking import Linked, link
from claims.extraction.values import Document, Mark, Role, Span
from claims.extraction.windows import Batch, Encoded, Window, cut_windows, make_batch

# The scores of labels, of arcs to cues, and of arcs to sources, for the words of a batch.
Scores = tuple[Floats, Floats, Floats]
# Gives the scores of batches, in their order.
Run = Callable[[Iterable[Batch]], Iterable[Scores]]


@dataclass(frozen=True, slots=True)
class Decoding:
    """What turns scores into labels besides the network: scores of label after label, and of each label as such.

    `opening` and `closing` are the ids of the pieces around a window.
    """

    transitions: Floats
    leaning: Floats
    opening: int
    closing: int


@dataclass(slots=True)
class _Draft:
    """The marks of a document in the making: each span once, with the cue or source it was tied to."""

    spans: dict[tuple[Role, Span], float] = field(default_factory=dict)
    arcs: dict[tuple[Role, Span], set[Span]] = field(default_factory=dict)

    def add(self, role: Role, span: Span, confidence: float) -> None:
        self.spans.setdefault((role, span), confidence)

    def tie(self, role: Role, span: Span, cue: Span) -> None:
        self.arcs.setdefault((role, span), set()).add(cue)


def tag_documents(
    documents: Sequence[Document], encoded: Sequence[Encoded], run: Run, decoding: Decoding
) -> list[list[Mark]]:
    """Return the marks of each document in text order.

    Each window is a batch of its own: eight-bit arithmetic scales by all that is in a batch, so the marks of a text
    would depend on its neighbours; and without padding it is a tenth faster.
    """
    drafts = [_Draft() for _ in documents]
    quotations = [[q.span for q in document.quotations if not q.depth] for document in documents]
    places = [(number, window) for number, item in enumerate(encoded) for window in cut_windows(item)]
    batches = (
        make_batch([(encoded[number], window)], opening=decoding.opening, closing=decoding.closing)
        for number, window in places
    )
    scored = list(run(batches))
    labelled = _labels([emissions[0] for emissions, _, _ in scored], decoding)
    for (number, window), scores, (labels, probabilities) in zip(places, scored, labelled, strict=True):
        fill_quotations(labels, _quoted_words(quotations[number], encoded[number], window))
        pieces = find_pieces(labels.tolist(), probabilities)
        _collect(drafts[number], link(pieces, scores[1][0], scores[2][0]), encoded[number], window)
    return [_marks(draft) for draft in drafts]


def _labels(emissions: Sequence[Floats], decoding: Decoding) -> Iterator[tuple[Ints, Floats]]:
    """Yield the labels of the words of each window, and the probabilities of all labels.

    All windows go in step, which saves nine tenths of the time. The probabilities are the network's, without leaning.
    """
    if not emissions:
        return
    lengths = np.array([len(rows) for rows in emissions])
    padded = np.zeros((len(emissions), lengths.max(), emissions[0].shape[1]), dtype=np.float32)
    for row, scores in zip(padded, emissions, strict=True):
        row[: len(scores)] = scores
    labels = best_labels(padded + decoding.leaning, decoding.transitions, lengths)
    probabilities = label_probabilities(padded, decoding.transitions, lengths)
    for row, found, length in zip(labels, probabilities, lengths, strict=True):
        yield row[:length], found[:length]


def _quoted_words(quotations: Sequence[Span], encoded: Encoded, window: Window) -> Iterator[tuple[int, int]]:
    """Yield the quotations as ranges of words of the window, of which the opening marker is the first."""
    starts = [word.start for word in encoded.words[window.start : window.end]]
    end = encoded.words[window.end - 1].end
    at = bisect_right(quotations, starts[0], key=lambda span: span.end)
    while at < len(quotations) and quotations[at].start < end:
        first, last = (bisect_left(starts, place) for place in (quotations[at].start, quotations[at].end))
        yield first + 1, last + 1
        at += 1


def _collect(draft: _Draft, linked: Linked, encoded: Encoded, window: Window) -> None:
    """Add what was found in the core of a window, and what that is tied to."""
    core = window.core - window.start + 1

    def span(piece: Piece) -> Span:
        first, last = piece.start - 1 + window.start, piece.end - 2 + window.start
        return Span(encoded.words[first].start, encoded.words[last].end)

    pieces = linked.pieces
    for content, (cue, probability) in linked.cue_of.items():
        if pieces[content].start >= core:
            draft.add(Role.CONTENT, span(pieces[content]), min(pieces[content].confidence, probability))
            draft.add(Role.CUE, span(pieces[cue]), pieces[cue].confidence)
            draft.tie(Role.CONTENT, span(pieces[content]), span(pieces[cue]))
    for cue, (source, probability) in linked.source_of.items():
        if pieces[cue].start >= core:
            draft.add(Role.CUE, span(pieces[cue]), pieces[cue].confidence)
            draft.add(Role.SOURCE, span(pieces[source]), min(pieces[source].confidence, probability))
            draft.tie(Role.SOURCE, span(pieces[source]), span(pieces[cue]))


def _marks(draft: _Draft) -> list[Mark]:
    order = sorted(draft.spans, key=lambda key: (key[1], key[0]))
    place = {span: index for index, (role, span) in enumerate(order) if role is Role.CUE}
    return [
        Mark(role, span, tuple(sorted(place[cue] for cue in draft.arcs.get((role, span), ()))), draft.spans[role, span])
        for role, span in order
    ]
