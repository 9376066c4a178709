"""For whom somebody speaks, as the words of the source say: "its president", "the company's physician"."""

from __future__ import annotations

import re

from claims.extraction.values import SpeakerKind
from claims.extraction.wordlists import bodies, fold, roles, singular, word_set

EXECUTIVE = word_set("executive ceo cfo coo chairman chairwoman founder co-founder boss owner")
# Who answers for a body that the role need not name.
OFFICER = EXECUTIVE | word_set("chair chairperson chief director head manager officer president secretary treasurer")
# Who speaks up for somebody: "his publisher", "pals of the chef".
ALLIES = OFFICER | word_set(
    """
    adviser advisor agent aide ally attorney barrister brother club coach counsel dad daughter employer family father
    friend husband lawyer mother mum pal partner party publicist publisher rep representative sister solicitor son
    spokesman spokesperson spokeswoman supporter team wife
    """
)
_OWNED = re.compile(
    r"(?:^|, )(?P<owner>(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\b|[^,]{2,60}?[’']s?(?= )) (?P<rest>[^,]{2,60})"
)
_OF = re.compile(
    r"(?:^|, )(?:the |an? )?(?:[\w-]{1,20} ){0,2}?(?P<rest>[\w-]{2,20}) (?:of|for|at) (?P<owner>[^,]{2,60})"
)
_WHO = re.compile(r"\bwho (?:chairs|founded|heads|leads|owns|represents|runs) (?P<owner>[^,]{2,60})")
_NO_LONGER = re.compile(r"\b(?:former|ex-|opposition|rival|late)\b", re.IGNORECASE)
_NAMED_AFTER = re.compile(r" (?:of|for|at|in|from|who|[A-Z])")


def owner_in(source: str) -> tuple[str, str] | None:
    """Return the words for whom a source speaks for, and the folded noun for what the source is to them."""
    for pattern in (_OWNED, _OF):
        for match in pattern.finditer(source):
            noun = _noun(match["rest"])
            if (noun in ALLIES or noun in roles().nouns) and not _NO_LONGER.search(match.group()):
                first = match["rest"].split()[0]
                if pattern is _OWNED and first[:1].isupper() and fold(first) in bodies().heads:
                    # One name: "the Owners' Union chair".
                    return source[match.start("owner") : match.start("rest") + len(first)], noun
                return re.sub(r"[’']s?$", "", match["owner"]), noun
    leads = _WHO.search(source)
    return (leads["owner"], "head") if leads else None


def _noun(words: str) -> str:
    listed = fold(_NAMED_AFTER.split(words)[0]).split()
    return singular(listed[-1]) if listed else ""


def can_speak_for(noun: str, owner: SpeakerKind) -> bool:
    """Tell whether whoever is called so speaks for an owner: any role does for a body, few do for a person."""
    return noun in ALLIES or owner in (SpeakerKind.ORGANIZATION, SpeakerKind.STATE)
