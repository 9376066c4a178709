"""Whose report a description takes up: "the report", "the survey", "the findings"."""

from __future__ import annotations

import re
from bisect import bisect_left

from claims.extraction.cast import Cast
from claims.extraction.figures import Figure
from claims.extraction.noun_phrases import NounPhrase
from claims.extraction.pronouns import Salience
from claims.extraction.values import SpeakerKind
from claims.extraction.wordlists import WORDS, bodies, singular, word_set

# Nouns for what a report holds, and sentences back to where it is brought in.
RESULTS = word_set("results findings")
_FOUND_BEFORE = 8
_BODY_NAME = r"[A-Z][\w&.’'-]{0,30}(?:(?: of| for| and| &)? [A-Z][\w&.’'-]{0,30}){0,8}"
_AUTHOR = (
    r"\b%(noun)s,? (?:by|from|of) (?:the )?(?P<by>" + _BODY_NAME + r")"
    r"|\b(?P<own>"
    + _BODY_NAME
    + r")(?:(?:['’]s| says?| said| found| wrote| concluded| warned| revealed| published| released| issued)"
    r"(?: [a-z]\w{0,20}){0,4}| \w{1,20})? (?:%(noun)s|in an? (?:\w{1,20} )?(?:%(reports)s))\b"
)
# "The auditor-general, in her report".
_OF_PERSON = re.compile(r"[Ii]n (?:his|her) ")


class Authorship:
    """Finds who wrote the reports of a text."""

    def __init__(self, cast: Cast, salience: Salience) -> None:
        self._cast = cast
        self._salience = salience
        self._authors: dict[str, str | None] = {}
        self._finders: dict[str, list[int]] = {}

    def author(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return whose report it is: "said in a report", "a survey by", "the council's review"."""
        noun = singular(phrase.head)
        if noun not in self._authors:
            self._authors[noun] = _find_author(self._cast.story.text, noun)
        name = self._authors[noun]
        figure = self._cast.body(name) if name else None
        figure = figure or self.finder(noun, position)
        if figure is not None:
            return figure
        named = {word for word in WORDS.findall(phrase.text)[1:] if word[0].isupper()}
        of_kinds = (SpeakerKind.ORGANIZATION, SpeakerKind.GROUP)
        known = [f for f in self._cast.nearby(position) if f.kind in of_kinds and noun in f.nouns]
        if named:  # "the Echo-Courier poll" is not "a poll of voters"
            known = [f for f in known if named & set(WORDS.findall(f.name))]
        if known or phrase.tail:
            return self._salience.most_salient(known, position)
        if "" not in self._authors:
            self._authors[""] = _find_author(self._cast.story.text, f"(?:{'|'.join(sorted(bodies().reports))})")
        return self._cast.body(self._authors[""] or "")

    def finder(self, noun: str, position: int) -> Figure | None:
        """Return whose report the sentences just before tell of: "In a poll of voters, the Rail Institute found"."""
        story = self._cast.story
        if noun not in self._finders:
            named = "poll|survey|study|report|review|analysis" if noun in RESULTS else noun
            pattern = rf"\b[Ii]n (?:an?|its|their|his|her) (?:[\w-]{{1,20}} ){{0,4}}(?:{named})\b"
            self._finders[noun] = [match.start() for match in re.finditer(pattern, story.text)]
        at = bisect_left(self._finders[noun], position)
        place = self._finders[noun][at - 1] if at else None
        if place is None or story.sentence(position) - story.sentence(place) > _FOUND_BEFORE:
            return None
        finder = self._salience.speaking_in(story.sentence_span(place))
        is_author = finder is not None and (
            self._cast.is_body(finder.name)
            or (finder.kind is SpeakerKind.PERSON and _OF_PERSON.match(story.text, place) is not None)
        )
        return finder if is_author else None


def _find_author(text: str, noun: str) -> str | None:
    """Return the organization that a text names as author of a report, once per noun: one pass over the text."""
    match = re.search(_AUTHOR % {"noun": noun, "reports": "|".join(sorted(bodies().reports))}, text)
    return (match.group("by") or match.group("own")) if match else None
