"""Campaigns and administrations, which are known by whose they are: "the Lund campaign", "his campaign"."""

from __future__ import annotations

import re
from bisect import bisect_left

from claims.extraction.cast import Cast
from claims.extraction.figures import Figure, latest_before
from claims.extraction.noun_phrases import NounPhrase
from claims.extraction.pronouns import Salience
from claims.extraction.values import SpeakerKind
from claims.extraction.wordlists import fold, roles, word_set

OF_PERSONS = word_set("campaign camp administration")
_HIS = word_set("his her")
_NAME_WORD = re.compile(r"[A-Z](?:[\w-]|['’](?!s?\b))*")
# "the Lund campaign in Orr" is the Lund campaign.
_BARE = re.compile(r"^(?:[Tt]he )?(.*?\b(?:campaign|camp|administration)\b).*$", re.S)
_OWNED = r"\b(?:(?P<his>his|her)|(?P<owner>[A-Z][\w-]{1,30})(?:['’]s?)?)(?: [a-z-]{1,20}){0,2} %s\b"

# Mentions with an owner that are looked back on.
_LATEST = 5


class Campaigns:
    """Finds the campaign or administration of a person, one figure for all the ways a text speaks of it."""

    def __init__(self, cast: Cast, salience: Salience) -> None:
        self._cast = cast
        self._salience = salience
        self._found: dict[tuple[int, str], Figure] = {}
        self._mentions: dict[str, list[tuple[int, str]]] = {}

    def resolve(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return the campaign that a phrase speaks of, None if the text does not tell whose it is."""
        if " and " in phrase.parts[0]:
            return None
        noun = "campaign" if phrase.head == "camp" else phrase.head
        names = [word for word in _NAME_WORD.findall(phrase.parts[0]) if fold(word) not in ("the", "his", "her")]
        if names:
            owner = self._person(names, position)
        elif phrase.core[0] in _HIS:
            owner = self._salience.resolve(phrase.core[0], position)
        else:
            return self._latest(noun, position) if phrase.core in {("the", phrase.head), (phrase.head,)} else None
        return self._of(owner, noun, phrase.parts[0]) if owner is not None else None

    def _person(self, names: list[str], position: int) -> Figure | None:
        called = [name for name in names if fold(name).strip(".") not in roles().courtesy]
        owner = self._cast.person(tuple(called), position) or self._cast.person(tuple(called[-1:]), position)
        return owner if owner is not None and owner.kind is SpeakerKind.PERSON else None

    def _of(self, owner: Figure, noun: str, words: str) -> Figure:
        """Return the campaign of somebody, called as the text does when it first speaks of it."""
        figure = self._found.get((owner.number, noun))
        if figure is None:
            is_possessor = re.search(r"['’]s?\s|\b[Hh](?:is|er)\b", words) is not None
            name = f"{owner.name}’s {noun}" if is_possessor else _BARE.sub(r"\1", words)
            figure = self._cast.described(name, SpeakerKind.ORGANIZATION, {noun})
            figure.sides.add(owner.name)
            self._found[owner.number, noun] = figure
        return figure

    def _latest(self, noun: str, position: int) -> Figure | None:
        """Return the campaign last spoken of before a position with its owner."""
        if noun not in self._mentions:
            pattern = re.compile(_OWNED % noun)
            self._mentions[noun] = [
                (m.start(), m["his"] or m["owner"]) for m in pattern.finditer(self._cast.story.text)
            ]
        spoken = [
            figure for (_, of), figure in self._found.items() if of == noun and latest_before(figure, position) >= 0
        ]
        latest = max(spoken, key=lambda figure: latest_before(figure, position), default=None)
        since = latest_before(latest, position) if latest is not None else -1
        end = bisect_left(self._mentions[noun], (position, ""))
        for start, word in reversed(self._mentions[noun][max(0, end - _LATEST) : end]):
            if since < start:
                owner = self._salience.resolve(word, start) if word in _HIS else self._person([word], start)
                if owner is not None:
                    return self._of(owner, noun, f"{word} {noun}")
        return latest
