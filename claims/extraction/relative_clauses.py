"""Whom a source takes up as a relative pronoun: "by other researchers, *who* say", "a firm, Orlec, *which* says"."""

from __future__ import annotations

import re

from claims.extraction.anonymous import is_person_noun
from claims.extraction.antecedents import antecedent
from claims.extraction.cast import Cast
from claims.extraction.figures import Figure
from claims.extraction.noun_phrases import NounPhrase
from claims.extraction.role_phrases import begins_with_verb
from claims.extraction.story import Story
from claims.extraction.values import Span
from claims.extraction.wordlists import word_set

_RELATIVE = re.compile(
    r"(?i:whom?)\Z|(?<=[a-z] )that\Z|(?:some|many|most|several|all|both|one|two|three|none) of (?=whom\b)"
)
# "*Led an attack on Ida Lund*, who": no noun phrase.
_VERB_BEFORE = re.compile(r"[a-z]{2,}(?:ed|ing) (?:up|out|off|an?|the|his|her|its|their|to|on|in|at|with|for) ")
_WHO_BEHIND = re.compile(r",? (?P<who>who) (?:[a-z]+ ){0,2}")
# Between a noun and those that it is about.
_NAMING = word_set("as like including by")
# A name that is an apposition: where something is stands behind a preposition.
_BODY_BEFORE = re.compile(r", (?P<name>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,4}), \Z")
# "*Orlec*, a maker of lenses,".
_APPOSITION_BEFORE = re.compile(
    r"(?P<name>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,4}), (?:an?|the|one of) [^,.;:]{3,80}, \Z"
)
# Characters in which such a name stands.
_LONGEST_BEFORE = 300


def words_taken_up(cast: Cast, source: NounPhrase, cue: int) -> Span | None:
    """Return the words that a source takes up as "who" or "some of whom", None if it is no such pronoun.

    So, too, if the source stops before the pronoun and its cue: "Ida Lund, *a diver* who says".
    """
    story = cast.story
    match = _RELATIVE.match(story.text, source.start, source.end)
    if match is not None:
        if match[0] == "that" and is_person_noun(story.low[_units_before(story, source).stop - 1]):
            return None  # "a tweet by a clerk that"
        is_part = match[0].endswith(" ")  # "some of | whom"
        return antecedent(story, cast, match.end() if is_part else source.start)
    if not _stops_before(cast, source):
        return None
    behind = _WHO_BEHIND.fullmatch(story.text, source.end, cue)
    return antecedent(story, cast, behind.start("who")) if behind is not None else None


def _stops_before(cast: Cast, source: NounPhrase) -> bool:
    """Tell whether a source is only a part of what "who" takes up: an apposition, or no noun phrase at all."""
    if begins_with_verb(source.text) or _VERB_BEFORE.match(source.text):
        return True
    comma = _units_before(cast.story, source).stop - 1
    is_apposition = source.core[:1] in (("a",), ("an",), ("the",)) and cast.story.words[max(comma, 0)] == ","
    name = cast.name_ending(comma) if is_apposition else None
    return name is not None and cast.person(name.words, source.start, name.title) is not None


def body_before(cast: Cast, relative: NounPhrase) -> Figure | None:
    """Return the organization right in front of "which": "a firm in Leeds, Snaplock, which says"."""
    story, units = cast.story, _units_before(cast.story, relative)
    comma = units.stop - 1
    name = cast.name_ending(comma) if comma in units and story.words[comma] == "," else None
    if name is not None and (body := cast.body(name.text)) is not None:
        return body
    if name is not None and story.low[name.first - 1] in _NAMING:  # "employers such as Orlec, which"
        is_other = cast.person(name.words, relative.start, name.title) or cast.geography.state(name.text)
        return None if is_other else cast.add_body(name.text, story.starts[name.first])
    floor = max(story.sentence_span(relative.start).start, relative.start - _LONGEST_BEFORE)
    described = _APPOSITION_BEFORE.search(story.text, floor, relative.start)
    if described is not None and (body := cast.body(described["name"])) is not None:
        return body
    match = _BODY_BEFORE.search(story.text, max(0, relative.start - _LONGEST_BEFORE), relative.start)
    if match is None:
        return None
    return cast.body(match["name"]) or cast.add_body(match["name"], match.start("name"))


def _units_before(story: Story, phrase: NounPhrase) -> range:
    """Return the tokens of a sentence in front of a phrase."""
    return story.units(Span(story.sentence_span(phrase.start).start, phrase.start))
