"""How much of a content is in quotation marks."""

from __future__ import annotations

import re

from claims.extraction.attributions import Triple
from claims.extraction.story import Story
from claims.extraction.values import QuotationType, Span
from claims.extraction.wordlists import QUOTATION_MARKS, word_set

_WORKS = re.compile(
    r"\b(?:film|movie|book|novel|song|album|single|series|show|play|poem|podcast|magazine"
    r"|painting|musical|opera|documentary|game|memoir|titled|entitled|called)[,:]? $",
    re.I,
)
_SMALL = word_set("a an and at by for from in of on or the to with vs")
_MAX_TITLE_WORDS = 8


def quotation_type(story: Story, triple: Triple) -> QuotationType:
    """Return whether all, some or none of the content is quoted.

    Titles of works do not count, nor quotations that hold the whole attribution. A turn of a transcript is direct.
    """
    if not triple.cue and triple.source:
        return QuotationType.DIRECT
    quoted = words = 0
    for span in triple.content:
        marks = [q for q in story.quotations_in(span) if not _is_around(triple, q) and not _is_title(story, q)]
        for i in story.units(span):
            if story.words[i][:1].isalnum():
                words += 1
                quoted += any(q.start <= story.starts[i] < q.end for q in marks)
    if quoted == 0:
        return QuotationType.INDIRECT
    return QuotationType.DIRECT if quoted == words else QuotationType.MIXED


def _is_around(triple: Triple, quotation: Span) -> bool:
    places = (*triple.cue, *triple.source)
    return any(quotation.start <= span.start and span.end <= quotation.end for span in places)


def _is_title(story: Story, quotation: Span) -> bool:
    """Tell whether a quotation is the title of a work, or a nickname inside a name."""
    inside = story.text[quotation.start : quotation.end].strip(QUOTATION_MARKS)
    words = inside.split()
    if not words or len(words) > _MAX_TITLE_WORDS or inside[-1:] in ".!?,":
        return False
    if not all(word[:1].isupper() or word in _SMALL for word in words) or not words[0][:1].isupper():
        return False
    before = story.text[max(0, quotation.start - 30) : quotation.start]
    return (len(words) > 1 and not story.in_title(quotation.start)) or _WORKS.search(before) is not None
