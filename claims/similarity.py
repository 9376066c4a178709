"""How alike two claims are, by their words: the same claim, an answer, or neither. Pure functions of folded texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from claims.extraction.values import Relation, Stance
from claims.folding import fold
from claims.propositions import telling_words

# Of 100. Two wordings of one sentence by two outlets ("would not" / "will not", a dropped adverb) stay above,
# sentences on the same topic by the same speaker below.
SAME_WORDING = 80
# A quotation of so many words is not said twice by chance.
LONG_QUOTATION = 5
_TELLING_SHARED = 3
_ROOT = 5
_NEGATIONS = re.compile(r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|[a-z]+n t)\b")
_QUOTED = re.compile(r"[“\"‘«]([^“”\"«»]+?)[”\"’»](?!\w)")
_CONTRARY = frozenset({Stance.DENIAL, Stance.REJECTION})
_ANSWERABLE = frozenset({Stance.ACCUSATION, Stance.ASSERTION, Stance.ASSESSMENT})


@dataclass(frozen=True)
class Wording:
    """A claim as it is compared. `names` are the names of its speaker, `offices` the telling words of the roles."""

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
    def roots(self) -> frozenset[str]:
        """The beginnings of the words that carry the content's meaning."""
        return frozenset(map(root, telling_words(self.folded)))

    @cached_property
    def all_roots(self) -> frozenset[str]:
        """The beginnings of all words of content and target."""
        return frozenset(map(root, f"{self.folded} {fold(self.target)}".split()))

    @cached_property
    def concerned(self) -> frozenset[str]:
        """The beginnings of the words for whom it is about: its target, or all mentioned where that is unknown."""
        return frozenset(map(root, fold(self.target).split())) or self.all_roots

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in figures."""
        return frozenset(re.findall(r"\d[\d.,]*\d|\d", self.text))

    @cached_property
    def is_negated(self) -> bool:
        """Whether the content is negated an odd number of times."""
        return len(_NEGATIONS.findall(self.folded)) % 2 == 1

    @cached_property
    def quotations(self) -> tuple[str, ...]:
        """The quoted pieces of some length, in bare words."""
        pieces = (fold(piece) for piece in _QUOTED.findall(self.text))
        return tuple(piece for piece in pieces if len(piece.split()) >= LONG_QUOTATION)


@dataclass(frozen=True, slots=True)
class Answer:
    """A likely answer. `confidence` is a probability."""

    relation: Relation
    confidence: float


def root(word: str) -> str:
    """Return the beginning that word forms share ("Chinese", "China": chin)."""
    return word if word.isdecimal() else word.removesuffix("s")[:_ROOT].rstrip("aeiouy")


def same_claim(one: Wording, other: Wording) -> bool:
    """Return whether two wordings of one speaker state the same: the quoted words first, else all words.

    Numbers and negation must agree, and so must the speech act: a denial never joins an assertion.
    """
    if (one.stance in _CONTRARY) != (other.stance in _CONTRARY) or one.is_negated != other.is_negated:
        return False
    if one.numbers != other.numbers:
        return False
    if any(a in other.folded for a in one.quotations) or any(b in one.folded for b in other.quotations):
        return True
    shared = len(one.roots & other.roots)
    return shared >= _TELLING_SHARED and fuzz.token_sort_ratio(one.folded, other.folded) >= SAME_WORDING


def find_answer(answer: Wording, answered: Wording) -> Answer | None:
    """Return how a claim answers another speaker's: only a denial or rejection that takes up its content.

    It has to share what the other says, and to name its speaker or be named in it; or else to repeat it nearly whole.
    """
    if answer.stance not in _CONTRARY or answered.stance not in _ANSWERABLE:
        return None
    shared = answer.roots & answered.roots
    if len(shared) < 2 or not answered.roots:
        return None
    overlap = len(shared) / min(len(answer.roots), len(answered.roots))
    takes_up = _names(answered.names, answer.all_roots)
    is_concerned = _names((*answer.names, *answer.offices), answered.concerned)
    if overlap < _needed(takes_up=takes_up, is_concerned=is_concerned, shared=len(shared)):
        return None
    confidence = min(0.95, 0.3 + 0.3 * overlap + 0.2 * takes_up + 0.15 * is_concerned)
    denies = answer.stance == Stance.DENIAL or is_concerned
    return Answer(Relation.DENIES if denies else Relation.REBUTS, round(confidence, 2))


def _needed(*, takes_up: bool, is_concerned: bool, shared: int) -> float:
    """Return how much of the shorter content both must share."""
    if takes_up or is_concerned:
        return 0.5
    return 0.75 if shared > _TELLING_SHARED else 1.1


def _names(names: Iterable[str], roots: frozenset[str]) -> bool:
    """Return whether one of the names stands among words."""
    for name in names:
        words = [root(word) for word in fold(name).split() if len(word) > 1]
        if words and all(word in roots for word in words):
            return True
    return False
