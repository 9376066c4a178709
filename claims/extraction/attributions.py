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
MAX_PIECES = 200  # of one quotation
GAP = 16  # characters between parts of one content
NEARBY = 40  # attributions to look back over, far more than stand in one sentence
NAMED_WITHIN = 25  # characters from a quotation to its label: "‘No’: an interview with Orr"
# A name set off by commas: capitalized words, with particles between them.
_NAME_BETWEEN = re.compile(
    r",[ \u00a0]((?:[A-Z][\w'’.-]+[ \u00a0])(?:(?:[A-Z][\w'’.-]*|al|bin|da|de|del|van|von)[ \u00a0]?){1,4}),\s*"
)
# What comes before when and where.
_OCCASION = frozenset({"at", "in", "on", "during", "through", "via", "to", "after", "before"})
# Not the "that" of "that was untrue".
_COMPLEMENTIZER = re.compile(
    r"that\s(?!(?:is|was|are|were|will|would|has|had|does|did|can|could|may|might|must|should|makes|made|means|meant)\b)[^“\"‘']"
)
# What the reporter says of the speaker behind an indirect statement: "… but declined to say more".
_REPORTERS_OWN = re.compile(
    r",?\s+(?:but|and|though)\s+(?:stopped\s+short\s+of|(?:declined|refused)\s+to\s+(?:comment|say|elaborate|give|name|discuss)"
    r"|(?:gave|offered|provided|cited|presented)\s+no\s|(?:did|would)\s+not\s+(?:elaborate|specify|say|give|name|provide"
    r"|identify|offer|comment|explain|disclose))\b"
)
_NAME_BEFORE = re.compile(r"([A-Z][\w'’.-]*)(?: (?:[A-Z][\w'’.&-]*|of|for|and)){0,5},\s")
# What stands between a verb and its content, and may begin before it: "reported, *without naming its sources,* that".
_ASIDE = re.compile(r",\s(?:without\s)?[a-z]+ing\b[^,;.“”\"\n]{1,60},\sthat\s")
_ASIDE_REACH = 30
_RELATIVE_CLAUSE = re.compile(r"(?:who|which)\s[^,;.\n“”\"]{1,120},\s(?=\S)")
_TRAILING_RELATIVE = re.compile(r",?\s(?:which|who)\s*\Z")
_NAME_ENDING = re.compile(r"(?:Now|Today|Week)\s(?=\w)")
_DESCRIBED = re.compile(r"the (?:[a-z-]+ ){0,3}[a-z-]+,")
_NO_GAP = re.compile(r"[\n“”\"‘’]")
_NEXT_SENTENCE = re.compile(r"[.!?]\s+[“\"‘'«]")
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


