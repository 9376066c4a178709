"""What the words of a name tell of who bears it, whatever the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from claims.extraction.cues import load_lexicon
from claims.extraction.wordlists import fold, word_set

ACRONYM = re.compile(r"[A-Z][A-Z&]{1,6}[a-z]?|(?:[A-Z]\.){2,}")
INITIALS = re.compile(r"(?:[A-Z]\.)+")
# Words that are put in capitals for emphasis.
_EMPHASISED = ("irregular_verbs", "auxiliaries", "adverbs", "negations", "subordinators", "determiners")
# First words of names that no person has.
LANDSCAPE = word_set("port fort mount lake cape camp")
# Sports by which their boards are named: "Cricket Australia".
SPORTS = word_set(
    "cricket football rugby hockey tennis swimming athletics basketball netball cycling rowing gymnastics"
)
NEVER_GIVEN = (
    LANDSCAPE
    | SPORTS
    | word_set(
        """
    northern southern eastern western north south east west national international royal united first new great greater
    global central local general public federal
    """
    )
)
# Last words of names that no person has.
PLACES = word_set(
    """
    street road avenue square park river lake island islands valley county city bay hill hills bridge airport
    station sea ocean mountains coast province region district day week
    lane range gorge creek forest woods moor
    tower towers plaza mall stadium arena palace
    scotland wales england britain ulster
    parade terrace crescent quay harbour harbor terminal point cove central north south east west
    """
)

# Members of parties.
PARTISANS = word_set("republicans democrats")
# By which such a plural is the name of the party itself: "Liberal Democrats".
_OF_PARTY = word_set("liberal social christian free sweden national new")
# Last words of names of occasions.
EVENTS = word_set("breakfast luncheon dinner gala summit debate prize prizes awards amendment")
# Last words of names of what says nothing.
THINGS = EVENTS | word_set("prize prizes award awards medal amendment act clause constitution bible war day days")

# Nouns for places in front of "of" and the name.
SETTLEMENTS = word_set("village town city port hamlet suburb district township settlement island isle valley")

# The article of an Arabic name, folded.
_ARTICLE = re.compile(r"\A(?:al|el|ul|ad|an|ar|as|ash|at|az)[-‑–](?=\w{3})")


def can_be_person(words: tuple[str, ...]) -> bool:
    """Tell the name of a person from "Terminal B", "Page Nine" and the song "Sorry Not Sorry"."""
    never = load_lexicon().words["negations"] | load_lexicon().words["determiners"]
    is_called = fold(words[0]) not in NEVER_GIVEN | {"our"} and len(words[-1]) > 1
    return is_called and not any(fold(word) in never for word in words[1:])


def are_partisans(words: Sequence[str]) -> bool:
    """Tell whether a name is that of the members of a party: "Republicans", "Senate Democrats"."""
    return fold(words[-1]) in PARTISANS and fold(words[0]) not in _OF_PARTY


def is_word_of_person(word: str) -> bool:
    """Tell whether a word can stand in the name of a person: letters, initials, "O’Brien", "al-Din"."""
    return word.isalpha() or any(mark in word for mark in "-'’") or word == "." or INITIALS.fullmatch(word) is not None


def is_acronym(text: str) -> bool:
    """Tell letters for a name from a word in capitals for emphasis: "she GAVE them to him"."""
    words = load_lexicon().words
    emphasis = any(fold(text) in words[name] for name in _EMPHASISED)
    return ACRONYM.fullmatch(text) is not None and not emphasis


def person_key(words: Iterable[str]) -> str:
    """Return the key of a person's name: without full stops, and without "Jr." at its end."""
    folded = [fold(word).strip(".") for word in words]
    return " ".join(word for word in folded if word and word not in ("jr", "sr"))


def without_article(word: str) -> str:
    """Return a folded Arabic name without its article, by which it is named again: "omari" of "al-omari"; else ""."""
    bare = _ARTICLE.sub("", word, count=1)
    return bare if bare != word else ""
