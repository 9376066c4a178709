"""Word lists of the lexicon that tell speakers, their roles and their stances apart; read once per process."""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

LEXICON = Path(__file__).parent / "lexicon"
QUOTATION_MARKS = "“”\"‘’'„«»"
# A hyphened word is one.
WORDS = re.compile(r"[\w-]+")
_STRAIGHT = str.maketrans("‘’“”ʻ", "''\"\"'")


@lru_cache(maxsize=50_000)
def fold(words: str) -> str:
    """Return words for comparison: lower case, without accents, with straight quotation marks."""
    straight = words.translate(_STRAIGHT)
    if straight.isascii():  # most are, and the rest takes five times as long
        return straight.lower()
    plain = unicodedata.normalize("NFKD", straight).casefold()
    return "".join(char for char in plain if not unicodedata.combining(char))


# Characters by which it is told whether words can begin a name.
BEGINNING = 4


def beginnings(names: Iterable[str]) -> frozenset[str]:
    """Return how names begin, in up to BEGINNING characters."""
    return frozenset(name[:size] for name in names for size in range(1, BEGINNING + 1))


def word_set(words: str) -> frozenset[str]:
    """Return the words of a string, for sets short enough to stand in code."""
    return frozenset(words.split())


@lru_cache(maxsize=20_000)
def singular(noun: str) -> str:
    """Return the singular of an English noun in lower case, by its ending."""
    irregular = {"men": "man", "women": "woman", "people": "person", "spokespeople": "spokesperson", "wives": "wife"}
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("men") and len(noun) > 5:
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3 else noun


@dataclass(frozen=True, slots=True)
class Roles:
    """Nouns for what persons do; `classes` maps a taking-up noun ("official") to the roles it can take up."""

    nouns: frozenset[str]
    titles: frozenset[str]
    courtesy: frozenset[str]
    spokespersons: frozenset[str]
    anonymous: frozenset[str]
    postnominals: frozenset[str]
    gender: dict[str, str]
    classes: dict[str, frozenset[str]]
    acronyms: dict[str, str]
    shortened: dict[str, str]


_NO_ROLES = frozenset({"anonymous", "courtesy", "postnominals", "male", "female"})
_RULERS = frozenset({"king", "queen", "pope", "prince", "princess", "judge"})


@cache
def roles() -> Roles:
    """Return the nouns for persons."""
    lists = {key: frozenset(words.split()) for key, words in _read("roles.toml").items() if isinstance(words, str)}
    return Roles(
        nouns=frozenset().union(*(words for key, words in lists.items() if key not in _NO_ROLES)) | _RULERS,
        titles=lists["titles"],
        courtesy=lists["courtesy"],
        spokespersons=lists["spokespersons"],
        anonymous=lists["anonymous"],
        postnominals=lists["postnominals"],
        gender=dict.fromkeys(lists["male"], "m") | dict.fromkeys(lists["female"], "f"),
        classes=dict(_classes(lists)),
        acronyms=dict(_read("roles.toml")["acronyms"]),
        shortened=dict(_read("roles.toml")["shortened"]),
    )


def _classes(lists: dict[str, frozenset[str]]) -> Iterator[tuple[str, frozenset[str]]]:
    for names, listed in (
        ("official", "officials"),
        ("minister secretary premier", "ministers"),
        ("leader chief head boss supremo strongman autocrat dictator", "leaders"),
        ("politician", "politicians"),
        ("lawmaker legislator", "lawmakers"),
        ("congressman congresswoman", "members"),
        ("diplomat", "diplomats"),
        ("aide assistant", "aides"),
        ("scribe", "scribes"),
        ("analyst commentator observer", "analysts"),
        ("general", "commanders"),
        ("executive businessman businesswoman tycoon billionaire millionaire magnate entrepreneur boss", "executives"),
        ("scientist researcher academic expert scholar", "scientists"),
        ("doctor medic physician", "medics"),
        ("lawyer counsel attorney solicitor barrister advocate", "lawyers"),
        ("officer policeman policewoman", "police"),
        ("cleric clergyman clergywoman prelate churchman preacher", "clergy"),
        ("star celebrity entertainer", "entertainers"),
        ("monarch ruler", "rulers"),
        ("athlete player sportsman gaffer pundit", "athletes"),
        ("spokesman spokeswoman spokesperson", "spokespersons"),
    ):
        for name in names.split():
            yield name, lists[listed]


@dataclass(frozen=True, slots=True)
class Bodies:
    """Nouns for organizations, by sort, names of news outlets, and by name what well-known organizations are."""

    heads: frozenset[str]
    government: frozenset[str]
    companies: frozenset[str]
    outlet_words: frozenset[str]
    outlets: frozenset[str]
    audiences: frozenset[str]
    reports: frozenset[str]
    known: dict[str, frozenset[str]]


