"""Nouns by which news varies whoever spoke just before: "Ida Moss was late. The hooker said"."""

from __future__ import annotations

import re

from claims.extraction.anonymous import is_person_noun
from claims.extraction.attributions import Triple
from claims.extraction.cast import Cast
from claims.extraction.figures import Figure
from claims.extraction.noun_phrases import NounPhrase
from claims.extraction.stated_roles import SAYS_LITTLE
from claims.extraction.values import SpeakerKind
from claims.extraction.wordlists import bodies, roles, singular, word_set

QUOTES = ("“", '"', "‘", "'")
# What says little of somebody, and nouns for parties of a case, who take turns.
_VAGUE = word_set("caller person man woman resident neighbour neighbor source reader viewer one")
_OF_A_CASE = word_set("witness defendant accused suspect victim lawyer judge official seller buyer owner")
# Who chairs a body may be anything by trade.
_CHAIRING = word_set("founder co-founder convener convenor organiser organizer chair chairman chairwoman chairperson")
# "The archivist who" is told from others.
_RESTRICTED = re.compile(r"[^,]* who\b")
# Endings of nouns for persons, and nouns that end so, but are no persons.
_AGENT = re.compile(r"\w{3}(?:er|or|ist|ian|man|woman)$|^(?:national|native|great|legend|citizen)$")
_WRITTEN = word_set(
    "letter order poster sticker banner register folder chapter newsletter computer counter answer offer"
)


def varied(cast: Cast, phrase: NounPhrase, triple: Triple, before: Figure) -> Figure | None:
    """Return who spoke just before in the paragraph, for a people, for a trade behind further words of theirs.

    So, too, for a noun that no list and nothing before in the text has: "Ida Moss was late. The hooker said".
    """
    words = cast.story.text[phrase.start : phrase.end]
    is_plural = singular(phrase.head) != phrase.head
    is_other = phrase.tail or is_plural or phrase.core[:2] == ("the", "same") or _RESTRICTED.match(words)
    if phrase.core[:1] != ("the",) or is_other:
        return None
    content, source, head = triple.content[0], triple.source[0], phrase.head
    paragraph = cast.story.paragraph(source.start)
    is_first = _is_first(cast, head, source.start)
    near = cast.story.text[content.start : content.start + 1] in QUOTES and content.end <= source.start
    is_trade = is_person_noun(head) and _is_first_trade(cast, head, before, source.start)
    paragraphs = {paragraph, paragraph - 1} if is_first or (near and is_trade) else {paragraph}
    if all(cast.story.paragraph(place) not in paragraphs for place in before.places):
        return None
    people = cast.geography.is_people(head)
    gender = roles().gender.get(head, "f" if head.endswith("woman") else "m" if head.endswith("man") else "")
    fits = people or is_first or is_trade or (near and is_person_noun(head))
    if not fits or before.gender not in ("", gender or before.gender):
        return None
    if before.kind is SpeakerKind.ANONYMOUS:
        before.nouns.add(head)  # "the witness" is so called further on, too
    return before


def _is_first(cast: Cast, noun: str, position: int) -> bool:
    """Tell whether a noun ends like those for persons, but is in no list and stands nowhere before in the text."""
    listed = roles().nouns | roles().anonymous | bodies().heads | bodies().outlet_words | bodies().reports
    return (
        noun not in listed | _WRITTEN | _OF_A_CASE
        and _AGENT.search(noun) is not None
        and not cast.is_word_before(noun, position)
    )


def _is_first_trade(cast: Cast, noun: str, before: Figure, position: int) -> bool:
    """Tell whether a trade that nothing before speaks of can be that of somebody of whom none is stated."""
    is_known = (before.role_words & roles().nouns) - _CHAIRING - SAYS_LITTLE or before.nouns - _VAGUE - roles().courtesy
    officers = roles().classes["official"] | roles().classes["leader"] | roles().classes["executive"]
    others = _OF_A_CASE | bodies().heads | officers | {"speaker"}
    return not is_known and noun not in others and not cast.is_word_before(noun, position)
