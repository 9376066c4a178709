"""Somebody or something that a story names or describes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claims.extraction.values import SpeakerKind
from claims.extraction.wordlists import fold


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

    @property
    def words(self) -> list[str]:
        """Folded words of the name."""
        return fold(self.name).split()

    @property
    def role_words(self) -> set[str]:
        """Folded words of all roles."""
        return {word for role in self.roles for word in re.findall(r"[\w-]+", fold(role))}


def latest_before(figure: Figure, position: int) -> int:
    """Return the last place before a position where a figure is mentioned, else a number below 0."""
    before = [place for place in figure.places if place < position]
    return before[-1] if before else -(figure.places[0] if figure.places else 0) - 1
