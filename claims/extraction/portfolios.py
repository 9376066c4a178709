"""Of what field an office is: a youth minister is no trade minister."""

from __future__ import annotations

from claims.extraction.figures import Figure
from claims.extraction.geography import Geography
from claims.extraction.wordlists import WORDS, fold, word_set

# The shadow secretary is not the secretary, and the minister not the prime minister.
MARKED = frozenset(
    {"prime", "shadow", "former", "deputy", "vice", "acting", "assistant", "opposition", "ex", "rival", "interim"}
    | {"majority", "minority"}
)
# What else stands before an office and is no field.
_ANY_FIELD = word_set("the cabinet government junior senior new then female veteran embattled outspoken federal s")


def has_other_field(geography: Geography, person: Figure, noun: str, modifiers: list[str]) -> bool:
    """Tell whether the stated office of somebody is of another field than a noun with its modifiers."""
    no_field = (MARKED - {"prime"}) | _ANY_FIELD
    stated = [WORDS.findall(fold(role).split(f" {noun}")[0]) for role in person.roles if f" {noun}" in fold(role)]
    own = _without_states(geography, {word for words in stated for word in words} - no_field)
    wanted = _without_states(geography, set(modifiers) - no_field)
    is_none = not own and noun not in person.role_words and person.roles and "prime" not in modifiers
    return bool(wanted and (own or is_none)) and wanted.isdisjoint(own | person.role_words)


def shares_field(geography: Geography, person: Figure, modifiers: list[str]) -> bool:
    """Tell whether a stated role has a word of a description, if that has any but for states and marks."""
    telling = _without_states(geography, set(modifiers) - MARKED - _ANY_FIELD)
    return not telling or not telling.isdisjoint(person.role_words)


def _without_states(geography: Geography, words: set[str]) -> set[str]:
    return {word for word in words if geography.state_in(word.title()) is None}