@cache
def bodies() -> Bodies:
    """Return the nouns for organizations."""
    lists = _read("organizations.toml")
    heads = {key: frozenset(words.split()) for key, words in lists["heads"].items()}
    return Bodies(
        heads=heads["government_bodies"] | heads["companies"] | heads["bodies"],
        government=heads["government_bodies"],
        companies=heads["companies"],
        outlet_words=heads["outlets"],
        outlets=frozenset(_names(lists["outlets"]["names"])),
        audiences=frozenset(lists["outlets"]["audiences"].split()),
        reports=frozenset(lists["reports"]["words"].split()),
        known=_nouns_of_known(lists["known"]),
    )


def _names(listed: str) -> Iterator[str]:
    return (fold(name.strip()) for name in listed.split("|") if name.strip())


def _nouns_of_known(names: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return the nouns for each folded name that stands in one of the lists of names by noun."""
    nouns: dict[str, frozenset[str]] = {}
    for noun, listed in names.items():
        for name in _names(listed):
            nouns[name] = nouns.get(name, frozenset()) | {noun}
    return nouns


@cache
def given_names() -> dict[str, str]:
    """Return given names, folded, with "m", "f" or, where both bear it, "" as value."""
    lists = {key: frozenset(fold(words).split()) for key, words in _read("given_names.toml").items()}
    shared = lists["both"] | lists["male"] & lists["female"]
    genders = dict.fromkeys(lists["male"], "m") | dict.fromkeys(lists["female"], "f") | dict.fromkeys(shared, "")
    short = {f"{name[:-1]}ie": gender for name, gender in genders.items() if name.endswith("y")}  # Mollie, of Molly
    return short | genders


@dataclass(frozen=True, slots=True)
class State:
    """A state of the world with the words that stand for it; adjectives serve for its people too."""

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]


@cache
def states() -> tuple[State, ...]:
    """Return every state of the world, by name."""
    return tuple(
        State(
            code=row["code"],
            name=row["name"],
            names=(row["name"], *_listed(row["other_names"])),
            adjectives=_listed(row["adjectives"]),
            capitals=_listed(row["capitals"]),
            seats=_listed(row["seats"]),
        )
        for row in _rows("states.tsv")
    )


@cache
def places() -> frozenset[str]:
    """Return regions and cities that are no seats of a state, folded."""
    return frozenset(fold(line) for line in (LEXICON / "places.txt").read_text(encoding="utf-8").splitlines())


@dataclass(frozen=True, slots=True)
class Institution:
    """An organization known by several names; `state` is the code of the state it belongs to."""

    name: str
    names: tuple[str, ...]
    state: str | None


@cache
def institutions() -> tuple[Institution, ...]:
    """Return organizations that news name by nicknames and acronyms."""
    return tuple(
        Institution(row["name"], (row["name"], *_listed(row["other_names"])), row["state"] or None)
        for row in _rows("institutions.tsv")
    )


@dataclass(frozen=True, slots=True)
class Stances:
    """Lemmas of cues by stance, and words of content by what they point to."""

    cues: dict[str, frozenset[str]]
    content: dict[str, frozenset[str]]
    pointers: dict[str, frozenset[str]]
    supporting: frozenset[str]
    retracting: frozenset[str]
    opposites: frozenset[tuple[str, str]]


@cache
def stances() -> Stances:
    """Return the words that tell stances."""
    lists = _read("stances.toml")
    pairs = [pair.split("/") for pair in lists["answers"]["opposites"].split()]
    return Stances(
        cues={key: frozenset(words.split()) for key, words in lists["cues"].items()},
        content={key: frozenset(words.split()) for key, words in lists["content"].items()},
        pointers={key: frozenset(words.split()) for key, words in lists["pointers"].items()},
        supporting=frozenset(lists["answers"]["supporting"].split()),
        retracting=frozenset(lists["answers"]["retracting"].split()),
        opposites=frozenset(pair for one, other in pairs for pair in ((one, other), (other, one))),
    )


@cache
def families() -> dict[str, str]:
    """Return the first word of a family for each of its words: irregular forms and near synonyms."""
    lines = (LEXICON / "families.txt").read_text(encoding="utf-8").splitlines()
    listed = [line.split() for line in lines if not line.startswith("#")]
    return {word: family[0] for family in listed for word in family}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((LEXICON / name).read_text(encoding="utf-8"))


def _rows(name: str) -> list[dict[str, str]]:
    with (LEXICON / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word for word in words.split("|") if word)
