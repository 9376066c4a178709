"""Tag documents with a network: windows in, marks out, whoever runs the network."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from claims.extraction.decoding import Floats, Piece, best_labels, fill_quotations, find_pieces
from claims.extraction.linking import Linked, link
from claims.extraction.values import Document, Mark, Role, Span
from claims.extraction.windows import Batch, Encoded, Window, cut_windows, make_batch

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

    Each window is a run of its own: eight-bit arithmetic scales by all that is in a batch, so the marks of a text
    would depend on its neighbours; and without padding it is a tenth faster.
    """
    draft = _Draft()
    quotations = [quotation.span for quotation in document.quotations if not quotation.depth]
    for window in cut_windows(encoded):
        batch = make_batch([(encoded, window)], opening=decoding.opening, closing=decoding.closing)
        emissions, content_arcs, source_arcs = run(batch)
        labels = best_labels(emissions + decoding.leaning, decoding.transitions, batch.lengths)[0]
        fill_quotations(labels, _quoted_words(quotations, encoded, window))
        pieces = find_pieces(labels.tolist(), emissions[0])
        _collect(draft, link(pieces, content_arcs[0], source_arcs[0]), encoded, window)
    return _marks(draft)


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
