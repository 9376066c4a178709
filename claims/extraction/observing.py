"""What is observed of an attribution and one it may answer, for the weights to tell how much each matters."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import chain

from claims.extraction.contradictions import contradiction, opposed
from claims.extraction.debate import Course, Debate
from claims.extraction.pointers import Pointer, is_owned_by
from claims.extraction.points import Point
from claims.extraction.reach import NEAR, Pair, Reach, pair_of, reach_of
from claims.extraction.signs import ANSWERING
from claims.extraction.values import Stance
from claims.extraction.wording import shared_part, stem
from claims.extraction.wordlists import stances, word_set

Observed = dict[str, float]
# What is observed by sentences back.
_BACK_BY = tuple(f"back {distance}" for distance in ("0", "1", "2", "3", "3", "5", "5", "5", "5", "9"))
_NUMBERS = word_set("figure number estimate total count toll cost price amount sum rate share")
_STUDIES = word_set("finding review study report audit inquiry investigation data")
_PAPERS = ("report", "review", "study", "survey", "audit")
_ACTS = frozenset({Stance.CALL, Stance.COMMITMENT})
_PLAIN_SIGNS = frozenset({"call", "commitment", "assessment", "accusation", "admits", "adds"})
# Signs that much else shows as well.
_WEAK = word_set("thorough only admits") | {"no later"}
_SETTING_AGAINST = word_set("denies rejects contrasts counters insists turns replies false") | {"no early"}
_STRONG = ANSWERING - _WEAK
_RELATING = frozenset({"pointer", "pronoun", "turn", "no"})
_DENYING = frozenset({"denies", "denial"})
_JOINING = frozenset({"semicolon", "joined"})
_BOTH = frozenset({Stance.ACCUSATION, Stance.CALL, Stance.ASSESSMENT})
# What is observed where signs of the answer meet something of the other, with any of these signs.
_SAYING_NO = frozenset({"no early", "no later"})
_OF_CONCERNED = (
    ("no", _SAYING_NO),
    ("oneself", {"of oneself"}),
    ("thorough", {"thorough"}),
    ("insists", {"insists"}),
)
_OF_SHARING = (("denies", {"denies"}), ("no", _SAYING_NO), ("thorough", {"thorough"}))
_OF_NUMBERS = (("both numbers", "number"), ("puts number", "puts"))
_OF_LAST = (("contrast to last", {"contrasts", "turns"}), ("asked about last", {"asked"}), ("turn to last", {"turn"}))
_GOING_ON = (
    ("adding", {"adds"}),
    ("acting", {"call", "commitment"}),
    ("quoted", {"quoted"}),
    ("admitting", {"admits"}),
)


def observe(debate: Debate, course: Course, k: int) -> dict[int, Observed]:
    """Return for each attribution that `k` may answer what is observed of the two; most values are 1.

    There are many pairs and little holds of each, so only what holds is given.
    """
    reach = reach_of(debate, course, k)
    return {j: _observed(debate, course, reach, pair_of(debate, reach, k, j)) for j in reach.candidates}


def _observed(debate: Debate, course: Course, reach: Reach, pair: Pair) -> Observed:
    return dict(
        chain(
            _place(reach, pair),
            _persons(debate, pair),
            debate.sorts[pair.j].items(),
            _words(debate, reach, pair),
            _pointing(debate, reach, pair),
            _together(reach, pair),
            _thread(debate, course, reach, pair),
        )
    )


def _place(reach: Reach, pair: Pair) -> Iterator[tuple[str, float]]:
    k, j, point, other = pair.k, pair.j, pair.point, pair.other
    apart = abs(point.sentence - other.sentence)
    if other.in_title and not point.in_title:
        yield "in headline only", 1.0
    if j < k:
        yield _BACK_BY[min(apart, len(_BACK_BY) - 1)], 1.0
        yield f"paragraphs back {min(3, point.paragraph - other.paragraph)}", 1.0
        yield from ((ranks.get(j, rest), 1.0) for ranks, rest in reach.ranks)
        if j == k - 1:
            yield "just before", 1.0
        return
    yield "ahead", 1.0
    if point.in_title:
        yield "ahead of headline", 1.0
    if not apart:
        yield "ahead in sentence", 1.0
    elif "denies" in pair.signs and not point.in_title:
        yield "ahead of denial", 1.0
    if j == k + 1:
        yield "ahead by one", 1.0
    yield "ahead by", (j - k) / 4


def _persons(debate: Debate, pair: Pair) -> Iterator[tuple[str, float]]:
    point, other, signs = pair.point, pair.other, pair.signs
    if pair.own:
        yield "own", 1.0
        yield from ((f"own {sign}", 1.0) for sign in ("retracts", "admits", "rejects", "replies") if sign in signs)
    if pair.concerned:
        yield "concerned" if pair.addressed else "named by it", 1.0
        yield from ((f"concerned {name}", 1.0) for name, sign in _OF_CONCERNED if sign & signs)
        if other.is_charge:
            yield "concerned by charge", 1.0
    if other.is_concerned_by(point):
        yield "concerns it", 1.0
    if pair.named and pair.named & debate.names[pair.k] - point.stems:
        yield "names it", 1.0
    if not point.named.isdisjoint(other.named) and point.accused & other.accused:
        yield "same person", 1.0
        if _SETTING_AGAINST.isdisjoint(signs):
            yield "same person plainly", 1.0


def _words(debate: Debate, reach: Reach, pair: Pair) -> Iterator[tuple[str, float]]:
    point, other = pair.point, pair.other
    if pair.shared:
        yield from _shared_words(debate, reach, pair)
    if around := shared_part(point.context, other.context):
        yield "shared around", around
    if nearby := point.stems & other.context | point.context & other.stems:
        yield "shared nearby", min(1.0, debate.weight(nearby) / 3)
    if opposed(point, other):
        yield "opposed", 1.0
    if reach.such and reach.such & other.stems:
        yield "such as it", 1.0
    if "number" in debate.signs[pair.j]:
        if point.counted - other.counted and _things(point) & _things(other):
            yield "other figures", 1.0
        yield from ((name, 1.0) for name, sign in _OF_NUMBERS if sign in pair.signs)


def _shared_words(debate: Debate, reach: Reach, pair: Pair) -> Iterator[tuple[str, float]]:
    """Yield what the stems of both contents tell."""
    point, other, signs, shared = pair.point, pair.other, pair.signs, pair.shared
    weight = reach.weights[pair.j]
    yield from ((f"shared {count}", 1.0) for count in (1, 2, 3) if len(shared) >= count)
    yield "shared part", weight / (min(debate.weights[pair.k], debate.weights[pair.j]) or 1.0)
    yield "shared weight", min(2.0, weight / 3)
    if weight >= reach.most - 1e-9:
        yield "shared most", 1.0
    yield from ((f"shared {name}", 1.0) for name, sign in _OF_SHARING if sign & signs)
    if len(shared) > 1 and ANSWERING.isdisjoint(signs):
        yield "shared unmarked", 1.0
    if not point.negated.isdisjoint(other.stems - other.negated):
        yield "denied of it", 1.0
    if not other.negated.isdisjoint(point.stems - point.negated):
        yield "affirmed of it", 1.0
    if contradicts := contradiction(point, other):
        yield "contradicts", contradicts


def _things(point: Point) -> set[str]:
    return {thing for _, thing in point.counted}


def _pointing(debate: Debate, reach: Reach, pair: Pair) -> Iterator[tuple[str, float]]:
    point, other = pair.point, pair.other
    if point.attribution.content_alt and point.attribution.content == other.attribution.content:
        yield "same words", 1.0
    if _covers(point, other.place):
        yield "inside", 1.0
    if _covers(other, point.place):
        yield "around", 1.0
    pointer = debate.pointers[pair.k]
    if pointer is not None and not pointer.is_pronoun:
        yield from ((name, 1.0) for name, holds in _of_noun(debate, pair, pointer) if holds)
    elif pointer is not None and pair.j in (pair.k - 1, reach.last):
        yield "pronoun to last", 1.0


def _covers(point: Point, place: int) -> bool:
    return any(span.start <= place < span.end for span in point.attribution.content)


def _of_noun(debate: Debate, pair: Pair, pointer: Pointer) -> Iterator[tuple[str, bool]]:
    """Yield how a noun for what was said fits the other: "the allegations", "Kyiv's claim"."""
    other = pair.other
    owned, numbered = is_owned_by(pointer, other), "number" in debate.signs[pair.j]
    accusing = pointer.noun in stances().pointers["accusing"]
    yield "owner", bool(pointer.owner) and owned
    yield "not owner", bool(pointer.owner) and not owned
    yield "noun of cue", stem(pointer.noun)[:5] == stem((*other.lemmas, "")[-2 if other.lemmas else 0])[:5]
    yield "noun of words", bool({pointer.noun, stem(pointer.noun)} & set(other.words))
    yield "topic", bool(pointer.topic & other.context)
    yield "noun of charge", accusing and other.is_charge
    yield "noun of charge alone", accusing and other.attribution.stance in (*_ACTS, Stance.ASSESSMENT)
    yield "noun of number", pointer.noun in _NUMBERS and numbered
    yield "noun of number alone", pointer.noun in _NUMBERS and not numbered
    yield "plural of charges", pointer.is_plural and other.is_charge
    yield "noun of paper", pointer.noun in _STUDIES and _is_paper(other)
    yield "pointer shared", bool(pair.shared)


def _is_paper(point: Point) -> bool:
    aliases = " ".join(point.speaker.aliases).casefold()
    return any(word in aliases for word in _PAPERS)


def _together(reach: Reach, pair: Pair) -> Iterator[tuple[str, float]]:
    """Yield what answer and answered are together."""
    point, other, signs = pair.point, pair.other, pair.signs
    stance = other.attribution.stance
    if other.is_charge and not _DENYING.isdisjoint(signs):
        yield "denial of charge", 1.0
    if stance in _ACTS and "rejects" in signs:
        yield "refusal of call", 1.0
    if pair.j == reach.last:
        yield from ((name, 1.0) for name, sign in _OF_LAST if sign & signs)
    if "turn" in signs and point.paragraph - other.paragraph == 1:
        yield "turn to paragraph", 1.0
    if pair.j == pair.k - 1 and point.sentence == other.sentence and not _JOINING.isdisjoint(signs):
        yield "joined", 1.0
    if stance in _BOTH and stance.value in signs:
        yield f"both {stance.value}", 1.0
    if ANSWERING.isdisjoint(signs):
        yield "unmarked", 1.0
        if pair.concerned:
            yield "unmarked concerned", 1.0
    if not (pair.concerned or pair.shared or pair.named) and _RELATING.isdisjoint(signs):
        yield "unrelated", 1.0
        if _STRONG.isdisjoint(signs):
            yield "unrelated weakly", 1.0
            if not reach.is_known:
                yield "unrelated newcomer", 1.0


def _thread(debate: Debate, course: Course, reach: Reach, pair: Pair) -> Iterator[tuple[str, float]]:
    """Yield how an answer would go on with what has been answered so far."""
    points, j, point, other = debate.points, pair.j, pair.point, pair.other
    if answers := course.answers.get(j):
        own = sum(points[answer].is_with(point) for answer in answers)
        if own:
            yield "answered by own side", 1.0
        if len(answers) > own:
            yield "answered by others", 1.0
    if answered := course.answered.get(j):
        yield "an answer", 1.0
        if any(points[claim].is_with(point) for claim in answered):
            yield "replied to", 1.0
            if abs(point.sentence - other.sentence) <= NEAR:
                yield "replied to nearby", 1.0
            if pair.shared:
                yield "replied to shared", 1.0
    if reach.opponents and reach.opponents & other.sides:
        yield "opponents", 1.0
    if reach.opponents and reach.opponents & course.opponents_of(other):
        yield "common opponent", 1.0
    if reach.latest <= j < pair.k:
        yield "first word since", 1.0
        if pair.concerned:
            yield "first word since charge", 1.0
    if reach.before is not None:
        yield from _going_on(course.answered.get(reach.before, frozenset()), pair)


def _going_on(before: AbstractSet[int], pair: Pair) -> Iterator[tuple[str, float]]:
    """Yield how an answer would go on with the one `before`, by the own side."""
    if not before:
        yield "not gone on", 1.0
    elif pair.j not in before:
        yield "goes on elsewhere", 1.0
    else:
        yield "goes on", 1.0
        if _PLAIN_SIGNS.isdisjoint(pair.signs):
            yield "goes on plainly", 1.0
        yield from ((f"goes on {name}", 1.0) for name, sign in _GOING_ON if sign & pair.signs)
