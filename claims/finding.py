"""Where words stand in a text: as copied by a person, whatever happened to spaces and quotation marks on the way."""

from __future__ import annotations

import re

from claimtrack.web import Problem

GAP = "…"
_SAME = {"'": "['’‘ʼ]", "’": "['’‘ʼ]", "‘": "['’‘ʼ]", '"': '["“”„«»]', "“": '["“”„«»]', "”": '["“”„«»]', "-": "[-‐‑–—]"}


def find_words(text: str, words: str, *, near: int = 0, field: str = "") -> list[list[int]]:
    """Return the spans of words in a text, those nearest to a place; an ellipsis parts words that are not adjacent.

    Spans are [start, end) in code points. Raises Problem, about the `field` that they come from, where the words are
    not in the text.
    """
    spans: list[list[int]] = []
    for piece in words.split(GAP):
        if piece.strip():
            spans.append(_find(text, piece.strip(), near, field))
            near = spans[-1][1]
    return spans


def _find(text: str, piece: str, near: int, field: str) -> list[int]:
    pattern = r"\s+".join("".join(_SAME.get(c, re.escape(c)) for c in word) for word in piece.split())
    places = [match.span() for match in re.finditer(pattern, text)]
    if not places:
        message = "These words are not in the article. Copy them exactly, or select them in the text."
        raise Problem("not_in_text", message, field=field)
    start, end = min(places, key=lambda place: (abs(place[0] - near), place[0] < near))
    return [start, end]
