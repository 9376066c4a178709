"""Offsets to marks: the one place where spans become HTML, and where article text is escaped."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

Spans = Sequence[Sequence[int]]

PARAGRAPH_END = "\n\n"
DEEPEST = 3  # tints there are for content inside content


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement to be marked: its spans, and what its number says and leads to.

    `chosen` ones are outlined while the others fade. Without `address` no number is drawn.
    """

    number: int
    source: Spans
    cue: Spans
    content: Spans
    label: str = ""
    address: str = ""
    chosen: bool = False

    @property
    def start(self) -> int:
        """Where its first span begins."""
        return min((start for start, _ in self._all()), default=0)

    @property
    def end(self) -> int:
        """Where its last span ends."""
        return max((end for _, end in self._all()), default=0)

    def _all(self) -> Iterator[Sequence[int]]:
        yield from self.source
        yield from self.cue
        yield from self.content


@dataclass(frozen=True, slots=True)
class _Layer:
    start: int
    end: int
    kind: str
    statement: Marked


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the places of the paragraphs of a text, which blank lines part."""
    found, start = [], 0
    for part in text.split(PARAGRAPH_END):
        found.append((start, start + len(part)))
        start += len(part) + len(PARAGRAPH_END)
    return found


def mark_paragraphs(text: str, statements: Sequence[Marked]) -> list[SafeString]:
    """Return each paragraph as HTML, cut at every span edge; each piece carries the statements it belongs to.

    Without the tags and the numbers, what is left is the text, escaped.
    """
    return _mark(text, paragraphs(text), statements)


def mark_context(text: str, statement: Marked) -> tuple[list[str], list[SafeString], list[str]]:
    """Return the paragraph before a statement, those that hold it, marked, and the one after."""
    places = paragraphs(text)
    inside = _holding(places, statement.start, statement.end)
    if not inside:
        return [], [], []
    first, final = inside[0], inside[-1]
    marked = _mark(text, places[first : final + 1], [statement])
    return _plain(text, places[max(0, first - 1) : first]), marked, _plain(text, places[final + 1 : final + 2])


def paragraphs_of(text: str, start: int, end: int, *, beside: int = 0) -> tuple[int, int]:
    """Return the place of the paragraphs that hold a stretch of text, with so many before and after."""
    places = paragraphs(text)
    inside = _holding(places, start, end) or [0]
    return places[max(0, inside[0] - beside)][0], places[min(len(places) - 1, inside[-1] + beside)][1]


def _holding(places: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    """Return which paragraphs hold something of a stretch of text."""
    return [number for number, (begin, close) in enumerate(places) if begin < end and close > start]


def _plain(text: str, places: Iterable[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in places]


def _layers(statements: Iterable[Marked], length: int) -> list[_Layer]:
    """Return all spans, cut to the text; empty ones are left out."""
    found = []
    for statement in statements:
        kinds = (("source", statement.source), ("cue", statement.cue), ("content", statement.content))
        for kind, spans in kinds:
            found += [
                _Layer(max(0, a), min(b, length), kind, statement) for a, b in spans if max(0, a) < min(b, length)
            ]
    return found


def _mark(text: str, places: Iterable[tuple[int, int]], statements: Sequence[Marked]) -> list[SafeString]:
    """Mark the paragraphs at these places, in one sweep over their edges."""
    coming = deque(sorted(_layers(statements, len(text)), key=lambda layer: layer.start))
    numbers = deque(sorted((s for s in statements if s.address), key=lambda s: (s.start, s.number)))
    edges = sorted({edge for layer in coming for edge in (layer.start, layer.end)} | {s.start for s in numbers})
    here: list[_Layer] = []
    marked = []
    for start, end in places:
        html = []
        for left, right in _cuts(start, end, edges):
            while numbers and numbers[0].start <= left:
                html.append(_number(numbers.popleft()))
            while coming and coming[0].start <= left:
                here.append(coming.popleft())
            here = [layer for layer in here if layer.end > left]
            html.append(_piece(text[left:right], here))
        marked.append(mark_safe("".join(html)))  # noqa: S308  (joined from escaped pieces)
    return marked


def _cuts(start: int, end: int, edges: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a paragraph between the edges that lie in it; none of an empty one."""
    inside = edges[bisect_right(edges, start) : bisect_left(edges, end)]
    return pairwise([start, *inside, end] if start < end else [])


def _number(statement: Marked) -> SafeString:
    return format_html(
        '<a class="no{}" id="statement-{}" href="{}" data-number="{}" aria-label="{}"{}>{}</a>',
        " chosen" if statement.chosen else "",
        statement.number,
        statement.address,
        statement.number,
        statement.label,
        mark_safe(' aria-current="true"') if statement.chosen else "",
        statement.number,
    )


def _piece(words: str, layers: list[_Layer]) -> SafeString:
    if not layers:
        return format_html("{}", words)
    depth = min(DEEPEST, len({layer.statement.number for layer in layers if layer.kind == "content"}))
    classes = [f"content-{depth}"] if depth else []
    classes += [kind for kind in ("cue", "source") if any(layer.kind == kind for layer in layers)]
    classes += ["chosen"] if any(layer.statement.chosen for layer in layers) else []
    # The innermost comes first: the shortest span is what a click on these words means.
    inner = sorted(layers, key=lambda layer: (layer.end - layer.start, layer.statement.number))
    numbers = list(dict.fromkeys(str(layer.statement.number) for layer in inner))
    same = {layer.statement.number for layer in inner if (layer.start, layer.end) == (inner[0].start, inner[0].end)}
    # Of statements on the very same words none is the inner one: a click has to ask which is meant.
    asks = format_html(' data-same="{}"', len(same)) if len(same) > 1 else ""
    markup = '<span class="{}" data-statements="{}"{}>{}</span>'
    return format_html(markup, " ".join(classes), " ".join(numbers), asks, words)
