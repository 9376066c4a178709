"""What changed from one revision of an article to another, paragraph by paragraph and word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from claims.drift import Change, Piece, differences
from claims.marks import PARAGRAPH_END

# Beyond this many words, paragraphs that changed are shown as replaced: the page must not take long.
MOST_COMPARED = 20_000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that changed, as pieces, or a number of paragraphs that did not."""

    pieces: tuple[Piece, ...] = ()
    same: int = 0


def changes(before: str, after: str) -> list[Paragraph]:
    """Return the paragraphs of both texts in order; those that did not change are only counted."""
    return list(_paragraphs(before.split(PARAGRAPH_END), after.split(PARAGRAPH_END)))


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    room = MOST_COMPARED
    for tag, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            yield Paragraph(same=j - i)
            continue
        for gone, new in zip_longest(before[i:j], after[k:m]):
            room -= len((gone or "").split()) + len((new or "").split())
            yield Paragraph(tuple(_pieces(gone, new, in_detail=room > 0)))


def _pieces(gone: str | None, new: str | None, *, in_detail: bool) -> Iterator[Piece]:
    if gone and new and in_detail:
        yield from differences(gone, new)
        return
    if gone:
        yield Piece(Change.GONE, gone)
    if new:
        yield Piece(Change.NEW, new)
