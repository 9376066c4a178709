"""Several who speak as one: "Malk and Lund", "both sides", "the sisters"."""

from __future__ import annotations

import re

from claims.extraction.cast import Cast
from claims.extraction.families import family_of, together
from claims.extraction.figures import Figure, latest_before
from claims.extraction.naming import find_named
from claims.extraction.noun_phrases import NounPhrase, phrase_of
from claims.extraction.pairs import is_pair_noun, named_together, of_role, opening_pair
from claims.extraction.pronouns import Salience
from claims.extraction.values import Span, SpeakerKind
from claims.extraction.wordlists import singular

# Nouns for two of one surname, with their gender.
SIBLINGS = {"sisters": "f", "brothers": "m", "twins": "", "siblings": "", "couple": "", "pair": "", "duo": ""}
_TWO = 2
_LONGEST_NAME = 4
# "Minister of Energy and Water" is one.
_OFFICE = re.compile(r"\b(?:Minister|Secretary|Commissioner|Director) (?:of|for) [A-Z]\w+(?: [A-Z]\w+)* and [A-Z]")

# Whose somebody is: "the daughter of Ida Lund and Petr Moe".
_OF_NAMED = re.compile(r"[a-z][^,]* (?:of|to|for|with) (?:[a-z]+ )?[A-Z]")

# "A bench of Justice Lund and Justice Moe" is the two.
_BENCH = re.compile(r"^(?:[Aa]|[Tt]he) (?:[\w-]+ )?bench (?:of|comprising) (?:(?:the )?(?:Justices|Judges) )?(?=[A-Z])")


def find_group(cast: Cast, salience: Salience, phrase: NounPhrase, position: int) -> Figure | None:
    """Return the group of "Malk and Lund", of "both sides"."""
    if phrase.core[:1] in (("both",), ("neither",)) or phrase.core[:2] == ("the", "two"):
        bare = re.sub(r"^[Bb]oth (?=.* and )", "", phrase.text)
        of_two = find_group(cast, salience, phrase_of(bare, position), position) if bare != phrase.text else None
        return of_two or same_named(cast, salience, phrase, position) or _pair(cast, phrase, position)
    if chairs := of_role(cast, phrase, position):
        return _group(cast, chairs)
    if len(family := family_of(cast, phrase)) > 1:
        return _group(cast, family)
    if family:
        return cast.described(phrase.text[4:], SpeakerKind.GROUP, {"family"}, is_plural=True)
    if phrase.head in SIBLINGS or (
        len(phrase.parts) == 2 and (phrase.is_indefinite or singular(phrase.head) != phrase.head)
    ):
        return same_named(cast, salience, phrase, position)
    if pair := _two_described(cast, phrase.text, position):
        return _group(cast, pair)
    pieces, joints = _listed(_BENCH.sub("", phrase.text))
    if (
        len(pieces) < 2
        or " and " not in _OFFICE.sub("", phrase.text)
        or cast.body(phrase.text)
        or cast.geography.state(phrase.text)
    ):
        return None
    members = [_member(cast, salience, piece, position) for piece in pieces]
    members = [m for k, m in enumerate(members) if m is not None or not _is_apposed(members, pieces, joints, k)]
    if (more := _with_others(cast, members, pieces[-1])) is not None:
        return more
    kinds = [member.kind for member in members if member is not None]
    if len(kinds) < max(2, len(members)):
        return None
    if kinds[-1] is SpeakerKind.PERSON is not kinds[0]:
        return members[-1]  # "Parks and Wildlife ranger Ida Moss"
    if kinds[0] is SpeakerKind.PERSON and len(phrase.parts) > 1 and set(kinds[1:]) != {SpeakerKind.PERSON}:
        return members[0]  # "Ida Moss, minister of energy and water"
    return _group(cast, [member for member in members if member is not None])


def _two_described(cast: Cast, words: str, position: int) -> list[Figure]:
    """Return the two of "Ida Lund, 65, a clerk at the mill, and Tom Moe, a porter", each named in front of a comma."""
    halves = re.split(r", and (?=[A-Z])", words)
    names = [half.partition(",")[0].split() for half in halves if "," in half]
    found = [cast.person(tuple(name), position) for name in names if 1 < len(name) <= _LONGEST_NAME]
    persons = [figure for figure in found if figure is not None]
    return persons if len(halves) == len(persons) == _TWO and persons[0] is not persons[1] else []


