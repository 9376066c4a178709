"""How a text puts forward what it says: as a fact, with reserve, or as untrue. By its words alone."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.extraction.wordlists import roles

_REFUTING = re.compile(
    r"""\b(?:
    hoax\w*|fake[ds]?|false|falsely|falsehoods?|untrue|untruths?|bogus|fabricat\w+|fictional|fictitious|invented
    |den(?:y|ies|ied|ying|ials?)|debunk\w*|refut\w+|rebut\w*|reject\w*|dismiss\w*|disput(?:e|es|ed|ing)|disprov\w+
    |discredit\w*|retract\w*|satir\w+|myths?|nonsense|pranks?|baseless|unfounded|groundless|misleading|misreport\w*
    |mistaken(?:ly)?|incorrect\w*|wrong|wrongly|lie[ds]?|busted|contradict\w*|disavow\w*|quash\w*|slander|forge(?:d|ry)
    |(?:shuts?|shot|shoots?)\ down\ (?:rumou?rs|reports?|claims?)|made[- ]up
    |no\ (?:evidence|proof|truth|plans?|sign|such)|didn.?t\ happen|never\ happened
    )\b""",
    re.X | re.I,
)
# "No" turns a sentence where it stands for an answer, or before its noun within one; not in "no-show", "no joke".
_NEGATING = re.compile(
    r"(?<!\w)(?:not|never|cannot|\w+n['’]t|nobody|nothing|neither)(?![\w-])|^no\b[, ]|[:;,.] no, ", re.I
)
_ADVISING = re.compile(r"^(?:don['’]t|do not|never)\b|\bnot only\b|\b(?:whether|if|why) or not\b", re.I)
_RESERVED = re.compile(
    r"""\b(?:
    report(?:s|ed|edly)?|alleg(?:ed|edly|es|ations?)|claim(?:s|ed|ing)?|rumou?r\w*|may|might|could|says?|said|saying
    |according|suggest\w*|possibl[ey]|possibility|maybe|perhaps|apparent(?:ly)?|unconfirmed|sources?|appear(?:s|ed)?
    |seem(?:s|ed|ingly)?|likely|purported(?:ly)?|supposed(?:ly)?|believed|thought\ to|accused|speculat\w+|unclear
    |unknown|uncertain|unverified|predict\w*|probabl[ey]|potential(?:ly)?|investigat\w+|probe[ds]?|would
    )\b|\?""",
    re.X | re.I,
)
_ASKING = re.compile(r"^(?:is|are|was|were|did|does|do|has|have|can|could|will|would|what if|who|why|how)\b", re.I)
_VOICE_BEFORE = re.compile(r"^[^:]{0,40}?\b([\w-]+): \S")
_VOICE_AFTER = re.compile(r"\s[-–—]\s(?:[\w-]+ ){0,3}([\w-]+)$")


@lru_cache(maxsize=20_000)
def refutes(text: str) -> bool:
    """Return whether a text says that something is not so: by a refuting word, or by negation."""
    return refutes_openly(text) or is_negated(text)


@lru_cache(maxsize=20_000)
def refutes_openly(text: str) -> bool:
    """Return whether a text calls something untrue: a hoax, a denial, a retraction."""
    return bool(_REFUTING.search(text))


def is_negated(text: str) -> bool:
    """Return whether a sentence is turned by a negation."""
    return bool(_NEGATING.search(text)) and not _ADVISING.search(text)


@lru_cache(maxsize=20_000)
def is_reserved(text: str) -> bool:
    """Return whether a text does not vouch for what it says: it reports, asks, guesses, or lets somebody say it."""
    if _RESERVED.search(text) or _ASKING.search(text):
        return True
    voices = [m.group(1).casefold() for m in (_VOICE_BEFORE.search(text), _VOICE_AFTER.search(text)) if m]
    return any(voice in roles().nouns or voice in ("report", "customer", "man", "woman") for voice in voices)
