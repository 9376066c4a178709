"""Cut a text into paragraphs, sentences, tokens and quotations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from syntok import segmenter
from syntok.tokenizer import Tokenizer

from claims.extraction.quotations import find_quotations
from claims.extraction.values import Document, Quotation, Span, Token

LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
BREAK_AFTER = re.compile(r"[.!?…:;\"”’'»)\]*]\s*$")
# Zero-width characters and combining marks belong to the word they stand in.
WORD_CHAR = r"[\w\u0300-\u036f\u200b-\u200d\u2060\u00ad]"
_TITLE = (
    "Mr|Mrs|Ms|Dr|Prof|Pres|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Rev|Hon|St"
    "|Eng|Engr|Barr|Adv|Brig|Maj|Cmdr|Adm|Supt|Insp|Cllr|Cpl|Det|Amb"
)
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., p.m.
    r"|(?<!\w)[A-Z]\.(?=\s?[A-Z])"  # R. Devan
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?=\s\d)"
    rf"|(?:{_TITLE}|Jr|Sr|No|Inc|Co|Corp|Ltd|vs)\.(?=\s)"
    r"|\d+(?:[.,:]\d+)*%?"
    r"(?:-?" + WORD_CHAR + r"+)*"
    r"|" + WORD_CHAR + r"+?(?=n['’]t\b)"
    r"|n['’]t\b"
    r"|['’](?:s|S|ll|re|ve|d|m)\b"
    r"|" + WORD_CHAR + r"+(?:[-&]" + WORD_CHAR + r"+|['’](?!(?:s|S|ll|re|ve|d|m)\b)[^\W\d_]+)*"
    r"|--+|[^\w\s]"
)
HEADLINE_MAX = 250
# syntok backtracks on what is no prose: longer runs without a space are one sentence.
LONG_WORD = re.compile(r"\S{400}")
TERMINALS = "".join(segmenter.State.terminals)  # what syntok may end a sentence at
# Words with none of what syntok may end a sentence at, one of which goes before and one after those captured last.
_INERT = f" [^\\s\\u200b{re.escape(TERMINALS)}]+"
INNER = re.compile(f"({_INERT})((?:{_INERT})+)(?={_INERT})")
BRACKETS = "".join(segmenter.State.opening_brackets | segmenter.State.closing_brackets)
BRACKET = re.compile(f"[{re.escape(BRACKETS)}]")
# What may end a sentence; without any before the last one's end, there is but one.
END = re.compile(f"[{re.escape(TERMINALS + BRACKETS)}]")
LAST_END = f"{TERMINALS}\"'”’»"
ABBREVIATION = re.compile(rf"(?:^|[\s(])(?:{_TITLE}|No|vs)\.$")

_tokenizer = Tokenizer(emit_hyphen_or_underscore_sep=True, replace_not_contraction=False)


def segment(text: str, *, title: str | None = None, published: str | None = None) -> Document:
    """Cut `text` into a `Document`; takes any string, in linear time.

    Paragraphs end at blank lines, and at single line ends unless the text is wrapped at a column. The
    first paragraph is the title if it equals `title`, or, with no title given, if it reads like a headline.
    """
    paragraphs = tuple(_paragraphs(text))
    quotations = tuple(find_quotations(text, paragraphs))
    sentences = tuple(_sentences(text, paragraphs, quotations))
    tokens = tuple(Token(Span(*m.span()), m[0]) for p in paragraphs for m in TOKEN.finditer(text, p.start, p.end))
    return Document(
        text=text,
        title=_title(text, paragraphs, title),
        published=published,
        paragraphs=paragraphs,
        sentences=sentences,
        tokens=tokens,
        quotations=quotations,
    )


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the span without white space at its edges, None if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _paragraphs(text: str) -> Iterator[Span]:
    lines = [span for m in LINE.finditer(text) if (span := trimmed(text, m.start(), m.end()))]
    wrapped = _is_wrapped(text, lines)
    start = end = -1
    for line in lines:
        if start >= 0 and wrapped and _is_single_break(text, end, line.start):
            end = line.end
            continue
        if start >= 0:
            yield Span(start, end)
        start, end = line.start, line.end
    if start >= 0:
        yield Span(start, end)


def _is_single_break(text: str, end: int, start: int) -> bool:
    gap = text[end : min(start, end + 200)]
    return start - end < 200 and gap.replace("\r\n", "\n").count("\n") == 1


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Tell whether single line ends are those of a text wrapped at a column, not ends of paragraphs."""
    single = inside = 0
    for before, after in pairwise(lines):
        if _is_single_break(text, before.end, after.start):
            single += 1
            inside += not BREAK_AFTER.match(text, before.end - 1, before.end) and before.end - before.start > 40
    return single > 0 and inside > single / 2


def _sentences(text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]) -> Iterator[Span]:
    outer = [q.span for q in quotations if q.depth == 0]
    starts = [span.start for span in outer]
    for paragraph in paragraphs:
        start = paragraph.start
        for cut in _cuts(text, paragraph):
            at = bisect_left(starts, cut) - 1
            if at >= 0 and cut < outer[at].end:
                continue
            if span := trimmed(text, start, cut):
                yield span
            start = cut
        if span := trimmed(text, start, paragraph.end):
            yield span


def _cuts(text: str, paragraph: Span) -> Iterator[int]:
    """Yield the places where a new sentence begins inside a paragraph."""
    words = text[paragraph.start : paragraph.end]
    if LONG_WORD.search(words) or not END.search(words.rstrip(LAST_END)):
        return
    for begin in sentence_starts(_without_inner(words))[1:]:
        cut = _after_closing_mark(words, begin)
        if 0 < cut < len(words) and not ABBREVIATION.search(words, max(0, cut - 12), len(words[:cut].rstrip())):
            yield paragraph.start + cut


def sentence_starts(words: str) -> list[int]:
    """Return where sentences begin, as syntok has it."""
    return [sentence[0].offset for sentence in segmenter.split(_tokenizer.tokenize(words))]


def _without_inner(words: str) -> str:
    """Return words with blanks for those that make no difference to syntok, which looks at each; saves half its time.

    It looks at words beside possible ends, and at all that stands in brackets.
    """
    return words if BRACKET.search(words) else INNER.sub(_blanked, words)


def _blanked(inner: re.Match[str]) -> str:
    return inner[1] + " " * len(inner[2])


def _after_closing_mark(words: str, cut: int) -> int:
    """Move a cut between a full stop and the closing quotation mark behind the mark."""
    if words[cut - 1].isspace():
        return cut
    end = cut
    while end < len(words) and words[end] in "”’\"'»)":
        end += 1
    return end if end == len(words) or words[end].isspace() else cut


def _title(text: str, paragraphs: Sequence[Span], title: str | None) -> Span | None:
    if not paragraphs:
        return None
    first = text[paragraphs[0].start : paragraphs[0].end]
    if title is not None and title.strip():
        return paragraphs[0] if _plain(first) == _plain(title) else None
    looks_like_headline = len(first) <= HEADLINE_MAX and not re.search(r"[.!?:,;…][\"”’'»)]*$", first)
    return paragraphs[0] if looks_like_headline and len(paragraphs) > 1 else None


def _plain(title: str) -> str:
    straight = title.translate(str.maketrans("‘’“”", "''\"\""))
    return " ".join(straight.split()).casefold().rstrip(".")
