"""Answers that say they are answers: denials, rejections and judgements of what somebody said."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from claims.extraction.cue_words import cue_lemmas, has_cue
from claims.extraction.pointers import read_pointer
from claims.extraction.points import Point
from claims.extraction.silence import REFUSING
from claims.extraction.values import QuotationType, Relation, Stance
from claims.extraction.wordlists import QUOTATION_MARKS, stances, word_set

_TRUE = frozenset({"true", "credible", "correct", "accurate"})
_GROUNDS = frozenset({"evidence", "truth", "basis", "merit", "foundation", "proof", "substance", "grounds"})
_HITTING_BACK = word_set("counter fire-back hit-back hit-out laugh-off push-back reply scoff shoot-back shrug-off")
# Said of plans and persons mostly: an answer only to what somebody is said to have claimed.
_OPPOSING = word_set("contest disavow oppose snub veto")
_CHALLENGING = word_set("challenge contest doubt fault query question")
_FIRST = frozenset({"i", "we"})
_HOLDING = frozenset({"case", "true", "happened"})
_REVERSED = frozenset({"contrary", "opposite", "reverse"})


def answers_openly(point: Point) -> bool:
    """Tell whether cue or content says that the point answers another."""
    if opposes(point):
        return False
    if _denies(point.lemmas) or challenges(point) or _HITTING_BACK & set(point.lemmas):
        return True
    return says_no(point) or says_false(point) or _denies_in_words(point)


def _denies_in_words(point: Point) -> bool:
    """Tell whether spoken words are a denial themselves: "I reject that absolutely", "We deny any part in it"."""
    words = [word for word in point.words[:6] if word not in QUOTATION_MARKS]
    subject = next((at for at, word in enumerate(words[:4]) if word in _FIRST), None)
    if point.attribution.type is QuotationType.INDIRECT or subject is None:
        return False
    return _denies(cue_lemmas(words[subject + 1 : subject + 3]))


def _denies(lemmas: Sequence[str]) -> bool:
    """Tell whether a verb denies or rejects what was said; who refuses to act answers nothing."""
    return has_cue("denial", lemmas) or (has_cue("rejection", lemmas) and not REFUSING & set(lemmas))


def opposes(point: Point) -> bool:
    """Tell whether a point is against a plan or a person, not against what somebody has said."""
    return bool(_OPPOSING & set(point.lemmas)) and read_pointer(point.words) is None


def challenges(point: Point) -> bool:
    """Tell whether a point questions what somebody has said: "faulted the minister's figures"."""
    return bool(_CHALLENGING & set(point.lemmas)) and read_pointer(point.words) is not None


def says_no(point: Point) -> bool:
    """Tell whether spoken words begin with a no that stands by itself: "No. It cost what we said.", "Not at all"."""
    words = [word for word in point.words[:5] if word not in QUOTATION_MARKS]
    stands = words[:1] == ["no."] or (words[:1] == ["no"] and words[1:2] != [] and not words[1][:1].isalnum())
    return point.attribution.type is QuotationType.DIRECT and (stands or words[:3] == ["not", "at", "all"])


def says_false(point: Point) -> bool:
    """Tell whether the content calls words false: "it a lie", "the review is deeply flawed", "Ortiz was mistaken"."""
    falsity = stances().content["falsity"]
    opening = point.words[:24]
    if {"not", "n't"} & set(opening) and (_TRUE & set(opening) or ("the", "case") in itertools.pairwise(opening)):
        return True
    if "no" in opening and "truth" in opening:
        return True
    if _lacks_ground(opening) or _is_reversed(opening):
        return True
    if not set(opening) & falsity:
        return False
    return read_pointer(point.words) is not None or _predicates_falsity(opening, falsity)


def _lacks_ground(words: Sequence[str]) -> bool:
    """Tell whether words say that something is without ground: "no evidence of that", "without merit"."""
    return any(word in ("no", "without") and following in _GROUNDS for word, following in itertools.pairwise(words))


def _is_reversed(words: Sequence[str]) -> bool:
    """Tell whether words say that something is the other way round: "the opposite was true"."""
    at = next((at for at, word in enumerate(words[:3]) if word in _REVERSED), None)
    return at is not None and bool(_HOLDING & set(words[at + 1 : at + 5]))


def _predicates_falsity(words: Sequence[str], falsity: frozenset[str]) -> bool:
    """Tell whether a short subject is said to be false: "That is nonsense", "Ortiz was mistaken"."""
    for k, word in enumerate(words[:6]):
        if word in ("is", "was", "are", "were", "'s") and 0 < k <= 4:
            return bool(set(words[k + 1 : k + 4]) & falsity)
    return False


def singular_pointer(point: Point) -> bool:
    """Tell whether the cue is a noun for what was said: "allegations", "claim"."""
    nouns = stances().pointers["nouns"]
    source = point.attribution.source
    cue = point.attribution.cue
    return bool(point.lemmas) and point.lemmas[-1] in nouns and (not source or source[0].end <= cue[0].start + 1)


def relation_of(answer: Point, answered: Point) -> Relation:
    """Return denies for the side concerned, rebuts for anybody else who says no."""
    if has_cue("denial", answer.lemmas) or answer.is_concerned_by(answered):
        return Relation.DENIES
    if has_cue("rejection", answer.lemmas) and answered.attribution.stance is Stance.ACCUSATION:
        return Relation.DENIES
    return Relation.REBUTS
