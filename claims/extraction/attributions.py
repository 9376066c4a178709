"""From marks to attributions: each source and content goes to its cue."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from claims.extraction.cues import load_lexicon
from claims.extraction.values import Document, Mark, Role, Span

OPENING = "“\"‘'„«"
CLOSING = "”\"’'“»"
EDGES = " \t\n\u00a0,;:—–-."


@dataclass(frozen=True, slots=True)
class Triple:
    """Who said what through which words, before speakers and stance are known.

    Any of `source` and `cue` may be empty (a passive without agent, a floating quotation). `nested_in`
    is the index of the triple whose content this one stands in, in the same list.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    content_alt: tuple[Span, ...] = ()
    nested_in: int | None = None
    confidence: float = 1.0


def assemble(document: Document, marks: Sequence[Mark]) -> list[Triple]:
    """Join marks into triples, in text order.

    Each source and content goes to its cue. Edges are trimmed, quotations completed, quotations without
    a cue joined to the utterance they continue, and pointers ("a claim that China has rejected")
    replaced by what they point to.
    """
    triples = [*_cued(marks), *_uncued(document, marks)]
    trimmed = [_trimmed(document, triple) for triple in triples]
    ordered = sorted((t for t in trimmed if t.content), key=_place)
    joined = _join_floating(document, ordered)
    pointed = _follow_pointers(document, joined)
    return _nest(document, pointed)


def _place(triple: Triple) -> tuple[Span, tuple[Span, ...], tuple[Span, ...]]:
    return min((*triple.source, *triple.cue, *triple.content)), triple.cue, triple.content


def _cued(marks: Sequence[Mark]) -> Iterator[Triple]:
    by_cue: dict[int, dict[Role, list[Mark]]] = {i: {Role.CUE: [m]} for i, m in enumerate(marks) if m.role is Role.CUE}
    for mark in marks:
        for cue in mark.cues:
            by_cue[cue].setdefault(mark.role, []).append(mark)
    for parts in by_cue.values():
        everything = [mark for group in parts.values() for mark in group]
        yield Triple(
            source=_spans(parts.get(Role.SOURCE, ())),
            cue=_spans(parts[Role.CUE]),
            content=_spans(parts.get(Role.CONTENT, ())),
            confidence=min(mark.confidence for mark in everything),
        )


def _spans(marks: Iterable[Mark]) -> tuple[Span, ...]:
    return tuple(sorted(mark.span for mark in marks))


def _uncued(document: Document, marks: Sequence[Mark]) -> Iterator[Triple]:
    """Yield a triple for each content without cue; a source without cue just before or after is its own."""
    names = [mark for mark in marks if mark.role is Role.SOURCE and not mark.cues]
    for mark in marks:
        if mark.role is Role.CONTENT and not mark.cues:
            source = tuple(name.span for name in names if _labels(document, name.span, mark.span))
            yield Triple(source[:1], (), (mark.span,), confidence=mark.confidence)


def _labels(document: Document, name: Span, words: Span) -> bool:
    if name.end <= words.start:
        between = document.text[name.end : min(words.start, name.end + 400)]
        return words.start - name.end < 400 and between.rstrip()[-1:] in (":", "—", "–", "-") and "\n" not in between
    return 0 <= name.start - words.end <= 3 and "\n" not in document.text[words.end : name.start]


def _trimmed(document: Document, triple: Triple) -> Triple:
    content = tuple(span for part in triple.content if (span := _trim(document, part)))
    return replace(triple, content=tuple(_split_at_paragraphs(document, content)))


def _trim(document: Document, span: Span) -> Span | None:
    """Drop the complementizer and the punctuation at the edges; marks of quotation stay with what is inside."""
    text = document.text
    start, end = span.start, span.end
    while start < end and text[start] in EDGES:
        start += 1
    if re.match(r"that\s", text[start : start + 6]) and span.end - span.start > 12:
        start += 5
    while end > start and text[end - 1] in EDGES and not _is_abbreviation(text, end):
        end -= 1
    if end > start and text[end - 1] in CLOSING and not any(ch in OPENING for ch in text[start : end - 1]):
        opening = _opening_of(document, end)
        start = opening if opening is not None and opening >= span.start - 2 else start
    return Span(start, end) if start < end else None


def _is_abbreviation(text: str, end: int) -> bool:
    return (
        text[end - 1] == "."
        and re.search(r"(?:\b[A-Za-z]\.[A-Za-z]|\b(?:Inc|Co|Corp|Jr|Sr|Ltd))\.$", text[max(0, end - 8) : end])
        is not None
    )