class _Layout:
    """A document with its quotations and paragraphs by place, so that each step stays linear."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.paragraphs = [paragraph.start for paragraph in document.paragraphs]
        self.sentences = [sentence.start for sentence in document.sentences]
        self.opening = {q.span.end: q.span.start for q in document.quotations}
        self.closing = {q.span.start: q.span.end for q in reversed(document.quotations)}
        self.outer = [q.span for q in document.quotations if q.depth == 0]
        self.outer_starts = [span.start for span in self.outer]

    def is_quoted(self, span: Span) -> bool:
        """Tell whether a span is a quotation from mark to mark."""
        return self.closing.get(span.start, -1) >= span.end - 1

    def paragraph(self, place: int) -> int:
        """Return the number of the paragraph that a place is in."""
        return max(0, bisect_right(self.paragraphs, place) - 1)

    def sentence(self, place: int) -> int:
        """Return where the sentence around a place begins."""
        return self.sentences[max(0, bisect_right(self.sentences, place) - 1)] if self.sentences else 0

    def quotation_around(self, place: int) -> Span | None:
        """Return the outermost quotation that a place is in."""
        at = bisect_right(self.outer_starts, place) - 1
        return self.outer[at] if at >= 0 and place < self.outer[at].end else None


def assemble(document: Document, marks: Sequence[Mark]) -> list[Triple]:
    """Join marks into triples, in text order.

    Each source and content goes to its cue. Edges are trimmed, quotations completed, quotations without
    a cue joined to the utterance they continue, and pointers ("a claim that China has rejected")
    replaced by what they point to.
    """
    layout = _Layout(document)
    triples = [_within_paragraphs(layout, triple) for triple in (*_cued(layout.text, marks), *_uncued(layout, marks))]
    trimmed = [part for triple in triples for part in _parted(layout, _trimmed(layout, _with_name(layout, triple)))]
    ordered = sorted((triple for triple in trimmed if triple.content), key=_place)
    return _nest(layout, _follow_pointers(layout, _join_floating(layout, ordered)))


def _place(triple: Triple) -> tuple[Span, tuple[Span, ...], tuple[Span, ...]]:
    return min((*triple.source, *triple.cue, *triple.content)), triple.cue, triple.content


def _cued(text: str, marks: Sequence[Mark]) -> Iterator[Triple]:
    by_cue: dict[int, dict[Role, list[Mark]]] = {i: {Role.CUE: [m]} for i, m in enumerate(marks) if m.role is Role.CUE}
    for mark in marks:
        for cue in mark.cues:
            by_cue[cue].setdefault(mark.role, []).append(mark)
    for parts in by_cue.values():
        everything = [mark for group in parts.values() for mark in group]
        cues = _spans(parts[Role.CUE])
        yield Triple(
            source=_spans(parts.get(Role.SOURCE, ())),
            cue=cues,
            content=_without_gaps(text, _spans(parts.get(Role.CONTENT, ())), cues),
            confidence=min(mark.confidence for mark in everything),
        )


def _without_gaps(text: str, content: tuple[Span, ...], cue: tuple[Span, ...]) -> tuple[Span, ...]:
    """Join parts of a content between which a few words are left out that are not its cue."""
    joined: list[Span] = []
    for span in content:
        before = joined[-1] if joined else None
        near = (
            before is not None
            and 0 <= span.start - before.end <= GAP
            and _NO_GAP.search(text, before.end, span.start) is None
            and _NEXT_SENTENCE.match(text, before.end, span.start + 1) is None
        )
        if near and before is not None and not any(before.end <= part.start < span.start for part in cue):
            joined[-1] = Span(before.start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def _spans(marks: Iterable[Mark]) -> tuple[Span, ...]:
    return tuple(sorted(mark.span for mark in marks))


def _uncued(layout: _Layout, marks: Sequence[Mark]) -> Iterator[Triple]:
    """Yield a triple for each content without cue; a source without cue just before or after is its own."""
    lone = [mark for mark in marks if not mark.cues and mark.role is not Role.CUE]
    for before, mark, after in zip([None, *lone], lone, [*lone[1:], None], strict=False):
        if mark.role is Role.CONTENT:
            names = [
                n.span for n in (before, after) if n and n.role is Role.SOURCE and _labels(layout, n.span, mark.span)
            ]
            yield Triple(tuple(names[:1]), (), (mark.span,), confidence=mark.confidence)


def _labels(layout: _Layout, name: Span, words: Span) -> bool:
    if name.end <= words.start:
        between = layout.text[name.end : min(words.start, name.end + 400)]
        opens = between.rstrip()[-1:] in (":", "—", "–", "-") or (between.strip() == "." and name.end - name.start == 1)
        return words.start - name.end < 400 and opens and "\n" not in between
    return 0 <= name.start - words.end <= NAMED_WITHIN and "\n" not in layout.text[words.end : name.start]


def _within_paragraphs(layout: _Layout, triple: Triple) -> Triple:
    source, cue = (tuple(_split_at_paragraphs(layout, spans)) for spans in (triple.source, triple.cue))
    beside = tuple(span for span in source if cue and layout.paragraph(span.start) == layout.paragraph(cue[0].start))
    return replace(triple, source=beside or source, cue=cue)


def _with_name(layout: _Layout, triple: Triple) -> Triple:
    """Take in the name between a description and the cue: "the nurse who found her, Ada Finch, said"."""
    if not triple.source or not triple.cue or triple.source[-1].end > triple.cue[0].start:
        return triple
    first, *_ = triple.source
    if _DESCRIBED.match(layout.text, first.start) and (opening := _name_before(layout, first.start)) is not None:
        return replace(triple, source=(Span(opening, first.end), *triple.source[1:]))
    *before, last = triple.source
    if (now := _NAME_ENDING.match(layout.text, triple.cue[0].start)) and now.start() == last.end + 1:
        cue = (Span(now.end(), triple.cue[0].end), *triple.cue[1:])  # "Blue Planet Now accused"
        return replace(triple, source=(*before, Span(last.start, now.end() - 1)), cue=cue)
    name = _NAME_BETWEEN.fullmatch(layout.text, last.end, triple.cue[0].start)
    return replace(triple, source=(*before, Span(last.start, name.end(1)))) if name else triple


def _name_before(layout: _Layout, place: int) -> int | None:
    """Return where the name begins that opens a sentence before a description: "*Quay Ltd*, the operator, said"."""
    sentence = layout.sentence(place)
    name = _NAME_BEFORE.fullmatch(layout.text, sentence, place)
    words = load_lexicon().words
    opens = name is not None and name[1].lower() not in words["prepositions"] | words["time_words"] | words["adverbs"]
    return sentence if opens else None


def _trimmed(layout: _Layout, triple: Triple) -> Triple:
    if not triple.cue and (triple.source or not layout.is_quoted(triple.content[0])):
        # a turn: whole sentences, to the last full stop
        return replace(triple, content=tuple(_split_at_paragraphs(layout, triple.content)))
    content = tuple(
        span
        for part in triple.content
        if (span := _trim(layout, _completed(layout, triple, _behind_relative(layout, triple, part))))
    )
    return replace(triple, content=tuple(_split_at_paragraphs(layout, content)))


def _behind_relative(layout: _Layout, triple: Triple, span: Span) -> Span:
    """Return a content without the clause on its source: "According to Orr, *who was there,* it sank"."""
    clause = _RELATIVE_CLAUSE.match(layout.text, span.start, span.end)
    between = layout.text[triple.source[-1].end : span.start] if triple.source else "none"
    return Span(clause.end(), span.end) if clause and between.strip() in ("", ",") else span


def _parted(layout: _Layout, triple: Triple) -> Iterator[Triple]:
    """Part an indirect statement from quotations of later sentences, which have no cue of their own."""
    if not triple.cue or not triple.content or layout.is_quoted(triple.content[0]):
        yield triple
        return
    last = layout.sentence(max(triple.cue[-1].start, triple.content[0].start))
    after = [span for span in triple.content if layout.is_quoted(span) and layout.sentence(span.start) > last]
    if not after:
        yield triple
        return
    yield replace(triple, content=tuple(span for span in triple.content if span not in after))
    yield Triple((), (), tuple(after), confidence=triple.confidence)


def _completed(layout: _Layout, triple: Triple, span: Span) -> Span:
    """Extend a content that has most of a quotation to all of it: what was said is never cut.

    Not so inside the quotation itself, where one speaker reports another.
    """
    for place in (span.start, span.end - 1):
        quotation = layout.quotation_around(place)
        if quotation is None or any(quotation.start <= p.start < quotation.end for p in (*triple.cue, *triple.source)):
            continue
        shared = min(span.end, quotation.end) - max(span.start, quotation.start)
        if 2 * shared > quotation.end - quotation.start:
            span = Span(min(span.start, quotation.start), max(span.end, quotation.end))
    return span


def _trim(layout: _Layout, span: Span) -> Span | None:
    """Drop the complementizer and the punctuation at the edges; marks of quotation stay with what is inside."""
    text = layout.text
    if layout.closing.get(span.start) == span.end:
        return span
    start, end = span.start, span.end
    while start < end and text[start] in EDGES:
        start += 1
    aside = _ASIDE.search(text, max(0, start - _ASIDE_REACH), end) if ", that " in text[start : start + 70] else None
    if aside is not None and aside.start() < start < aside.end() < end:
        start = aside.end()
    if span.end - span.start > 12 and _COMPLEMENTIZER.match(text, start, end):
        pointer = _pointer_end(text, start, end)
        start, end = (start, pointer) if pointer else (start + 5, end)
    if relative := _TRAILING_RELATIVE.search(text, start, end):
        end = relative.start()
    own = _REPORTERS_OWN.search(text, start, end)
    if own is not None and layout.quotation_around(own.start()) is None:
        end = own.start()
    while end > start and text[end - 1] in EDGES and not _is_abbreviation(text, end):
        end -= 1
    if end > start and text[end - 1] in CLOSING and not any(ch in OPENING for ch in text[start : end - 1]):
        opening = layout.opening.get(end)
        start = opening if opening is not None and opening >= span.start - 2 else start
    return Span(start, end) if start < end else None


def _pointer_end(text: str, start: int, end: int) -> int | None:
    """Return where a pointer ends that "that" begins, without when or where: "that account", "that figure" in court."""
    words, lexicon = text[start:end].lower().split(), load_lexicon()
    if words[1] not in lexicon.pointers and words[1] not in lexicon.nouns and words[1] != "figure":
        return None
    if len(words) <= 3:
        return end
    verbs = lexicon.words["auxiliaries"] | lexicon.words["irregular_verbs"]
    said = (form.kind for word in words[2:] for form in lexicon.verbs.get(word, ()))
    is_clause = not verbs.isdisjoint(words[2:]) or any(kind in ("past", "finite", "s") for kind in said)
    if is_clause or words[2] not in lexicon.words["prepositions"]:
        return None
    return start + len("that ") + len(words[1]) if words[2] in _OCCASION else end


def _is_abbreviation(text: str, end: int) -> bool:
    return (
        text[end - 1] == "."
        and re.search(r"(?:\b[A-Za-z]\.[A-Za-z]|\b(?:Inc|Co|Corp|Jr|Sr|Ltd))\.$", text[max(0, end - 8) : end])
        is not None
    )


def _split_at_paragraphs(layout: _Layout, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        at = layout.paragraph(span.start)
        while at < len(layout.paragraphs) and layout.paragraphs[at] < span.end:
            paragraph = layout.document.paragraphs[at]
            start, end = max(span.start, paragraph.start), min(span.end, paragraph.end)
            if start < end:
                yield Span(start, end)
            at += 1


def _join_floating(layout: _Layout, triples: Sequence[Triple]) -> list[Triple]:
    """Join a quotation without cue to the direct quotation it continues."""
    joined: list[Triple] = []
    latest = -1  # the last triple that is no pure noun or nested attribution
    for triple in triples:
        floating = not triple.cue and not triple.source
        if (
            floating
            and latest >= 0
            and len(joined[latest].content) < MAX_PIECES
            and _continues(layout, joined[latest], triple)
        ):
            joined[latest] = replace(joined[latest], content=(*joined[latest].content, *triple.content))
            continue
        joined.append(triple)
        if latest < 0 or not _is_inside(triple, joined[latest]):
            latest = len(joined) - 1
    return joined


def _continues(layout: _Layout, before: Triple, floating: Triple) -> bool:
    if _is_next_paragraph(layout, before, floating):
        return True
    if len(before.content) >= MAX_PIECES or not all(layout.is_quoted(span) for span in before.content[:2]):
        return False
    last = max((*before.content, *before.cue, *before.source), key=lambda span: span.end)
    between = layout.text[last.end : floating.content[0].start]
    return len(between) < 1200 and len(re.findall(r"[.!?]\s", between)) <= 2


def _is_next_paragraph(layout: _Layout, before: Triple, floating: Triple) -> bool:
    """Tell whether a turn of an interview goes on in its next paragraph."""
    turn = not before.cue and not layout.is_quoted(before.content[-1]) and not layout.is_quoted(floating.content[0])
    return turn and not layout.text[before.content[-1].end : floating.content[0].start].strip()


def _is_inside(inner: Triple, outer: Triple) -> bool:
    place = inner.cue[0] if inner.cue else inner.content[0]
    return any(span.start <= place.start and place.end <= span.end for span in outer.content)


def _follow_pointers(layout: _Layout, triples: Sequence[Triple]) -> list[Triple]:
    """Let "labelled X as Y, a claim that China has rejected" answer the label, with the pointer as alternative."""
    resolved: list[Triple] = []
    for triple in triples:
        antecedent = _antecedent(layout, triple, resolved)
        if antecedent is not None:
            content = *antecedent.content, *triple.content[1:]
            triple = replace(triple, content=content, content_alt=triple.content)
        resolved.append(triple)
    return resolved


def _antecedent(layout: _Layout, triple: Triple, before: Sequence[Triple]) -> Triple | None:
    described = len(triple.content) == 2 and bool(triple.cue) and triple.content[1].start >= triple.cue[0].end
    if not (len(triple.content) == 1 or described) or not triple.cue or triple.content[0].end > triple.cue[0].start:
        return None
    pointer = layout.document.slice(triple.content[0]).lower().split()
    if not pointer or len(pointer) > 4 or (pointer[-1] not in load_lexicon().pointers and pointer != ["which"]):
        return None
    found = [earlier for earlier in reversed(before[-NEARBY:]) if _is_just_before(layout, earlier, triple.content[0])]
    # Not the noun of "says they ignored his *pleas* for help, a charge that the jail denies".
    verbs = [earlier for earlier in found if not _has_noun_cue(layout, earlier)]
    return next(iter((*verbs, *found)), None)


def _is_just_before(layout: _Layout, earlier: Triple, pointer: Span) -> bool:
    between = layout.text[max(span.end for span in earlier.content) : pointer.start]
    return 0 < len(between) <= 3 and between.strip() in (",", "—", "–", "-")


def _has_noun_cue(layout: _Layout, triple: Triple) -> bool:
    return bool(triple.cue) and layout.document.slice(triple.cue[-1]).lower() in load_lexicon().nouns


def _nest(layout: _Layout, triples: Sequence[Triple]) -> list[Triple]:
    """Tell each triple which earlier one it stands in, if any."""
    outer = [_outer(layout, triples, place) for place in range(len(triples))]
    return [
        triple if around is None else replace(triple, nested_in=around)
        for triple, around in zip(triples, outer, strict=True)
    ]


def _outer(layout: _Layout, triples: Sequence[Triple], place: int) -> int | None:
    nearby = range(place - 1, max(-1, place - NEARBY), -1)
    return next((i for i in nearby if _is_quoted_in(layout, triples[place], triples[i])), None)


def _is_quoted_in(layout: _Layout, inner: Triple, outer: Triple) -> bool:
    """Tell whether one attribution stands in what another says; the object of a denial, itself said, does not."""
    if not inner.cue or not outer.cue:
        return bool(inner.cue) and _stands_in(inner, outer) and layout.is_quoted(outer.content[0])
    if not _stands_in(inner, outer):
        return False
    first = min((*inner.source, *inner.cue)).start
    return layout.is_quoted(outer.content[0]) or layout.text[outer.content[0].start : first].count(" ") > 1


def _stands_in(inner: Triple, outer: Triple) -> bool:
    return any(span.start <= inner.cue[0].start and inner.cue[0].end < span.end for span in outer.content)
