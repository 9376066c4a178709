"""What a claim is about, as a short noun phrase."""

from __future__ import annotations

from claims.extraction.attributions import Triple
from claims.extraction.cues import load_lexicon
from claims.extraction.story import Story
from claims.extraction.wordlists import word_set

_MAX_WORDS = 8
_STOPS = frozenset(
    {
        "of",
        "as",
        "for",
        "over",
        "that",
        "which",
        "who",
        "to",
        ",",
        ";",
        ":",
        ".",
        "by",
        "on",
        "in",
        "with",
        "at",
        "from",
    }
)
_PRONOUNS = word_set("i we you he she it they this that there these those who what here")
_MARKS = "“”\"‘’'„«»"


def target_of(story: Story, triple: Triple) -> str | None:
    """Return the first noun phrase of the content: object of the cue or subject of the clause; None for a pronoun."""
    span = triple.content_alt[0] if triple.content_alt else triple.content[0]
    units = list(story.units(span))
    while units and story.words[units[0]] in _MARKS:
        units.pop(0)
    if not units:
        return None
    end = len(units)
    for k, unit in enumerate(units):
        if k and _ends_phrase(story, unit):
            end = k
            break
    first = units[0]
    if story.low[first] in _PRONOUNS or not story.words[first][:1].isalnum() or end > _MAX_WORDS:
        return None
    phrase = story.slice(first, units[end - 1] + 1).strip(_MARKS + " .,;:")
    if (
        story.low[first] in load_lexicon().words["auxiliaries"]
        or story.low[first] in load_lexicon().words["prepositions"]
    ):
        return None
    return phrase or None


def _ends_phrase(story: Story, unit: int) -> bool:
    low = story.low[unit]
    words = load_lexicon().words
    return (
        low in _STOPS
        or low in words["auxiliaries"]
        or low in words["irregular_verbs"]
        or story.words[unit][0] in _MARKS
        or any(form.kind in ("past", "finite") for form in load_lexicon().verbs.get(low, ()))
        or low in words["adverbs"]
    )
