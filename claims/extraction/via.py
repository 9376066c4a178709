"""Who passed words on: "quoted by news agency AP", "told the Courier"."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.extraction.attributions import Triple
from claims.extraction.cast import Cast
from claims.extraction.story import Story
from claims.extraction.wordlists import bodies, fold

_NAME = r"(?P<name>(?:[Tt]he )?(?:[A-Z][\w&.’'-]*)(?: (?:of |for |& |and )?[A-Z0-9][\w&.’'-]*){0,5})"
_KIND = (
    r"(?:the |a |an )?(?:[\w-]+ ){0,3}?"
    r"(?:(?:news ?agency|agency|newspaper|broadcaster|magazine|daily|website|wire|outlet|channel|network|tabloid|weekly"
    r"|station|podcast) )?"
)
_PASSED_ON = re.compile(
    r"\b(?:"
    r"(?:as )?(?:quoted|cited|reported|carried|published|obtained|seen|aired|broadcast|relayed|released)"
    r" (?:as saying )?(?:by|in|on)"
    r"|in (?:an interview (?:with|to|on|in|for)|comments? to|remarks? to|a statement to|an email to|a message to)"
    r"|in (?:an article (?:for|in)|an op-ed (?:for|in))"
    r"|speaking (?:to|on|with)|spoke (?:to|with)|writing in|wrote in|appearing on|according to) " + _KIND + _NAME
)
_TOLD = re.compile(r"\b(?:told|tells|telling|informed) " + _KIND + _NAME)
# A text that speaks of an outlet as its own: "The Courier has seen".
_OWN = (
    r"\b%s (?:spoke|has (?:seen|learned|learnt|contacted|approached|asked)|understands|asked|contacted|approached"
    r"|met|visited|can reveal)\b"
)


# Characters around source and cue in which the chain is named.
_AROUND = 400


def via_of(story: Story, cast: Cast, triple: Triple, *, speaker: str) -> str | None:
    """Return the outlet through which the words came, by its fullest name; None for words said directly."""
    if (not triple.cue and not triple.source) or triple.nested_in is not None:
        return None
    place = (triple.cue or triple.source)[0]
    sentence = story.sentence_span(place.start)
    last = max(span.end for span in (*triple.source, *triple.cue))
    start, end = max(sentence.start, place.start - _AROUND), min(sentence.end, last + _AROUND)
    outside = _without_content(story, triple, start, end)
    is_according = "according" in story.low_words(triple.cue)
    for pattern, is_told in ((_PASSED_ON, False), (_TOLD, True)):
        for match in pattern.finditer(outside):
            if is_according and match.group().startswith("according to"):
                continue
            outlet = _outlet(cast, match.group("name"))
            if outlet is None or _bare(outlet) == _bare(speaker):
                continue
            if not (is_told and _is_own(story.text, match.group("name"))):
                return outlet
    return None


def _without_content(story: Story, triple: Triple, start: int, end: int) -> str:
    """Return a sentence with the content blanked out, so that names in it are not taken for the outlet."""
    words = story.text[start:end]
    for span in triple.content:
        first, last = max(span.start - start, 0), min(span.end, end) - start
        if first < last:
            words = words[:first] + "\n" * (last - first) + words[last:]
    return words


def _outlet(cast: Cast, words: str) -> str | None:
    """Return the fullest name of a news outlet, None if words name something else."""
    words = words.rpartition(" of ")[2] if " of " in words and not is_outlet(words) else words
    bare = re.sub(r"['’]s$", "", re.sub(r"^[Tt]he ", "", words)).strip(" .,")
    last = fold(bare).split()[-1:] or [""]
    listed = bare.split()
    known = any(is_outlet(" ".join(listed[:end])) for end in range(1, len(listed) + 1))
    if not bare or not (known or last[0] in bodies().outlet_words):
        return None
    figure = (
        cast.body(bare) if not is_outlet(bare) or len(bare.split()) > 1 or last[0] in bodies().outlet_words else None
    )
    return figure.name if figure is not None else bare


def _bare(name: str) -> str:
    return fold(name).removeprefix("the ")


def is_outlet(words: str) -> bool:
    """Tell whether words are the name of a known news outlet."""
    return fold(words) in bodies().outlets or f"the {fold(words)}" in bodies().outlets


def _is_own(text: str, words: str) -> bool:
    return _own_pattern(words).search(text) is not None


@lru_cache(maxsize=256)
def _own_pattern(words: str) -> re.Pattern[str]:
    return re.compile(_OWN % re.escape(words[0].upper() + words[1:]) + "|" + _OWN % re.escape(words))
