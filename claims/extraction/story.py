"""A document with the places of its tokens, sentences and paragraphs looked up quickly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from claims.extraction.values import Document, Span
from claims.extraction.wordlists import fold

# Tokens that are read of one span: contents that a bad text makes endless overlap, and would take quadratic time.
LONGEST = 150
_MARKS_BEFORE = 12
_OPENING = "“\"‘'„«"
_folded = lru_cache(maxsize=20_000)(fold)


class Story:
    """What the steps after tagging ask of a document; each answer takes logarithmic time."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.words = [token.text for token in document.tokens]
        self.low = list(map(_folded, self.words))
        self.starts = [token.span.start for token in document.tokens]
        self.ends = [token.span.end for token in document.tokens]
        self._sentences = [span.start for span in document.sentences]
        self._paragraphs = [span.start for span in document.paragraphs]
        self._quotations = [q.span for q in document.quotations if q.depth == 0]
        self._quotation_starts = [span.start for span in self._quotations]

    def units(self, span: Span) -> range:
        """Return the indices of the tokens inside a span."""
        return range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))

    def start_of_word(self, position: int) -> int:
        """Return where the word begins that a position lies inside, else the position."""
        at = bisect_right(self.starts, position) - 1
        inside = at >= 0 and position < self.ends[at] and self.text[position - 1 : position] == "-"
        return self.starts[at] if inside else position

    def low_words(self, spans: Sequence[Span]) -> list[str]:
        """Return the folded tokens of spans, of each no more than the first LONGEST."""
        return [self.low[i] for span in spans for i in self.units(span)[:LONGEST]]

    def slice(self, first: int, end: int) -> str:
        """Return the text from token `first` up to token `end`."""
        return self.text[self.starts[first] : self.ends[end - 1]] if end > first else ""

    def sentence(self, position: int) -> int:
        """Return the number of the sentence around a position."""
        return max(0, bisect_right(self._sentences, position) - 1)

    def paragraph(self, position: int) -> int:
        """Return the number of the paragraph around a position."""
        return max(0, bisect_right(self._paragraphs, position) - 1)

    def sentence_span(self, position: int) -> Span:
        """Return the sentence around a position."""
        return self.document.sentences[self.sentence(position)]

    def begins_sentence(self, unit: int) -> bool:
        """Tell whether only opening marks stand between a token and the beginning of its sentence."""
        start = self.sentence_span(self.starts[unit]).start
        if self.starts[unit] - start > _MARKS_BEFORE:
            return False
        return not self.text[start : self.starts[unit]].strip(_OPENING + "([-—–• \t\u00a0")

    def quotation(self, position: int) -> Span | None:
        """Return the outermost quotation around a position."""
        at = bisect_right(self._quotation_starts, position) - 1
        span = self._quotations[at] if at >= 0 else None
        return span if span is not None and position < span.end else None

    def quotations_in(self, span: Span) -> list[Span]:
        """Return the outermost quotations that touch a span."""
        at = max(0, bisect_right(self._quotation_starts, span.start) - 1)
        found = []
        while at < len(self._quotations) and self._quotations[at].start < span.end:
            if self._quotations[at].end > span.start:
                found.append(self._quotations[at])
            at += 1
        return found

    def in_title(self, position: int) -> bool:
        """Tell whether a position lies in the title."""
        title = self.document.title
        return title is not None and title.start <= position < title.end
