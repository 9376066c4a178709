"""What a claim is about, as a short noun phrase."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.attributions import Triple
from claims.extraction.cues import load_lexicon
from claims.extraction.story import Story
from claims.extraction.wordlists import QUOTATION_MARKS, word_set

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
_NEED_NOUN = word_set("a an the my your his her its our their every no")  # they cannot stand alone: "some want more"


def target_of(story: Story, triple: Triple) -> str | None:
    """Return the first noun phrase of the content: object of the cue or subject of the clause; None for a pronoun."""
    span = triple.content_alt[0] if triple.content_alt else triple.content[0]
    units = list(story.units(span))
    while units and story.words[units[0]] in QUOTATION_MARKS:
        units.pop(0)
    if not units:
        return None
    end = len(units)
    for k, unit in enumerate(units):
        if k and _ends_phrase(story, unit, needs_noun=_needs_noun(story, units[:k])):
            end = k
            break
    first = units[0]
    if story.low[first] in _PRONOUNS or not story.words[first][:1].isalnum() or end > _MAX_WORDS:
        return None
    phrase = story.slice(first, units[end - 1] + 1).strip(QUOTATION_MARKS + " .,;:")
    words = load_lexicon().words
    if story.low[first] in words["auxiliaries"] | words["prepositions"]:
        return None
    if end == 1 and story.low[first] in words["determiners"] | words["possessives"]:
        return None
    return phrase or None


def _needs_noun(story: Story, units: Sequence[int]) -> bool:
    """Tell whether a phrase so far is "the" or "the newly", behind which no verb can stand: "the cost was"."""
    adverbs = load_lexicon().words["adverbs"]
    return bool(units) and story.low[units[0]] in _NEED_NOUN and all(story.low[unit] in adverbs for unit in units[1:])


def _ends_phrase(story: Story, unit: int, *, needs_noun: bool) -> bool:
    low = story.low[unit]
    words = load_lexicon().words
    if low in _STOPS or low in words["auxiliaries"] or story.words[unit][0] in QUOTATION_MARKS:
        return True
    return not needs_noun and (
        low in words["irregular_verbs"]
        or any(form.kind in ("past", "finite") for form in load_lexicon().verbs.get(low, ()))
        or low in words["adverbs"]
    )
