"""For whom an unnamed spokesperson speaks."""

from __future__ import annotations

import re

from claims.extraction.noun_phrases import NounPhrase
from claims.extraction.wordlists import fold, roles

_DETERMINER = re.compile(r"^(?:an?|the|its|one|another|this)\s+", re.I)
_FOR = re.compile(r"\b(?:for|of|from|at|with)\s+(.+)$", re.S)
_MODIFIER = re.compile(
    r"\b(?:former|senior|chief|official|company|campaign|press|media|deputy|unnamed|unidentified)\b\s*", re.I
)


def represented(phrase: NounPhrase) -> str | None:
    """Return the words for whom an unnamed spokesperson speaks: "" if the phrase does not say, None if it is none."""
    last = fold(phrase.parts[0]).split()[-1] if phrase.parts else ""
    if phrase.tail and last in roles().spokespersons:
        return _DETERMINER.sub("", phrase.parts[0][: -len(last)].strip())
    if not phrase.parts or (phrase.head not in roles().spokespersons and not _is_representative(phrase)):
        return None
    words = phrase.parts[0]
    after = _FOR.search(words)
    if after:
        return after.group(1)
    before = _DETERMINER.sub(
        "", re.sub(rf"{re.escape(phrase.head)}\S*$", "", _folded_length(words, phrase.head))
    ).strip()
    before = re.split(r"['’]s?\s", before)[0]
    named = re.sub(r"['’]s?$", "", before.strip())
    return named if named[:1].isupper() or _MODIFIER.sub("", named) != "" else ""


def _is_representative(phrase: NounPhrase) -> bool:
    return (phrase.head == "representative" and phrase.tail[:1] in (("for",), ("of",))) or (
        phrase.head == "secretary" and "press" in phrase.core
    )


def _folded_length(words: str, head: str) -> str:
    """Cut a phrase after its head, whatever its case."""
    at = fold(words).rfind(head)
    return words[: at + len(head)] if at >= 0 else words
