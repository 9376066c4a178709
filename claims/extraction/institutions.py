"""Organizations that news knows by a nickname or acronym: "the Fed", "the US Department of Energy"."""

from __future__ import annotations

import re
from functools import cache

from claims.extraction.geography import Geography, state_by_code
from claims.extraction.wordlists import fold, institutions

_OPENING = 1000  # characters in which a text shows of which state it speaks
# Letters of an acronym that is another word in small ones.
_SHORT = 3


def find_institution(geography: Geography, story_text: str, text: str) -> tuple[str, str | None] | None:
    """Return the full name and the code of the state of an institution that a story names, None if it is none."""
    if len(text) <= _SHORT and not text.isupper():  # "Tarrington, Pa." is in no authority
        return None
    named = _institution_names().get(fold(text).removeprefix("the "), ())
    first, _, rest = text.removeprefix("The ").removeprefix("the ").partition(" ")
    if not named and rest and (state := geography.first_state([first])):  # "the US Department of Energy"
        of_any = _institution_names().get(fold(rest), ())
        named = tuple(one for one in of_any if one[1] and state_by_code(one[1]) == state)
    if len(named) > 1:  # "Congress" is that of the state which the text speaks of
        words = re.findall(r"[A-Z][\w’'-]*(?: [A-Z][\w-]*)?", story_text[:_OPENING])
        spoken = {geography.state_of(fold(word)) for word in words}
        named = tuple(one for one in named if one[1] and state_by_code(one[1]) in spoken) or named
    return named[0] if named else None


@cache
def _institution_names() -> dict[str, tuple[tuple[str, str | None], ...]]:
    """Return the institutions by each of their folded names, those first that the list has first."""
    found: dict[str, tuple[tuple[str, str | None], ...]] = {}
    for institution in institutions():
        for name in institution.names:
            key = fold(name).removeprefix("the ")
            found[key] = (*found.get(key, ()), (institution.name, institution.state))
    return found


@cache
def nouns_of_institution(name: str) -> frozenset[str]:
    """Return the last words of all names of an institution: "alliance" for NATO, "bloc" for the European Union."""
    listed = next((one.names for one in institutions() if one.name == name), ())
    return frozenset(fold(other).split()[-1] for other in listed)
