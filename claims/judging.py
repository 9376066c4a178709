"""What two claims are to each other, going by their words and by what the pair scorer says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.extraction.values import Relation, Stance
from claims.models import SAME
from claims.pairing.scoring import Odds, Pair
from claims.pairing.wording import Wording, are_named, may_be_same, same_words
from claims.said import Said

# An answer may be printed before what it answers: outlets differ by a day or two.
EARLIEST_ANSWER = timedelta(days=2)
# Probabilities from which something is done. In cross-validation 97 in 100 pairs of one speaker at the first were the
# same, 83 in 100 answers at the second were answers, 97 in 100 supports at the third were supports.
SURELY_SAME, LIKELY_ANSWER, LIKELY_SUPPORT = 0.7, 0.6, 0.7


@dataclass(frozen=True, slots=True)
class Match:
    """What a claim is to another, by number: the same, or an answer to it. `confidence` is a probability."""

    claim: int
    other: int
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


def judge(one: Said, other: Said, pair: Pair, odds: Odds) -> Match | None:
    """Return what two claims are to each other, if anything; which of them is looked at first does not matter."""
    if one.speaker == other.speaker:
        is_same = same_words(pair.one, pair.other) or (odds.same >= SURELY_SAME and may_be_same(pair.one, pair.other))
        if not is_same or one.is_described:
            return None
        return _match(*_later_first(one, other), SAME, odds.same)
    if odds.rebuts >= LIKELY_ANSWER and _can_answer(pair):
        return _answer(one, other, odds)
    if odds.same + odds.supports >= LIKELY_SUPPORT and may_be_same(pair.one, pair.other):
        return _match(*_later_first(one, other), Relation.SUPPORTS, odds.same + odds.supports)
    return None


def _match(claim: Said, other: Said, relation: str, odds: float) -> Match:
    return Match(claim.claim, other.claim, str(relation), round(min(odds, 0.99), 2))


def _can_answer(pair: Pair) -> bool:
    """Return whether one of two claims is said against another, and the other can be answered.

    Promises and demands are answered too, but rarely by what contradicts them.
    """
    return not ({pair.one.stance, pair.other.stance} <= {Stance.COMMITMENT, Stance.CALL})


def _answer(one: Said, other: Said, odds: Odds) -> Match | None:
    """Return the answer with what it answers: the one said against the other, or else the later one."""
    answer, answered = _later_first(one, other)
    if _is_against(one) != _is_against(other):
        answer, answered = sorted((one, other), key=_is_against, reverse=True)
    if answer.first_seen < answered.first_seen - EARLIEST_ANSWER:
        return None
    answering, said = answer.wording, answered.wording
    concerned = (said.target_roots or said.all_roots) & answering.side
    is_concerned = bool(concerned) or are_named(answering.names, said.all_roots)
    denies = answering.stance == Stance.DENIAL or (answering.is_contrary and is_concerned)
    return _match(answer, answered, Relation.DENIES if denies else Relation.REBUTS, odds.rebuts)


def _is_against(said: Said) -> tuple[bool, bool]:
    return (said.wording.is_contrary, said.wording.is_negated)


def _later_first(one: Said, other: Said) -> tuple[Said, Said]:
    """Return the later claim and the earlier one; of two at one time a charge is the earlier."""
    later, earlier = sorted((one, other), key=_time)[::-1]
    return later, earlier


def _time(said: Said) -> tuple[datetime, bool, str, str, str, str]:
    wording = said.wording
    is_answer = wording.stance != Stance.ACCUSATION
    return (said.first_seen, is_answer, wording.text, wording.stance, said.speaker_key, wording.names[0])