def pair_opening(cast: Cast, sentence: Span) -> Figure | None:
    """Return the group of the two persons whom a sentence opens with, None if there are no such two."""
    pair = opening_pair(cast, sentence)
    return _group(cast, pair) if pair else None


def same_named(cast: Cast, salience: Salience, phrase: NounPhrase, position: int) -> Figure | None:
    """Return those named in a phrase for a pair, or the two persons of one surname: "the sisters", "the couple"."""
    for part in phrase.parts[1:]:
        names = re.sub(r"^(?:[a-z-]+ )+", "", part)  # "the owners, brothers Ted and Alan Coombe"
        named = find_group(cast, salience, NounPhrase(names, phrase.start, phrase.end, (names,), (), ()), position)
        if named is not None:
            return named
    if phrase.head not in SIBLINGS or phrase.tail:
        return None
    gender, kin = SIBLINGS[phrase.head], dict[str, list[Figure]]()
    for figure in cast.nearby(position):
        if figure.kind is SpeakerKind.PERSON and " " in figure.name and gender in ("", figure.gender or gender):
            kin.setdefault(figure.words[-1], []).append(figure)
    pairs = [each for each in kin.values() if len(each) == 2]
    latest = max(pairs, key=lambda pair: max(latest_before(f, position) for f in pair), default=None)
    return _group(cast, sorted(latest, key=lambda figure: figure.places[0])) if latest else None


def _with_others(cast: Cast, members: list[Figure | None], last: str) -> Figure | None:
    """Return the group of persons and others like them: "Ida Lund, Petr Moe and other divers"."""
    named = [member.name for member in members[:-1] if member is not None and member.kind is SpeakerKind.PERSON]
    if members[-1] is not None or not last.startswith("other") or not named or len(named) < len(members) - 1:
        return None
    return cast.described(f"{', '.join(named)} and {last}", SpeakerKind.GROUP, {"group"}, is_plural=True)


def _listed(text: str) -> tuple[list[str], list[str]]:
    """Return those that a phrase lists, and what stands in front of each: "" or "," or "and"."""
    pieces, joints = list[str](), list[str]()
    joint = ""
    for k, words in enumerate(re.split(r"(,? and |, )", text)):
        if k % 2:
            joint = "and" if "and" in words or joint == "and" else ","
        elif words.strip():
            pieces.append(words.strip())
            joints.append(joint)
            joint = ""
    return pieces, joints


def _is_apposed(members: list[Figure | None], pieces: list[str], joints: list[str], k: int) -> bool:
    """Tell whether one of a list only says what the person beside it is: "Ida Lund, the owner, and Petr Moe"."""
    if any(char.isupper() for char in pieces[k]) or k == 0 or any(map(_OF_NAMED.match, pieces)):
        return False
    named_behind = joints[k] == "and" and joints[k + 1 : k + 2] == [","]
    beside = members[k + 1] if named_behind else members[k - 1] if joints[k] == "," else None
    return beside is not None and beside.kind is SpeakerKind.PERSON


def _pair(cast: Cast, phrase: NounPhrase, position: int) -> Figure | None:
    if phrase.head in ("countries", "governments", "sides", "nations", "states", "capitals", "neighbours"):
        if pair := named_together(cast, position, SpeakerKind.STATE):
            return _group(cast, pair)
        found = [figure for figure in cast.nearby(position) if figure.kind is SpeakerKind.STATE]
    elif is_pair_noun(phrase.head):
        if pair := named_together(cast, position):
            return _group(cast, pair)
        found = [figure for figure in cast.nearby(position) if figure.kind is SpeakerKind.PERSON]
    else:
        return None
    first = sorted(sorted(found, key=lambda figure: -len(figure.places))[:2], key=lambda figure: figure.places[0])
    if len(first) < 2:
        return None
    return _group(cast, first)


def _group(cast: Cast, members: list[Figure]) -> Figure:
    nouns = {"pair", "two", "both", "couple", "duo"}
    return cast.described(together(members), SpeakerKind.GROUP, nouns, is_plural=True)


def _member(cast: Cast, salience: Salience, words: str, position: int) -> Figure | None:
    phrase = phrase_of(words, position)
    return find_named(cast, salience, phrase, position) if phrase.core else None
