"""Amounts in a text, whether in figures or in words."""

from __future__ import annotations

import re

_UNITS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: float(number) for number, word in enumerate(_UNITS.split())} | {
    word: 10.0 * number for number, word in enumerate(_TENS.split(), 2)
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+")
# Small numbers in words are mostly no amounts: "one of them", "two days later".
_LEAST_IN_WORDS = 3


def amounts_in(text: str) -> frozenset[float]:
    """Return the amounts of a text: "four million" and "4m" are one."""
    found: set[float] = set()
    tokens = _TOKEN.findall(text.casefold())
    place = 0
    while place < len(tokens):
        amount, after = _amount(tokens, place)
        if amount is not None:
            found.add(amount)
        place = after
    return frozenset(found)


def _amount(tokens: list[str], place: int) -> tuple[float | None, int]:
    """Return the amount that begins at a place, and where the next token is."""
    token = tokens[place]
    if token[0].isdigit():
        amount, in_figures = float(token.replace(",", "")), True
    elif token in _NUMBERS:
        amount, in_figures = _NUMBERS[token], False
    else:
        return None, place + 1
    place += 1
    scaled = False
    while place < len(tokens):
        if tokens[place] in _SCALES:
            amount, scaled = amount * _SCALES[tokens[place]], True
        elif not in_figures and not scaled and tokens[place] in _NUMBERS:
            amount += _NUMBERS[tokens[place]]
        else:
            break
        place += 1
    is_meant = in_figures or scaled or amount >= _LEAST_IN_WORDS
    return (amount if is_meant else None), place
