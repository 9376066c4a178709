"""The whole of a sentence that its cue interrupts: "The first case came in May, she said, and the warning in June"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace

from claims.extraction.findings import Found
from claims.extraction.values import Document, Span

_LONGEST = 120  # characters of a source and its cue
_QUOTED = re.compile(r"[\"“”«»]")
_BEFORE = re.compile(r",\s\Z")
# What goes on in a sentence: of adjuncts to the cue, up to a comma, then a clause.
_REST = re.compile(
    r"[^,;:.\"“”\n]{0,45},\s+(?:(?:and|but|so|or|nor|yet)\s|(?=(?:though|although|because|while)\s))"
    r"(?P<rest>[^\n\"“”;]*[^\s.!?])"
)
# "…, she said, and turned away" tells what she did.
_DOING = re.compile(r"(?:\w+ly\s)?\w+ed\s")


def with_rest(document: Document, found: Found, *, has_cue: Callable[[Iterable[Span]], bool]) -> Found:
    """Return an attribution with what its sentence goes on to say behind the cue, where that is the same speaker's.

    So it is in plain words, if the cue stands between commas and what follows is a clause with no cue of its own:
    `has_cue` tells whether spans share anything with the cues of the text.
    """
    if not found.cue or not found.source or not found.content:
        return found
    between = Span(min(found.source[0], found.cue[0]).start, max(found.source[-1], found.cue[-1]).end)
    before = [span for span in found.content if span.end <= between.start]
    if len(before) != len(found.content) or between.end - between.start > _LONGEST:
        return found
    sentence = document.sentences[bisect_right(document.sentences, between.start, key=_start) - 1]
    left = document.text[sentence.start : between.start]
    if _BEFORE.search(left) is None or _QUOTED.search(left) or document.slice(found.cue[0]).lower() == "according to":
        return found
    following = _REST.match(document.text, between.end, sentence.end)
    if following is None:
        return found
    rest = Span(*following.span("rest"))
    is_other = _DOING.match(following["rest"]) is not None or has_cue([rest])
    return found if is_other else replace(found, content=[*found.content, rest])


def _start(span: Span) -> int:
    return span.start
