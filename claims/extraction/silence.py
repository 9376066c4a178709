"""Attributions that report no words: who keeps silent, and what was only asked."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.wordlists import word_set

REFUSING = word_set("decline declines declined declining refuse refuses refused refusing refusal")
_TELLING = word_set(
    """
    answer be comment confirm describe detail disclose discuss elaborate expand give identify name provide
    respond reveal say share specify speak speculate talk
    """
)
_TO_SPEAK = word_set("comment discuss speak talk brief")
_ALLOWED = word_set("authorised authorized allowed permitted")
_NAMED = word_set("named identified quoted")
_ABOUT = word_set("about if whether why how what who when where")


def keeps_silent(cue: Sequence[str], content: Sequence[str]) -> bool:
    """Tell whether somebody says nothing, by the folded words of cue and content.

    That is "declined to comment", "was not authorised to discuss the matter", "asked not to be named".
    """
    words = [*cue, *content[:6]]
    to = next((k for k, word in enumerate(words[:-1]) if word == "to"), None)
    if to is None:
        return False
    told = set(words[to + 1 : to + 3])
    if REFUSING & set(words[:to]):
        return words[to + 1] in _TELLING
    if "not" in words[:to] and words[to - 1] in _ALLOWED:
        return words[to + 1] in _TO_SPEAK
    return "not" in words[:to] and words[0] == "asked" and bool(told & _NAMED)


def is_only_asked(cue: Sequence[str], content: Sequence[str], *, has_source: bool) -> bool:
    """Tell whether nobody is said to ask: "Asked about the images", "Asked whether he would resign"."""
    words = [*cue, *content[:1]]
    return not has_source and words[:1] == ["asked"] and len(words) > 1 and words[1] in _ABOUT
