"""Offsets to marks: the one place where spans become HTML, and where article text is escaped."""

from __future__ import annotations

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
    layers = _layers(statements, len(text))
    return [_mark(text, start, end, layers, statements) for start, end in paragraphs(text)]


def mark_context(text: str, statement: Marked) -> tuple[list[str], list[SafeString], list[str]]:
    """Return the paragraph before a statement, those that hold it, marked, and the one after."""
    places = paragraphs(text)
    inside = [i for i, (start, end) in enumerate(places) if start < statement.end and end > statement.start]
    if not inside:
        return [], [], []
    first, final = inside[0], inside[-1]
    layers = _layers([statement], len(text))
    marked = [_mark(text, *places[i], layers, [statement]) for i in range(first, final + 1)]
    return _plain(text, places[max(0, first - 1) : first]), marked, _plain(text, places[final + 1 : final + 2])


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


def _mark(text: str, start: int, end: int, layers: list[_Layer], statements: Iterable[Marked]) -> SafeString:
    here = [layer for layer in layers if layer.start < end and layer.end > start]
    numbered = sorted((s for s in statements if s.address and start <= s.start < max(end, start + 1)), key=_place)
    edges = {start, end, *(s.start for s in numbered)}
    edges |= {edge for layer in here for edge in (layer.start, layer.end) if start < edge < end}
    cuts = sorted(edges)
    html = [_numbers(numbered, start)] if start == end else []
    for left, right in pairwise(cuts):
        html.append(_numbers(numbered, left))
        html.append(_piece(text[left:right], [layer for layer in here if layer.start <= left and layer.end >= right]))
    return mark_safe("".join(html))  # noqa: S308  (joined from escaped pieces)


def _place(statement: Marked) -> tuple[int, int]:
    return statement.start, statement.number


def _numbers(numbered: Iterable[Marked], place: int) -> SafeString:
    links = [
        format_html(
            '<a class="no{}" id="statement-{}" href="{}" data-number="{}" aria-label="{}"{}>{}</a>',
            " chosen" if s.chosen else "",
            s.number,
            s.address,
            s.number,
            s.label,
            mark_safe(' aria-current="true"') if s.chosen else "",
            s.number,
        )
        for s in numbered
        if s.start == place
    ]
    return mark_safe("".join(links))  # noqa: S308  (joined from escaped links)


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
    return format_html('<span class="{}" data-statements="{}">{}</span>', " ".join(classes), " ".join(numbers), words)
