"""What two claims are to each other, going by their words and by what the pair scorer says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.extraction.values import Relation, Stance
from claims.models import SAME, Claim
from claims.pairing.scoring import Odds, Pair
from claims.pairing.wording import Wording, are_named, may_be_same, same_words

# An answer may be printed before what it answers: outlets differ by a day or two.
EARLIEST_ANSWER = timedelta(days=2)
# Probabilities from which something is done. In cross-validation 97 in 100 pairs of one speaker at the first were the
# same, 83 in 100 answers at the second were answers, 97 in 100 supports at the third were supports.
SURELY_SAME, LIKELY_ANSWER, LIKELY_SUPPORT = 0.7, 0.6, 0.7


@dataclass(frozen=True, slots=True)
class Match:
    """What a claim is to another: the same, or an answer to it. `confidence` is a probability."""

    claim: Claim
    other: Claim
    relation: str
    confidence: float

    @property
    def is_same(self) -> bool:
        """Whether both are one claim."""
        return self.relation == SAME


def may_concern(one: Wording, other: Wording) -> bool:
    """Return whether two claims share a telling word, somebody named among them."""
    mine, theirs = one.roots | one.target_roots | one.side, other.roots | other.target_roots | other.side
    return bool(mine & theirs)


def judge(one: Claim, other: Claim, pair: Pair, odds: Odds) -> Match | None:
    """Return what two claims are to each other, if anything; which of them is looked at first does not matter."""
    if one.speaker_id == other.speaker_id:
        is_same = same_words(pair.one, pair.other) or (odds.same >= SURELY_SAME and may_be_same(pair.one, pair.other))
        if not is_same or one.speaker.is_described:
            return None
        return Match(*_later_first(one, other), SAME, round(odds.same, 2))
    if odds.rebuts >= LIKELY_ANSWER and _can_answer(pair):
        return _answer(one, other, pair, odds)
    if odds.same + odds.supports >= LIKELY_SUPPORT and may_be_same(pair.one, pair.other):
        return Match(*_later_first(one, other), Relation.SUPPORTS.value, round(min(odds.same + odds.supports, 0.99), 2))
    return None


def _can_answer(pair: Pair) -> bool:
    """Return whether one of two claims is said against another, and the other can be answered.

    Promises and demands are answered too, but rarely by what contradicts them.
    """
    return not ({pair.one.stance, pair.other.stance} <= {Stance.COMMITMENT, Stance.CALL})


def _answer(one: Claim, other: Claim, pair: Pair, odds: Odds) -> Match | None:
    """Return the answer with what it answers: the one said against the other, or else the later one."""
    answer, answered = _later_first(one, other)
    against = {one.pk: _is_against(pair.one), other.pk: _is_against(pair.other)}
    if against[one.pk] != against[other.pk]:
        answer, answered = sorted((one, other), key=lambda claim: against[claim.pk], reverse=True)
    if answer.first_seen < answered.first_seen - EARLIEST_ANSWER:
        return None
    answering, said = (pair.one, pair.other) if answer is one else (pair.other, pair.one)
    concerned = (said.target_roots or said.all_roots) & answering.side
    is_concerned = bool(concerned) or are_named(answering.names, said.all_roots)
    denies = answering.stance == Stance.DENIAL or (answering.is_contrary and is_concerned)
    relation = Relation.DENIES if denies else Relation.REBUTS
    return Match(answer, answered, relation.value, round(min(odds.rebuts, 0.99), 2))


def _is_against(wording: Wording) -> tuple[bool, bool]:
    return (wording.is_contrary, wording.is_negated)


def _later_first(one: Claim, other: Claim) -> tuple[Claim, Claim]:
    """Return the later claim and the earlier one; of two at one time a charge is the earlier."""
    later, earlier = sorted((one, other), key=_time)[::-1]
    return later, earlier


def _time(claim: Claim) -> tuple[datetime, bool, str, str, str, str]:
    is_answer = claim.stance != Stance.ACCUSATION
    return (claim.first_seen, is_answer, claim.text, claim.stance, claim.speaker.key, claim.speaker.name)
