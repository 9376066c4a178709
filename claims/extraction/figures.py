"""Somebody or something that a story names or describes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from claims.extraction.values import Speaker, SpeakerKind
from claims.extraction.wordlists import bodies, fold, roles, word_set

UNSPECIFIED = "unspecified"  # the name of a source of whom the text says nothing

# Words that a name loses when it is mentioned again.
_NAMED_AFTER = word_set(
    """
    party union association foundation trust society federation institute college university bank & limited
    international sport sports online direct mutual rovers wanderers united athletic albion
    """
)

_RELATIONS = frozenset(
    {"rival", "friend", "colleague", "partner", "opponent", "critic", "ally", "neighbour", "neighbor"}
    | {"brother", "sister", "wife", "husband", "son", "daughter", "ex-wife", "ex-husband"}
)

# By which any company may be taken up.
COMPANY = word_set("company firm business maker manufacturer")


@dataclass(eq=False, slots=True)
class Figure:
    """Somebody or something of the cast; grows while the text is read."""

    number: int
    name: str
    kind: SpeakerKind
    gender: str = ""
    is_plural: bool = False
    roles: list[str] = field(default_factory=list)
    state: str | None = None
    age: str | None = None
    sides: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    aliases: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    introduced: float = math.inf  # where the full name stands first
    is_kin: bool = False  # brought in as somebody's relative: "her husband, Tom Lund"
    surname_alone: list[int] = field(default_factory=list)  # where only the surname stands, in the order of the text

    @property
    def words(self) -> list[str]:
        """Folded words of the name."""
        return fold(self.name).split()

    @property
    def role_words(self) -> set[str]:
        """Folded words of all roles."""
        return _in_full(self.roles)

    @property
    def offices(self) -> set[str]:
        """Folded words of all roles, each up to what follows its noun: a cousin of the chairman is no chairman."""
        return _in_full(re.split(r"\s(?:of|for|to|at|in|from)\s", role)[0] for role in self.roles)

    @property
    def is_single(self) -> bool:
        """Whether it is one person, named or described."""
        return self.kind is SpeakerKind.PERSON or (
            self.kind is SpeakerKind.ANONYMOUS and not self.is_plural and self.name != UNSPECIFIED
        )


def _in_full(stated: Iterable[str]) -> set[str]:
    """Return the folded words of roles, shortened titles in full."""
    full = roles().shortened
    words = {full.get(word, word) for role in stated for word in re.findall(r"[\w-]+", fold(role))}
    return words | {word.removeprefix("then-") for word in words}


def latest_before(figure: Figure, position: int) -> int:
    """Return the last place before a position where a figure is mentioned, else a number below 0."""
    before = [place for place in figure.places if place < position]
    return before[-1] if before else -(figure.places[0] if figure.places else 0) - 1


def abbreviates(listed: list[str], words: list[str]) -> bool:
    """Tell whether words are part of a fuller name: Brenmark of Brenmark Labs, Courier of Northfield Courier."""
    full = [word for word in words if word != "the"]
    rest = len(full) - len(listed)
    if rest <= 0 or not listed:
        return False
    if full[: len(listed)] == listed:
        return all(word in bodies().companies | _NAMED_AFTER for word in full[len(listed) :])
    return full[rest:] == listed and listed[-1] in bodies().outlet_words | bodies().heads | _NAMED_AFTER


def is_short_for(words: list[str], figure: Figure) -> bool:
    """Tell whether words begin the name of a company, or end that of a club: Marlin of Marlin Line, Villa.

    So, too, those of the body named after a saint: "St Orwin's".
    """
    if words[0] == "st":
        return fold(figure.name).startswith(" ".join(words).removesuffix("'s") + "'s ")
    begins_company = figure.nouns >= COMPANY and figure.words[: len(words)] == words
    return begins_company or ("club" in figure.nouns and figure.words[-1:] == words)


def as_speakers(figures: Sequence[Figure]) -> tuple[tuple[Speaker, ...], tuple[int, ...]]:
    """Return each figure once, as a speaker, in order of first speaking, and the index of every figure given."""
    order: dict[int, int] = {}
    for figure in figures:
        order.setdefault(figure.number, len(order))
    by_number = {figure.number: figure for figure in figures}
    return tuple(_speaker(by_number[number]) for number in order), tuple(order[f.number] for f in figures)


def _speaker(figure: Figure) -> Speaker:
    return Speaker(figure.name, figure.kind, tuple(figure.aliases), main_role(figure))


def main_role(figure: Figure) -> str | None:
    """Return the first role the text states that is more than a relation to others ("rival"), if there is one."""
    return next((role for role in figure.roles if role.casefold() not in _RELATIONS), next(iter(figure.roles), None))
