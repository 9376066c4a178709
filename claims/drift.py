"""How a wording drifts from one text to another: by word, and by number. Pure functions of texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from claims.folding import fold

# Beyond this many words on both sides together, comparing takes too long for a page: the whole is shown as replaced.
MOST_WORDS = 6000
_WORD = re.compile(r"\S+\s*")
_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)*(?:\s?%|\s(?:per cent|percent|hundred|thousand|million|billion|trillion|crore|lakh)\b)?"
)


class Change(StrEnum):
    """Where words stand."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in both texts (as the second has them), in the first alone, or in the second alone."""

    change: Change
    words: str

    @property
    def gap(self) -> str:
        """The space behind them, which is not marked as changed."""
        return self.words[len(self.words.rstrip()) :]


def differences(one: str, other: str) -> list[Piece]:
    """Return the pieces that lead from one text to the other, in text order; what is gone stands before what is new.

    Words are the same whatever their case, accents and punctuation. Same and new pieces joined are the second text.
    """
    before, after = _WORD.findall(one), _WORD.findall(other)
    if len(before) + len(after) > MOST_WORDS:
        whole = [Piece(Change.GONE, one), Piece(Change.NEW, other)] if fold(one) != fold(other) else []
        return whole or [Piece(Change.SAME, other)]
    return list(_pieces(before, after))


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    # That difflib skips words which a long text repeats keeps a text of nothing else from taking minutes.
    one, other = ([fold(word) or word.strip() for word in words] for words in (before, after))
    for tag, i, j, k, m in SequenceMatcher(None, one, other).get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, "".join(after[k:m]))
            continue
        if i < j:
            yield Piece(Change.GONE, "".join(before[i:j]))
        if k < m:
            yield Piece(Change.NEW, "".join(after[k:m]))


def count_differing(pieces: Sequence[Piece]) -> int:
    """Return how many words differ: a word that was replaced by another counts once."""
    gone, new = (
        sum(len(piece.words.split()) for piece in pieces if piece.change is change)
        for change in (Change.GONE, Change.NEW)
    )
    return max(gone, new)


def numbers_of(text: str) -> tuple[str, ...]:
    """Return the numbers in figures with their scale ("1.5 million", "40%"), in text order."""
    return tuple(dict.fromkeys(re.sub(r"\s+", " ", found) for found in _NUMBER.findall(text)))


def drifting_numbers(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return for each text those of its numbers that not all of them have."""
    found = [numbers_of(text) for text in texts]
    shared = set.intersection(*map(set, found)) if found else set()
    return [tuple(number for number in numbers if number not in shared) for numbers in found]
