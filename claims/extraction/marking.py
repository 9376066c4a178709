"""Tag documents with a network: windows in, marks out, whoever runs the network."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from claims.extraction.decoding import Floats, Piece, best_labels, fill_quotations, find_pieces
from claims.extraction.linking import Linked, link
from claims.extraction.values import Document, Mark, Role, Span
from claims.extraction.windows import Batch, Encoded, Window, cut_windows, make_batch

# Windows in one run of the network; more gain nothing on two cores and cost memory.
BATCH_SIZE = 8

# Gives the scores of labels, of arcs to cues, and of arcs to sources, for the words of a batch.
Run = Callable[[Batch], tuple[Floats, Floats, Floats]]


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


def tag_document(document: Document, encoded: Encoded, run: Run, decoding: Decoding) -> list[Mark]:
    """Return the marks of a document in text order.

    Windows of one document share batches, those of several never do: eight-bit arithmetic scales by what else is
    in the batch, and the marks of a text must not depend on its neighbours.
    """
    draft = _Draft()
    windows = sorted(cut_windows(encoded), key=lambda window: encoded.size(window.start, window.end))
    for at in range(0, len(windows), BATCH_SIZE):
        rows = windows[at : at + BATCH_SIZE]
        batch = make_batch([(encoded, window) for window in rows], opening=decoding.opening, closing=decoding.closing)
        emissions, content_arcs, source_arcs = run(batch)
        labels = best_labels(emissions + decoding.leaning, decoding.transitions, batch.lengths)
        for row, window in enumerate(rows):
            count = int(batch.lengths[row])
            own = labels[row, :count]
            fill_quotations(own, _quoted_words(document, encoded, window))
            pieces = find_pieces(own.tolist(), emissions[row, :count])
            linked = link(pieces, content_arcs[row, :count, :count], source_arcs[row, :count, :count])
            _collect(draft, linked, encoded, window)
    return _marks(draft)


def _quoted_words(document: Document, encoded: Encoded, window: Window) -> Iterator[tuple[int, int]]:
    """Yield the outer quotations as ranges of words of the window, of which the opening marker is the first."""
    starts = [word.start for word in encoded.words[window.start : window.end]]
    if not starts:
        return
    low, high = starts[0], encoded.words[window.end - 1].end
    for quotation in document.quotations:
        if quotation.depth == 0 and quotation.span.end > low and quotation.span.start < high:
            start, end = (bisect_left(starts, at) for at in (quotation.span.start, quotation.span.end))
            yield start + 1, end + 1


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
