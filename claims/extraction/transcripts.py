"""Who answers in an interview."""

from __future__ import annotations

import re

from claims.extraction.cast import Cast
from claims.extraction.figures import Figure
from claims.extraction.story import Story
from claims.extraction.values import SpeakerKind
from claims.extraction.wordlists import fold, roles

_LABEL = re.compile(r"(?:A|Q|Answer|Question)|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}")
_INTERVIEW = re.compile(
    r"\b(?:spoke (?:with|to)|spoken (?:with|to)|speaks (?:with|to)|talks? (?:with|to)|talked (?:with|to)"
    r"|interview(?:ed)? (?:with )?|sat down with|asked|conversation with|caught up with|met)\s"
)
# Who is taken up answers: the interviewer is named behind.
_TAKEN_UP = re.compile(r"(?:\b(?:[Hh]e|[Ss]he|[Tt]hey)|\. (?:(?:Mr|Ms|Mrs|Dr|Prof)\.? )?[A-Z][\w’'-]+) \Z")


def is_label(words: str) -> bool:
    """Tell whether words are the label of a turn: "A", "ORTIZ", "Lena Ortiz"."""
    return _LABEL.fullmatch(words) is not None


def name_of_label(label: str) -> tuple[str, bool]:
    """Return the name in a label without courtesy and titles, and whether it has any: "Sen. Ortiz"."""
    words = re.findall(r"[\w.'’-]+", label)
    bare = [word for word in words if fold(word) not in roles().courtesy]
    name = [word for word in bare if fold(word) not in roles().titles] or bare
    return " ".join(name), 0 < len(name) < len(words)


def interviewee(story: Story, cast: Cast, position: int) -> Figure | None:
    """Return the person interviewed: named after "spoke with" or the like, else the one most mentioned before."""
    persons = [figure for figure in cast.figures if figure.kind is SpeakerKind.PERSON and figure.places]
    before = [figure for figure in persons if figure.places[0] < position] or persons
    for match in _INTERVIEW.finditer(story.text, 0, position):
        if _TAKEN_UP.search(story.text, 0, match.start()):  # "Ida Lund is a diver. She spoke to Petr Orr"
            continue
        near = [f for f in before if any(match.end() <= place < match.end() + 60 for place in f.places)]
        if near:
            return min(near, key=lambda figure: min(place for place in figure.places if place >= match.end()))
    return max(before, key=lambda figure: (len(figure.places), -figure.places[0]), default=None)
