"""Who of the persons of one surname is meant, and who is brought in as a relative of another."""

from __future__ import annotations

from bisect import bisect_left

from claims.extraction.figures import Figure
from claims.extraction.names import Name
from claims.extraction.story import Story
from claims.extraction.wordlists import fold, word_set

# How often, and how many times as often as others of the family, somebody is called by the surname alone.
_OFTEN, _TIMES = 2, 2
# Nouns for persons of one surname.
_KIN = word_set("parents grandparents couple spouses newlyweds brothers sisters siblings twins")
_RELATIVES = word_set("husband wife son daughter brother sister mother father ex-husband ex-wife spouse widow widower")
# Tokens from a relative's owner to the name.
_APPOSITION = 8


def bearer(figures: list[Figure], position: int) -> Figure | None:
    """Return who of a family is called by the surname alone, if a text has often done so, and one only."""
    if len(figures) < 2:
        return None
    called = {figure.number: bisect_left(figure.surname_alone, position) for figure in figures}
    first, second, *_ = sorted(figures, key=lambda figure: -called[figure.number])
    is_clear = called[first.number] >= _OFTEN and called[first.number] > _TIMES * called[second.number]
    return first if is_clear else None


def head_of_family(figures: list[Figure], position: int) -> Figure | None:
    """Return whom a text names in full before a relative of the surname: it has "Lund" for her, not for her husband."""
    named = [figure for figure in figures if figure.introduced < position]
    first = min(named, key=lambda figure: figure.introduced, default=None)
    is_of_kin = len(named) > 1 and all(figure.is_kin for figure in named if figure is not first)
    return first if is_of_kin and first is not None and not first.is_kin else None


def called_by_given_name(figures: list[Figure], surname: str, gender: str, position: int) -> Figure | None:
    """Return the only one of a gender brought in before a position by a given name, as somebody's relative.

    The relative is of the family of a surname, or "her husband", of nobody whom the role names.
    """
    kin = [
        figure
        for figure in figures
        if len(figure.words) == 1 and figure.gender == gender and figure.places and figure.places[0] < position
        if any(_is_kin_of(role, surname) for role in figure.roles)
    ]
    return kin[0] if len(kin) == 1 else None


def _is_kin_of(role: str, surname: str) -> bool:
    owner, _, noun = fold(role).replace("’", "'").rpartition("'s ")
    return noun in _RELATIVES and (not owner or surname in owner.split())


def is_kin_before(story: Story, at: int) -> bool:
    """Tell whether a noun for persons of one family stands before a token: "her parents, Ida and Petr Lund"."""
    at -= 1
    return at > 0 and story.low[at - (story.low[at] == ",")] in _KIN


def is_relative(story: Story, name: Name) -> bool:
    """Tell whether a name is that of somebody's relative: "her husband, former mayor Tom Lund"."""
    low, end = story.low, name.first - len(name.title)
    owned = (k for k in range(end - 2, max(end - _APPOSITION, 0), -1) if low[k] in ("her", "his", "'s", "’s"))
    k = next(owned, None)
    return k is not None and low[k + 1] in _RELATIVES and low[k + 2] in (",", *low[end : end + 1])
