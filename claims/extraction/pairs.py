"""Two persons named together, whom the text takes up as a pair: "the two lawmakers", "both candidates"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.extraction.cast import Cast
from claims.extraction.cues import load_lexicon
from claims.extraction.families import RELATIVES
from claims.extraction.figures import Figure
from claims.extraction.names import is_role
from claims.extraction.noun_phrases import NounPhrase
from claims.extraction.values import Span, SpeakerKind
from claims.extraction.wordlists import bodies, roles, singular, word_set

PAIR_NOUNS = word_set("two both pair duo men women leaders ministers")
_BETWEEN = word_set("and of for the a an his her its in from former 's")
_BRACKETS = re.compile(r"\([^()]*\)")
# Characters between two names.
_LONGEST = 120
# Characters of a title in front of a name.
_TITLED = 25
# Sentences back to where two are named, and to where two of a role are.
_REACH = 5
_REACH_OF_ROLE = 10
_REACH_OF_STATES = 2


def is_pair_noun(noun: str) -> bool:
    """Tell whether two persons can be taken up by a noun: "lawmakers", "men", "two"; parents are somebody's."""
    one = singular(noun)
    return noun in PAIR_NOUNS or (one != noun and is_role(one) and one not in RELATIVES)


def named_together(cast: Cast, position: int, kind: SpeakerKind = SpeakerKind.PERSON) -> list[Figure]:
    """Return the two whom the sentences before a position last name as a pair: "Mayor Ida Lund and Petr Moe"."""
    return next(_pairs_before(cast, position, _REACH if kind is SpeakerKind.PERSON else _REACH_OF_STATES, kind), [])


def opening_pair(cast: Cast, sentence: Span) -> list[Figure]:
    """Return the two persons whom a sentence opens with as its subject: "Ida Lund and Petr Moe, both divers, met"."""
    named = cast.mentioned(sentence.start, min(sentence.end, sentence.start + _LONGEST), SpeakerKind.PERSON)[:2]
    if len(named) < 2 or named[0][0] - sentence.start > _TITLED or named[0][1] is named[1][1]:
        return []
    lists, opening = load_lexicon().words, cast.story.low[cast.story.units(sentence).start]
    if opening in lists["subordinators"] | lists["prepositions"]:
        return []  # "As Ida Lund and Petr Moe led"
    name = cast.name_over(named[1][0])
    is_owner = name is not None and cast.story.low[name.end : name.end + 1] in (["'s"], ["’s"], ["'"], ["’"])
    joined = _are_joined(cast, named[0][0], named[1][0]) and not is_owner
    return [figure for _, figure in named] if joined else []


def of_role(cast: Cast, phrase: NounPhrase, position: int) -> list[Figure]:
    """Return the two named together who both are what a plural says: "the committee chairmen"."""
    noun = singular(phrase.head)
    if phrase.core[:1] != ("the",) or phrase.tail or noun == phrase.head or noun not in roles().nouns:
        return []
    pairs = _pairs_before(cast, position, _REACH_OF_ROLE)
    return next((pair for pair in pairs if all(noun in figure.offices | figure.nouns for figure in pair)), [])


def _pairs_before(
    cast: Cast, position: int, reach: int, kind: SpeakerKind = SpeakerKind.PERSON
) -> Iterator[list[Figure]]:
    """Yield those named as pairs in the sentences before a position, the latest first, each in order of the text."""
    here = cast.story.sentence(position)
    for number in range(here, max(-1, here - reach), -1):
        sentence = cast.story.document.sentences[number]
        named = cast.mentioned(sentence.start, min(sentence.end, position), kind)
        for k in range(len(named) - 2, -1, -1):
            joined = named[k][1] is not named[k + 1][1] and _are_joined(cast, named[k][0], named[k + 1][0])
            if joined and (k == 0 or not _are_listed(cast, named[k - 1][0], named[k][0])):
                yield sorted((named[k][1], named[k + 1][1]), key=lambda figure: figure.places[0])


def _are_joined(cast: Cast, start: int, end: int) -> bool:
    """Tell whether "and" joins two names, roles and places aside: "Ida Lund of Orr and Mayor Moe"."""
    words = _words_between(cast, start, end)
    between = _BETWEEN | bodies().heads
    return "and" in words and all(word[:1].isupper() or word in between or is_role(word) for word in words)


def _are_listed(cast: Cast, start: int, end: int) -> bool:
    """Tell whether only a comma and a role part two names, as in a list of three."""
    return all(word[:1].isupper() or is_role(word) or word == "and" for word in _words_between(cast, start, end))


def _words_between(cast: Cast, start: int, end: int) -> list[str]:
    """Return the words from a name up to another, without those in brackets; a mark if they are far apart."""
    if end - start > _LONGEST:
        return ["…"]
    return re.findall(r"[\w’'-]+", _BRACKETS.sub("", cast.story.text[start:end]))
