"""Sources that have no name, kept as the text describes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile

from claims.extraction.cast import Cast
from claims.extraction.cues import load_lexicon
from claims.extraction.figures import Figure
from claims.extraction.names import is_role
from claims.extraction.noun_phrases import NounPhrase
from claims.extraction.values import Span, SpeakerKind
from claims.extraction.wordlists import bodies, roles, singular, word_set

_PLURAL_WORDS = word_set(
    """
    many several some few others those two three four five six seven eight nine ten people both
    no nobody everybody
    """
)
_NOT_PLURAL = frozenset(["police", "news", "politics", "headquarters"])
_BEFORE_SUBJECT = r"(?:(?:But|And|Yet|However,|Meanwhile,) )?"
_NUMBERS = r"[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en"
_INTRODUCTION = re.compile(
    _BEFORE_SUBJECT + rf"(?P<phrase>(?:[Aa]n?|[Oo]ne|{_NUMBERS}|[Ss]everal|[Ss]ome|[Aa]nother)"
    r" [a-z-]+(?: [a-z-]+){0,2})"
)
_SHORTENED_IS = r"(?:It|He|She|That|This|There|Here|What|Who|Where|How|Let)[’']s"  # "It's a charity": no possessor
_TAKING_UP = re.compile(
    _BEFORE_SUBJECT
    + rf"(?P<phrase>(?:[Tt]he(?: [A-Z][a-z]+)?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|(?!{_SHORTENED_IS})[A-Z][\w-]+[’']s)"
    r" [a-z-]+(?:[’']s)?(?: [a-z-]+(?:[’']s)?){0,2})"
)
_NAME = r"[A-Z][\w’'-]{1,30}"
_PLURAL_INTRODUCTION = re.compile(
    r"(?:(?:As|While|When|Although|Though|Because|If|Since|After) )?"
    r"(?P<noun>[A-Za-z][a-z]{2,20}s) "
    rf"(?:(?:at|from|of|with) (?:the )?{_NAME}(?: (?:(?:of|for|and) )?{_NAME}){{0,5}})?"
)
_ONE_OF = re.compile(r"[Oo]ne of (?:the|his|her|its|their|those|these)(?: [a-z]+)?? ([a-z]+)\b")
# Nouns for persons that are adjectives in front of another noun.
_ALSO_ADJECTIVES = word_set(
    """
    major general official principal professional individual private criminal native expert
    nonprofit non-profit not-for-profit
    """
)
# What a report loses that is only named: "a study of 40 schools published".
_PUBLISHED = re.compile(r" (?:published|released|issued|unveiled|filed)$")


def introduced_by(text: str, start: int, end: int) -> Span | None:
    """Return the words by which a sentence opens with somebody nameless: "Two nurses", "As Democrats"."""
    plural = _PLURAL_INTRODUCTION.match(text, start, end)
    if plural is not None and is_person_noun(plural["noun"].casefold()):
        return Span(plural.start("noun"), start + len(plural.group().rstrip()))
    return _opening(_INTRODUCTION.match(text, start, end), _is_new_source)


def taken_up_by(text: str, start: int, end: int) -> Span | None:
    """Return the words by which a sentence opens with a known body or people: "The trust", "Orr’s wife"."""
    return _opening(_TAKING_UP.match(text, start, end), _is_noun_of_source)


def _opening(match: re.Match[str] | None, is_noun: Callable[[str], bool]) -> Span | None:
    """Return a phrase up to its noun, the last of several: "The union leader"."""
    words = list(re.finditer(r"(?:\S+[’']s )*\S+", match["phrase"])) if match else []  # "attorney | general’s office"
    last = next(
        (k for k, word in enumerate(words) if (k or " " in word.group()) and is_noun(word.group().split()[-1])), None
    )
    if match is None or last is None:
        return None
    while last + 1 < len(words) and is_noun(words[last + 1].group().split()[-1]):
        last += 1
    following = words[last + 1].group() if last + 1 < len(words) else ""
    if words[last].group().split()[-1] in _ALSO_ADJECTIVES and following and not _goes_on(following):
        return None  # "The major danger"
    return Span(match.start("phrase"), match.start("phrase") + words[last].end())


def _goes_on(word: str) -> bool:
    """Tell whether a word behind a noun begins its verb or adjunct."""
    lists = ("auxiliaries", "irregular_verbs", "adverbs", "prepositions", "relatives", "conjunctions")
    return word.endswith(("ed", "s", "ly")) or any(word in load_lexicon().words[name] for name in lists)


def _is_noun_of_source(word: str) -> bool:
    return _is_new_source(word) or word in bodies().heads or word == "family"


def _is_new_source(word: str) -> bool:
    return is_person_noun(word) or word in bodies().reports


def is_person_noun(noun: str) -> bool:
    """Tell whether a noun, of either number, is what persons are called."""
    return is_role(singular(noun)) or singular(noun) in roles().anonymous


def names_several(name: str) -> bool:
    """Tell whether a description is of more than one: "two engineers on the dam", "people familiar with it"."""
    words = re.findall(r"[\w’'-]+|,", name.casefold())
    turns = load_lexicon().words["prepositions"] | {"who", ","}
    head = list(takewhile(lambda word: word not in turns, words))
    if not head or head[0] in ("a", "an", "one"):
        return False
    return head[0] in _PLURAL_WORDS or any(singular(word) != word and is_person_noun(word) for word in head)


def described_source(cast: Cast, phrase: NounPhrase) -> Figure:
    """Return the figure of a description that names nobody: "two engineers familiar with the dam", "A source".

    Officials, employees and the like are anonymous; other plurals are groups that stand for themselves
    ("farmers' unions"), other nouns for organizations ("police").
    """
    name = re.sub(r"^(?:The|the|THE) (?=\S)", "", _PUBLISHED.sub("", _description(phrase))) or phrase.text
    head = phrase.head
    noun = singular(head)
    one = _ONE_OF.match(phrase.text)
    if one is not None and is_person_noun(one[1]):  # "One of the storekeepers" is a storekeeper
        return cast.described(name, SpeakerKind.ANONYMOUS, {singular(one[1])})
    is_plural = (
        head == "staff"
        or (head != noun and head not in _NOT_PLURAL)
        or (phrase.core[:1] and phrase.core[0] in _PLURAL_WORDS)
    )
    figure = cast.described(name, _kind(phrase, noun, bool(is_plural)), {noun}, is_plural=bool(is_plural))
    figure.gender = figure.gender or roles().gender.get(noun, "")
    return figure


def _description(phrase: NounPhrase) -> str:
    """Return the phrase without appositions that only comment it."""
    return ", ".join(phrase.parts[:1]) if phrase.parts else phrase.text


def _kind(phrase: NounPhrase, noun: str, is_plural: bool) -> SpeakerKind:
    if noun in roles().anonymous or phrase.head in ("", "other") or (phrase.is_indefinite and noun in roles().nouns):
        return SpeakerKind.ANONYMOUS
    if not is_plural and any(noun in words for words in (bodies().heads, bodies().outlet_words, bodies().reports)):
        return SpeakerKind.ORGANIZATION
    if is_plural or noun in ("family", "couple", "crowd", "public", "percent", "cent"):
        return SpeakerKind.GROUP
    if phrase.is_indefinite or is_role(noun) or phrase.text[:1].islower():
        return SpeakerKind.ANONYMOUS
    return SpeakerKind.ORGANIZATION
