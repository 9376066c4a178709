"""Persons of one surname: couples named together, and the relatives of somebody."""

from __future__ import annotations

import re

from claims.extraction.cast import Cast
from claims.extraction.figures import Figure
from claims.extraction.noun_phrases import NounPhrase
from claims.extraction.values import SpeakerKind
from claims.extraction.wordlists import roles, word_set

_FAMILY = re.compile(r"[Tt]he ((?:[a-z]{2,3} ){0,2}[A-Z][\w’'-]*?)e?s")
RELATIVES = word_set(
    """
    husband wife parent brother sister son daughter father mother dad mum mom ex-husband ex-wife cousin nephew niece
    twin
    """
)


def family_of(cast: Cast, phrase: NounPhrase) -> list[Figure]:
    """Return the persons of "the Lunds" in the order of the text; none if it names no family."""
    match = _FAMILY.fullmatch(phrase.text)
    return cast.family(match[1]) or cast.family(f"{match[1]}e") if match else []


def together(figures: list[Figure]) -> str:
    """Return the name of some as a group: "Ida Moss and Petr Lund", "Ida and Petr Lund" of one surname."""
    names = list(dict.fromkeys(figure.name for figure in figures))
    is_couple = len(names) == 2 and all(figure.kind is SpeakerKind.PERSON for figure in figures)
    if is_couple and _surname(names[0]) == _surname(names[1]) != "":
        names[0] = names[0].removesuffix(_surname(names[0])).rstrip()
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def relative_of(cast: Cast, owner: Figure, noun: str) -> Figure | None:
    """Return the one person of the owner's surname who can be the owner's "husband" or "sister"."""
    surname = _surname(owner.name)
    if noun not in RELATIVES or owner.kind is not SpeakerKind.PERSON or not surname:
        return None
    gender = roles().gender.get(noun, "")
    kin = [f for f in cast.family(surname) if f is not owner and f.gender in ("", gender or f.gender)]
    kin = [f for f in kin if noun in f.offices or not f.offices & RELATIVES]  # her mother is not her sister
    return kin[0] if len(kin) == 1 else None


def _surname(name: str) -> str:
    """Return a name without its first word."""
    return name.partition(" ")[2]
