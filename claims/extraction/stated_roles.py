"""Which nouns can stand for the roles that a text states of somebody: "the boss" for a manager."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claims.extraction.figures import Figure
from claims.extraction.wordlists import WORDS, fold, roles, word_set

# Who heads a field of government, and the offices that do.
HEADS_OF_FIELD = word_set("chief boss head supremo tsar czar")
_OF_FIELD = word_set("secretary minister commissioner director administrator")
# Offices of a union, each of which its "boss" or "leader" may have.
_OF_UNION = word_set("secretary president convener convenor organiser organizer chair")
_FORMER = frozenset({"former", "ex", "onetime", "late"})
PARTIES = {
    "republican": "republican", "gop": "republican", "democrat": "democrat", "democratic": "democrat",
    "conservative": "tory", "tory": "tory", "labour": "labour", "liberal": "liberal", "green": "green",
}  # fmt: skip
FIELDS = word_set(
    """
    permanent press private home foreign defence defense health education finance justice interior transport energy
    environment trade labour labor agriculture culture sports housing water treasury publicity general security industry
    """
)
# What somebody may be besides a trade or an office.
SAYS_LITTLE = word_set(
    """
    husband wife parent brother sister son daughter father mother dad mum mom cousin nephew niece widow widower
    king queen
    candidate nominee hopeful contender challenger frontrunner rival donor supporter ally activist member delegate
    republican democrat conservative liberal
    """
)
_CHIEF = re.compile(r"chief (?!of\b)", re.I)


def wanted_roles(noun: str, modifiers: Iterable[str], *, is_of_body: bool) -> frozenset[str]:
    """Return the roles for which a noun can stand: the "agriculture chief" may be a secretary, the "DoH chief", too."""
    if "union" in modifiers:
        return _OF_UNION | {noun}
    if noun == "general" and not roles().nouns.isdisjoint(modifiers):  # an attorney general commands nobody
        return frozenset({noun})
    is_of_field = noun in HEADS_OF_FIELD and (is_of_body or not FIELDS.isdisjoint(modifiers))
    return roles().classes.get(noun, frozenset()) | {noun} | (_OF_FIELD if is_of_field else frozenset())


def parties_in(words: Iterable[str]) -> set[str]:
    """Return the parties that words name."""
    return {PARTIES[word] for word in words if word in PARTIES}


def parties_agree(parties: set[str], person: Figure) -> bool:
    """Tell whether parties can be those that the stated roles of somebody name."""
    other = parties_in(person.role_words | person.nouns)
    if "labor" in person.role_words and "secretary" not in person.role_words:
        other.add("labour")
    return not parties or not other or bool(parties & other)


def is_sort_of(noun: str, person: Figure) -> bool:
    """Tell whether a stated role can stand for a noun: "boss" for "manager"; "official" says too little."""
    loose = {"official", "officer", "leader", "chief", "head", "politician", "lawmaker", "legislator"}
    return any(noun in roles().classes.get(word, ()) for word in person.role_words - loose)


def trades_of(person: Figure) -> set[str]:
    """Return the nouns of the stated roles that tell what somebody is: none of "chief rival"."""
    stated = person.role_words & roles().nouns - SAYS_LITTLE
    return stated - {"chief"} if all(_CHIEF.match(role) for role in person.roles) else stated


def is_former(noun: str, person: Figure) -> bool:
    """Tell whether somebody no longer is what a noun says: "the governor" is no former governor."""
    stated = [words for role in person.roles if noun in (words := set(WORDS.findall(fold(role))))]
    return bool(stated) and all(words & _FORMER for words in stated)


def sorts(noun: str) -> set[str]:
    """Return the taking-up nouns that can stand for a role, itself among them."""
    return {name for name, listed in roles().classes.items() if noun in listed or name == noun}


def sorts_of(person: Figure) -> set[str]:
    """Return the taking-up nouns that can stand for any stated role of somebody."""
    return {name for word in person.role_words | person.nouns for name in sorts(word)} - {"official", "leader"}
