"""Whose words a report or other text holds: "Orlec’s own poll", "an Orlec poll", "excerpts of her speech"."""

from __future__ import annotations

import re

from claims.extraction.cast import Cast
from claims.extraction.cues import load_lexicon
from claims.extraction.figures import Figure
from claims.extraction.name_words import PLACES
from claims.extraction.noun_phrases import NounPhrase, apposed
from claims.extraction.values import SpeakerKind
from claims.extraction.wordlists import bodies, fold, places, singular, word_set

_NUMBERS = word_set("data figures statistics numbers estimate projection forecast count")
_WORDS_OF = word_set(
    """
    account telling testimony recollection words speech address remarks comments memoir autobiography email e-mail
    tweet op-ed essay affidavit deposition manifesto guidance guidelines advice
    """
)
# A report that a name stands before is by whom it names; an investigation or a lawsuit may be about them.
_BY_NAMED = (
    word_set(
        "report study survey poll review analysis assessment statement memo bulletin readout communique communiqué"
    )
    | _NUMBERS
)
_OWNED = re.compile(
    r"(?:[Tt]he )?(?P<owner>[^,]{2,60}?)(?:['’]s?|(?<=\b[Hh]is)|(?<=\b[Hh]er)|(?<=\b[Tt]heir)|(?<=\b[Ii]ts))"
    r" (?P<text>[\w-]+(?: [\w-]+){0,4})"
)
_PART = re.compile(
    r"(?:(?:an?|the|some|[a-z]+) )?(?:excerpts?|cop(?:y|ies)|transcripts?|text|recording|draft|portions?|version)"
    r" (?:of|from) (?=\w)",
    re.I,
)
# "An account *she* gave to the Courier".
_GIVEN = re.compile(
    r"(?:(?:(?:an?|the) )?(?:[a-z-]+ )?"
    r"(?:account|interview|statement|letter|e-?mail|speech|memo|essay|op-ed|column|affidavit|message|note|reports?)"
    r" (?:that |which )?)?"
    r"(?P<owner>[Hh]e|[Ss]he|[Tt]hey|(?:(?:Mr|Mrs|Ms|Dr)\.? )?[A-Z][\w’'-]+(?: [A-Z][\w.’'-]+){0,3})"
    r" (?:gave|wrote|issued|sent|delivered|posted|published|filed|recorded|provided|shared)\b.*",
    re.S,
)
# "A letter *from the council* sent in May".
_FROM = re.compile(
    r"(?:[Tt]he|[Aa]n?) (?:[a-z-]+ ){0,2}(?:statement|letter|e-?mail|memo|message|note) from (?P<owner>[^,]{2,80}?)"
    r"(?:(?:,| (?:to|dated|sent|shown|seen|obtained|in|on)\b).*)?",
    re.S,
)
# What the states that meet publish of it, each its own.
_OF_STATES = word_set("readout communique communiqué statement account version")
# "A foreign ministry statement", "the Karsian army statement".
_OF_BODY = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?) )?(?P<body>(?:[\w-]+ ){0,4}(?P<noun>[a-z-]+)) (?:statement|readout|communiqué|communique)\b"
)
# Who wrote a report, not by name: "a report by experts of the panel".
_BY_WHOM = re.compile(
    r" by (?P<author>[^,]{2,80}?)(?: (?:(?:last|this|earlier) \w+|in \d{4}|published|released)\b|,|$)"
)
# Names of several: "an Echo/Courier poll".
_SEVERAL = re.compile(r"\w/[A-Z]|[a-z]-[A-Z]")
# Words between a name and what it names: "Orlec tracking poll".
_MODIFIERS = 2


def owner_of_words(phrase: NounPhrase) -> str | None:
    """Return the words of a phrase that name whose text it is, a pronoun among them; None if it is nobody's."""
    if (given := _GIVEN.fullmatch(phrase.text)) is not None:
        return given["owner"]
    sent = _FROM.fullmatch(phrase.text)
    if sent is not None and fold(sent["owner"]) not in load_lexicon().words["time_words"]:
        return sent["owner"]
    if (body := _OF_BODY.match(phrase.text)) is not None and fold(body["noun"]) in bodies().government:
        return body["body"]
    part = _PART.match(phrase.text)
    owned = _OWNED.match(phrase.text, part.end() if part is not None else 0)
    if owned is None:
        return None
    listed = fold(owned["text"]).split()
    nouns = listed if part is not None else [word for word in listed if word == phrase.head]
    return owned["owner"] if any(_is_text(noun) for noun in nouns) else None


def _is_text(noun: str) -> bool:
    return not {noun, singular(noun)}.isdisjoint(bodies().reports | _WORDS_OF | _NUMBERS)


def named_author(cast: Cast, phrase: NounPhrase) -> Figure | None:
    """Return the organization whose name stands before its report: "a 2020 *Orlec Institute* survey last month"."""
    words = phrase.parts[0].split() if phrase.parts else []
    report = next((k for k, word in enumerate(words) if k and not {word, singular(word)}.isdisjoint(_BY_NAMED)), 0)
    end = report
    while end > max(0, report - _MODIFIERS) and words[end - 1].islower():
        end -= 1
    for start in range(end):
        if words[start][0].isupper() and (figure := _author(cast, " ".join(words[start:end]), phrase.start)):
            return figure
        if words[start] in load_lexicon().words["prepositions"]:
            return None  # "members of the Orlec study"
    of_state = report > 0 and fold(words[report]) in _OF_STATES and fold(words[report - 1]) not in bodies().government
    state = cast.geography.first_state(words[:report]) if of_state else None
    return cast.state(state) if state is not None else None  # "a Chinese readout"


def unnamed_author(phrase: NounPhrase) -> NounPhrase | None:
    """Return the words for who wrote a report, if they are no name: "a report by *experts of the panel*"."""
    match = _BY_WHOM.search(phrase.parts[0]) if _is_text(phrase.head) and phrase.tail[:1] == ("by",) else None
    return apposed(match["author"], phrase) if match is not None else None


def _author(cast: Cast, name: str, position: int) -> Figure | None:
    is_place = fold(name) in places() or fold(name).split()[-1] in PLACES or cast.geography.state(name) is not None
    if is_place or _SEVERAL.search(name):
        return None
    if fold(name) in bodies().outlets and cast.body(name) is None:
        return cast.add_body(name, position)
    figure = cast.body(name) if cast.is_body(name) else None
    return figure if figure is not None and figure.kind is SpeakerKind.ORGANIZATION else None
