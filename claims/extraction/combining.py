"""Model and rules together: what the one misses the other may find."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from claims.extraction.findings import Found
from claims.extraction.rules import marks
from claims.extraction.values import Document, Mark, Role, Span, Tagger

# A label stands right before the words of its turn: a colon and a space, or a few more.
LABEL_GAP = 4


class CombinedTagger:
    """Takes what `first` finds, and from `second` what stands where the first found nothing.

    Turns of a transcript are read by `second` alone: their layout is beyond doubt, and what is said in them is one
    content.
    """

    def __init__(self, first: Tagger, second: Tagger) -> None:
        self.first = first
        self.second = second

    @property
    def name(self) -> str:
        """Names and versions of both."""
        return f"{self.first.name}+{self.second.name}"

    def tag(self, documents: Sequence[Document]) -> list[list[Mark]]:
        """Return the marks of each document, in text order."""
        both = zip(self.first.tag(documents), self.second.tag(documents), strict=True)
        return [combine(first, second) for first, second in both]


def combine(first: Sequence[Mark], second: Sequence[Mark]) -> list[Mark]:
    """Return the marks of the first, and those of the second that do not touch them."""
    others = list(_attributions(second))
    turns = [other for other in others if _is_turn(other)]
    in_turns = _Covered(_whole(turn) for turn in turns)
    kept = [found for found in _attributions(first) if not in_turns.touches([*found.cue, *found.content])]
    cues, contents = (_Covered(span for found in kept for span in spans(found)) for spans in (_cue, _content))
    added = [o for o in others if not _is_turn(o) and not cues.touches(o.cue) and not contents.touches(o.content)]
    return marks([*kept, *turns, *added])


def _cue(found: Found) -> list[Span]:
    return found.cue


def _content(found: Found) -> list[Span]:
    return found.content


def _attributions(found: Sequence[Mark]) -> Iterator[Found]:
    """Yield one attribution for each cue that has a content, and each content without cue with the label it has."""
    tied: dict[int, list[Mark]] = {index: [mark] for index, mark in enumerate(found) if mark.role is Role.CUE}
    for mark in found:
        for cue in mark.cues:
            tied[cue].append(mark)
    for parts in tied.values():
        content = _spans(parts, Role.CONTENT)
        if content:
            confidence = min(part.confidence for part in parts)
            yield Found(_spans(parts, Role.SOURCE), _spans(parts, Role.CUE), content, confidence)
    yield from _uncued(found)


def _uncued(found: Sequence[Mark]) -> Iterator[Found]:
    """Yield contents without cue, each with the label that stands beside it in the order of the text."""
    loose = [mark for mark in found if mark.role is not Role.CUE and not mark.cues]
    for index, mark in enumerate(loose):
        if mark.role is Role.CONTENT:
            beside = [*loose[max(0, index - 1) : index], *loose[index + 1 : index + 2]]
            labels = [m.span for m in beside if m.role is Role.SOURCE and _is_label(m.span, mark.span)]
            yield Found(labels[:1], [], [mark.span], mark.confidence)


def _spans(found: Iterable[Mark], role: Role) -> list[Span]:
    return [mark.span for mark in found if mark.role is role]


def _is_label(label: Span, words: Span) -> bool:
    return 0 <= words.start - label.end <= LABEL_GAP or 0 <= label.start - words.end <= LABEL_GAP


def _is_turn(found: Found) -> bool:
    """Tell a turn of a transcript from a labelled headline, of which the rules are less sure."""
    return not found.cue and bool(found.source) and found.confidence >= 0.9


def _whole(turn: Found) -> Span:
    label, words = turn.source[0], turn.content[0]
    return Span(min(label.start, words.start), max(label.end, words.end))


class _Covered:
    """The parts of a text that some spans cover."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for span in sorted(spans):
            if self.ends and span.start < self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], span.end)
            else:
                self.starts.append(span.start)
                self.ends.append(span.end)

    def touches(self, spans: Iterable[Span]) -> bool:
        """Tell whether any of the spans shares a character with what is covered."""
        for span in spans:
            place = bisect_right(self.ends, span.start)
            if place < len(self.starts) and self.starts[place] < span.end:
                return True
        return False
