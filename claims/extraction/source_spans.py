"""A source as far as it names somebody, where the tagger cut a name."""

from __future__ import annotations

import re

from claims.extraction.attributions import Triple
from claims.extraction.cast import Cast
from claims.extraction.cues import load_lexicon
from claims.extraction.story import Story
from claims.extraction.values import Span

# By which an apposition takes up several, and the names in front of it: "Orlec and Lumen, | both firms".
_OF_SEVERAL = ("both ", "all ", "the so-called ")
_NAME = r"(?:the )?[A-Z][\w.’'-]*(?: (?:of )?[A-Z][\w.’'-]*){0,4}"
_NAMES = re.compile(rf"(?P<names>{_NAME}(?:, {_NAME}){{0,4}},? and {_NAME})(?:,| --| —| –) \Z")

# What opens a sentence in front of the second of two: "*Orlec and* | Lumen said".
_FIRST_OF_TWO = re.compile(r"(?:\A|\n|[.!?”\"] )(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) and \Z")
# Characters back to which the other names are looked for.
_FAR = 400


def whole_source(story: Story, cast: Cast, triple: Triple) -> tuple[Span, ...]:
    """Return the source up to the end of a name in which it stops: "The Mill | Owners’ Union".

    So, too, from the beginning of a word or name in which it starts, and where the cue begins with the end of the
    name: "Ida von | Moor said".
    """
    first, *others = triple.source
    first = _behind_content(story, first, triple)
    end = cast.end_of_name_over(first.end)
    is_cue = triple.cue and first.end <= triple.cue[0].start < end and triple.cue[0].end <= end
    whole = Span(_start_of_name(story, cast, first), first.end if is_cue else end)
    return (whole, *others)


def _behind_content(story: Story, source: Span, triple: Triple) -> Span:
    """Return a source without what it says in front: "*The fleet,* the mayor said, should sail"."""
    said = triple.content[0]
    is_taken = source.start <= said.start < said.end < source.end and story.text.startswith(", ", said.end)
    return Span(said.end + len(", "), source.end) if is_taken else source


def _start_of_name(story: Story, cast: Cast, source: Span) -> int:
    """Return where the name begins of which a source is the apposition: "Tide Watch, | a charity, | said".

    Else where the first word of the source begins.
    """
    text, start = story.text, story.start_of_word(source.start)
    opening = max(0, start - _FAR)
    if text.startswith(_OF_SEVERAL, start) and (names := _NAMES.search(text, opening, start)) is not None:
        return names.start("names")
    start = cast.start_of_body_over(start)
    if text[start].isupper() and (pair := _FIRST_OF_TWO.search(text, opening, start)) is not None:
        return pair.start("name")
    is_apposed = text.startswith(("a ", "an ", "the "), source.start)
    if not is_apposed or "," not in text[source.end - 1 : source.end + 1]:
        return start
    comma = story.units(source).start - 1
    name = cast.name_ending(comma) if comma > 0 and story.words[comma] == "," else None
    is_body = name is not None and cast.is_body(name.text)
    if name is None or (text.startswith("the ", start) and not is_body):
        return start
    if story.low[name.first - 1] in load_lexicon().words["prepositions"]:
        return start
    return story.starts[name.first - len(name.title)]
