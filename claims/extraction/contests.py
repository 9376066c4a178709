"""Answers that no word of denial marks: the weight of what speaks for one claim's answering another."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass

from claims.extraction.answers import WINDOW, answers_openly, singular_pointer
from claims.extraction.contradictions import answers_by_itself, contradiction
from claims.extraction.points import Point
from claims.extraction.values import Attitude, Stance
from claims.extraction.wording import shared_part
from claims.extraction.wordlists import stances, word_set

_LEAST = 0.5
_SURE = 0.85
# Sentences within which a side that was answered replies.
_SOON = 3
_NEXT = 2
# What going on with an answer weighs that is not certain to be one, and is no sign by itself.
_LESS = 0.5
_INSISTING = word_set(
    "counter defend insist maintain protest reiterate repeat reply respond retort stress fire-back hit-back argue"
)
_CONTRASTING = word_set("but contradicted countered disagreed disputed however insisted instead nonetheless retorted")
_THOROUGH = word_set("all always any each ever every fully never no none nothing only properly simply")
_FOUND = word_set(
    "breach breaches evidence fault indication link proof record sign signs trace traces wrongdoing irregularities"
)
_DENYING = frozenset({Stance.DENIAL, Stance.REJECTION})
_ACTS = frozenset({Stance.CALL, Stance.COMMITMENT})

# What each observation adds to the log odds; set by hand on annotated stories.
_WEIGHTS = {
    "bias": -2.6,
    "wording": 1.6,
    "shared": 0.5,
    "opposed": 2.4,
    "negated": 0.7,
    "charge": 0.7,
    "concerned": 1.0,
    "denies": 1.3,
    "insists": 0.8,
    "contrast": 1.0,
    "thorough": 0.6,
    "figures": 1.8,
    "clears": 1.5,
    "goes_on": 2.2,
    "disputed": 0.4,
    "feud": 0.6,
    "first": 1.2,
    "reply": 1.3,
    "settled": -1.0,
    "latest": 0.4,
    "act": -2.6,
    "accuses": -0.7,
    "distance": -0.2,
    "bystander": -0.4,
}
# One of these must be observed: all the rest holds of any two that speak of one thing.
_SIGNS = (
    "opposed",
    "negated",
    "denies",
    "insists",
    "contrast",
    "thorough",
    "figures",
    "clears",
    "first",
    "goes_on",
    "reply",
)


@dataclass(frozen=True, slots=True)
class Dispute:
    """What is known of who answers whom when a point is read, by points before it."""

    answered: Set[int]
    continued: Set[int]
    feuds: Set[frozenset[str]]
    against: Set[int]
    settled: Set[int]
    latest: int | None
    spoken: int
    openly: bool


def contested(points: Sequence[Point], k: int, dispute: Dispute) -> list[tuple[int, float]]:
    """Return the earlier claim that a point most probably contradicts, with the probability; none if it is doubtful.

    Each candidate gets the sum of the weights of what is observed of the pair (a logistic model).
    """
    point = points[k]
    if not _can_answer(point):
        return []
    scored = [(_odds(point, p, dispute), p.place, p.index) for p in points[max(0, k - WINDOW) : k] if _fits(point, p)]
    if not scored:
        return []
    odds, _, index = max(scored)
    sure = 1 / (1 + math.exp(-odds))
    return [(index, min(_SURE, sure))] if sure >= _LEAST else []


def _can_answer(point: Point) -> bool:
    attribution = point.attribution
    if attribution.nested_in is not None or singular_pointer(point) or attribution.attitude is not Attitude.STATEMENT:
        return False
    return not stances().supporting & set(point.lemmas) or point.is_negated or _is_marked(point)


def _fits(point: Point, other: Point) -> bool:
    stated = other.attribution.attitude is Attitude.STATEMENT and other.in_title == point.in_title
    overlaps = other.attribution.content[0].end > point.place
    return stated and not overlaps and point.is_against(other) and other.attribution.stance is not Stance.COMMITMENT


def _odds(point: Point, other: Point, dispute: Dispute) -> float:
    seen = _observations(point, other, dispute)
    if not any(seen[name] > _LESS for name in _SIGNS):
        return -math.inf
    return sum(_WEIGHTS[name] * value for name, value in seen.items())


def _observations(point: Point, other: Point, dispute: Dispute) -> dict[str, float]:
    """Return how strongly each thing is observed of an answer and a claim, mostly 0 or 1."""
    shared = point.stems & other.stems
    stance = point.attribution.stance
    concerned = point.is_concerned_by(other)
    thorough = bool(_THOROUGH & set(point.words))
    takes_up = bool(shared) and (thorough or bool(point.negated)) and not answers_openly(other)
    goes_on = other.index in dispute.continued and stance not in (*_ACTS, Stance.ASSESSMENT)
    feud = any(frozenset((one, two)) in dispute.feuds for one in point.sides for two in other.sides)
    return {
        "bias": 1,
        "wording": shared_part(point.stems, other.stems) if len(shared) > 1 else 0,
        "shared": bool(shared),
        "opposed": bool(contradiction(point, other)),
        "negated": bool(point.negated) and not other.negated,
        "charge": other.attribution.stance is Stance.ACCUSATION or other.is_charge,
        "concerned": concerned,
        "denies": stance in _DENYING,
        "insists": bool(_INSISTING & set(point.lemmas)),
        "contrast": _is_marked(point),
        "thorough": thorough,
        "figures": bool(point.counted - other.counted) and bool(_counted(point) & _counted(other)),
        "clears": _clears(point.words),
        "goes_on": goes_on and (1.0 if dispute.openly else _LESS),
        "disputed": other.index in dispute.answered,
        "feud": feud,
        "first": concerned and other.is_charge and _is_first_word(point, other, dispute),
        "reply": other.index in dispute.against and point.sentence - other.sentence <= _SOON and takes_up,
        "settled": other.index in dispute.settled and not goes_on,
        "latest": other.index == dispute.latest,
        "act": stance in _ACTS,
        "accuses": stance is Stance.ACCUSATION and point.is_charge,
        "distance": min(12, max(0, point.sentence - other.sentence)),
        "bystander": not (concerned or feud or goes_on),
    }


def _is_first_word(point: Point, charge: Point, dispute: Dispute) -> bool:
    """Tell whether the side charged speaks for the first time since, and soon: that is mostly its answer."""
    return dispute.spoken < charge.index and 0 <= point.sentence - charge.sentence <= _SOON


def _is_marked(point: Point) -> bool:
    """Tell whether the sentence says that something is set against something: "however", "has hit back, saying"."""
    return bool(_CONTRASTING & point.frame) or ("back" in point.frame and bool({"hit", "hits", "fired"} & point.frame))


def _counted(point: Point) -> frozenset[str]:
    return frozenset(thing for _, thing in point.counted)


def _clears(words: Sequence[str]) -> bool:
    """Tell whether something is said to be missing that a charge would leave: "found no trace", "without fault"."""
    return any(
        word in ("no", "without", "any") and _FOUND & set(words[at + 1 : at + 3]) for at, word in enumerate(words)
    ) and bool({"no", "not", "n't", "without"} & set(words))


def dispute_before(points: Sequence[Point], k: int, pairs: Sequence[tuple[int, int]]) -> Dispute:
    """Return what is known of the disputes before a point; `pairs` are answers and what they answer."""
    before = _own_answer_before(points, k)
    return Dispute(
        answered={answered for _, answered in pairs},
        continued={answered for answer, answered in pairs if answer == before},
        against={answer for answer, answered in pairs if points[answered].sides & points[k].sides},
        settled={
            answered
            for answer, answered in pairs
            if points[answer].sides & points[k].sides
            and not points[answer].in_title
            and points[k].sentence - points[answer].sentence > _SOON
        },
        latest=next((p.index for p in reversed(points[max(0, k - WINDOW) : k]) if _fits(points[k], p)), None),
        openly=before is not None and answers_by_itself(points[before]),
        spoken=max((p.index for p in points[max(0, k - WINDOW) : k] if p.sides & points[k].sides), default=-1),
        feuds={
            frozenset((one, two))
            for answer, answered in pairs
            for one in points[answer].sides
            for two in points[answered].sides
        },
    )


def _own_answer_before(points: Sequence[Point], k: int) -> int | None:
    """Return what the point's own side said right before, nothing of others between."""
    point = points[k]
    for before in reversed(points[max(0, k - 3) : k]):
        if before.attribution.nested_in is not None:
            continue
        if before.sides & point.sides and point.sentence - before.sentence <= _NEXT and not before.in_title:
            return before.index
        if not answers_openly(before):
            return None
    return None
