"""A claim as it is compared: its words, its amounts, for whom it speaks and against whom. Plain functions of texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from claims.extraction.values import Stance
from claims.extraction.wording import opposites_of
from claims.extraction.wordlists import bodies, roles
from claims.folding import fold
from claims.pairing.amounts import amounts_in
from claims.propositions import telling_words

# Of 100. Two wordings of one sentence by two outlets ("would not" / "will not", a dropped adverb) stay above,
# sentences on the same topic by the same speaker below.
SAME_WORDING = 80
# A quotation of so many words is not said twice by chance.
LONG_QUOTATION = 5
TELLING_SHARED = 3
CONTRARY = frozenset({Stance.DENIAL, Stance.REJECTION})
_ROOT = 5
_NEGATIONS = re.compile(r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|[a-z]+n t)\b")
_QUOTED = re.compile(r"[“\"‘«]([^“”\"«»]+?)[”\"’»](?!\w)")
# Parts of names that many bear.
_COMMON = frozenset({"of", "the", "and", "for", "mr", "ms", "mrs", "dr", "new", "national", "city", "former"})
# Which office it is, of whomever.
_OF_OFFICES = frozenset(
    {"prime", "first", "foreign", "interior", "home", "finance", "defence", "defense", "justice", "health", "education"}
    | {"state", "vice", "acting", "press", "affairs", "trade", "energy", "transport", "labour", "labor", "treasury"}
)


@dataclass(frozen=True)
class Wording:
    """A claim as it is compared. `names` are the names of its speaker, `offices` the titles and affiliations."""

    text: str
    target: str
    stance: str
    names: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()

    @cached_property
    def folded(self) -> str:
        """The content in bare words."""
        return fold(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The bare words of the content, in their order."""
        return tuple(self.folded.split())

    @cached_property
    def opposites(self) -> frozenset[str]:
        """The words opposed to one of the content."""
        return opposites_of(self.words)

    @cached_property
    def roots(self) -> frozenset[str]:
        """The beginnings of the words that carry the content's meaning."""
        return frozenset(map(root, telling_words(self.folded)))

    @cached_property
    def all_roots(self) -> frozenset[str]:
        """The beginnings of all words of content and target."""
        return frozenset(map(root, f"{self.folded} {fold(self.target)}".split()))

    @cached_property
    def target_roots(self) -> frozenset[str]:
        """The beginnings of the words for what or whom it is about, where that is known."""
        return frozenset(map(root, telling_words(fold(self.target))))

    @cached_property
    def amounts(self) -> frozenset[float]:
        """The amounts, in figures or in words."""
        return amounts_in(self.text)

    @cached_property
    def is_negated(self) -> bool:
        """Whether the content is negated an odd number of times."""
        return len(_NEGATIONS.findall(self.folded)) % 2 == 1

    @property
    def is_contrary(self) -> bool:
        """Whether it is said against another claim."""
        return self.stance in CONTRARY

    @cached_property
    def quotations(self) -> tuple[str, ...]:
        """The quoted pieces of some length, in bare words."""
        pieces = (fold(piece) for piece in _QUOTED.findall(self.text))
        return tuple(piece for piece in pieces if len(piece.split()) >= LONG_QUOTATION)

    @cached_property
    def side(self) -> frozenset[str]:
        """The beginnings of the proper names of its speaker and of those it speaks for."""
        offices = (word for office in self.offices for word in office.split() if _is_proper(word))
        words = fold(" ".join((*self.names, *offices))).split()
        return frozenset(root(word) for word in words if len(word) > 2 and word not in _COMMON | bodies().heads)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The common nouns for the bodies of its speaker: ministry, union, police."""
        words = fold(" ".join((*self.names, *self.offices))).split()
        return frozenset(words) & bodies().heads


def _is_proper(word: str) -> bool:
    """Tell "Karsian" from the words of offices that every state has: "Prime Minister"."""
    low = fold(word)
    return word[:1].isupper() and low not in roles().nouns | roles().titles and low not in _OF_OFFICES


def root(word: str) -> str:
    """Return the beginning that word forms share ("Chinese", "China": chin)."""
    return word if word.isdecimal() else word.removesuffix("s")[:_ROOT].rstrip("aeiouy")


def same_words(one: Wording, other: Wording) -> bool:
    """Return whether two wordings of one speaker are the same by their words: the quoted ones first, else all.

    Amounts and negation must agree, and so must the speech act: a denial never joins an assertion.
    """
    if not may_be_same(one, other):
        return False
    if same_quotation(one, other):
        return True
    shared = len(one.roots & other.roots)
    return shared >= TELLING_SHARED and fuzz.token_sort_ratio(one.folded, other.folded) >= SAME_WORDING


def may_be_same(one: Wording, other: Wording) -> bool:
    """Return whether nothing that is plain to see makes two claims of two wordings."""
    if one.is_contrary != other.is_contrary or one.is_negated != other.is_negated:
        return False
    return one.amounts == other.amounts


def same_quotation(one: Wording, other: Wording) -> bool:
    """Return whether one takes up a long quotation of the other."""
    return any(a in other.folded for a in one.quotations) or any(b in one.folded for b in other.quotations)


def are_named(names: Iterable[str], roots: frozenset[str]) -> bool:
    """Return whether one of the names stands among words."""
    return any(words and words <= roots for words in map(_roots_of_name, names))


@lru_cache(maxsize=20_000)
def _roots_of_name(name: str) -> frozenset[str]:
    return frozenset(root(word) for word in fold(name).split() if len(word) > 1)