def _opening_of(document: Document, end: int) -> int | None:
    return next((q.span.start for q in document.quotations if q.span.end == end), None)


def _split_at_paragraphs(document: Document, spans: Iterable[Span]) -> Iterator[Span]:
    starts = [paragraph.start for paragraph in document.paragraphs]
    for span in spans:
        at = max(0, bisect_right(starts, span.start) - 1)
        while at < len(starts) and document.paragraphs[at].start < span.end:
            paragraph = document.paragraphs[at]
            start, end = max(span.start, paragraph.start), min(span.end, paragraph.end)
            if start < end:
                yield Span(start, end)
            at += 1


def is_quoted(document: Document, span: Span) -> bool:
    """Tell whether a span is a quotation from mark to mark."""
    text = document.text
    if text[span.start] not in OPENING:
        return False
    return any(
        q.span.start == span.start and q.span.end >= span.end - 1 for q in _quotations_from(document, span.start)
    )


def _quotations_from(document: Document, start: int) -> Iterator[object]:
    at = bisect_right([q.span.start for q in document.quotations], start) - 1
    while at >= 0 and document.quotations[at].span.start == start:
        yield document.quotations[at]
        at -= 1


def _join_floating(document: Document, triples: Sequence[Triple]) -> list[Triple]:
    """Join a quotation without cue to the direct quotation it continues."""
    joined: list[Triple] = []
    latest = -1  # the last triple that is no pure noun or nested attribution
    for triple in triples:
        floating = not triple.cue and not triple.source
        if floating and latest >= 0 and _continues(document, joined[latest], triple):
            joined[latest] = replace(joined[latest], content=(*joined[latest].content, *triple.content))
            continue
        joined.append(triple)
        if latest < 0 or not _is_inside(triple, joined[latest]):
            latest = len(joined) - 1
    return joined


def _continues(document: Document, before: Triple, floating: Triple) -> bool:
    if not all(is_quoted(document, span) for span in before.content):
        return False
    last = max((*before.content, *before.cue, *before.source), key=lambda span: span.end)
    between = document.text[last.end : floating.content[0].start]
    return len(between) < 1200 and len(re.findall(r"[.!?]\s", between)) <= 2


def _is_inside(inner: Triple, outer: Triple) -> bool:
    place = inner.cue[0] if inner.cue else inner.content[0]
    return any(span.start <= place.start and place.end <= span.end for span in outer.content)


def _follow_pointers(document: Document, triples: Sequence[Triple]) -> list[Triple]:
    """Let "labelled X as Y, a claim that China has rejected" answer the label, with the pointer as alternative."""
    resolved: list[Triple] = []
    for triple in triples:
        antecedent = _antecedent(document, triple, resolved)
        if antecedent is not None:
            triple = replace(triple, content=antecedent.content, content_alt=triple.content)
        resolved.append(triple)
    return resolved


def _antecedent(document: Document, triple: Triple, before: Sequence[Triple]) -> Triple | None:
    if len(triple.content) != 1 or not triple.cue or triple.content[0].end > triple.cue[0].start:
        return None
    pointer = document.slice(triple.content[0]).lower().split()
    if not pointer or len(pointer) > 4 or pointer[-1] not in load_lexicon().pointers:
        return None
    for earlier in reversed(before):
        end = max(span.end for span in earlier.content)
        between = document.text[end : triple.content[0].start]
        if 0 < len(between) <= 3 and between.strip() in (",", "—", "–", "-"):
            return earlier
    return None


def _nest(document: Document, triples: Sequence[Triple]) -> list[Triple]:
    """Tell each triple which other one quotes it."""
    nested = []
    for triple in triples:
        outer = [i for i, other in enumerate(triples) if other is not triple and _is_quoted_in(document, triple, other)]
        nested.append(replace(triple, nested_in=outer[-1]) if outer else triple)
    return nested


def _is_quoted_in(document: Document, inner: Triple, outer: Triple) -> bool:
    """Tell whether one attribution stands in what another says; the object of a denial, itself said, does not."""
    if not inner.cue or not outer.cue:
        return bool(inner.cue) and _stands_in(inner, outer) and is_quoted(document, outer.content[0])
    if not _stands_in(inner, outer):
        return False
    first = min((*inner.source, *inner.cue)).start
    return is_quoted(document, outer.content[0]) or document.text[outer.content[0].start : first].count(" ") > 1


def _stands_in(inner: Triple, outer: Triple) -> bool:
    return any(span.start <= inner.cue[0].start and inner.cue[0].end < span.end for span in outer.content)
