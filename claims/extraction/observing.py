"""What is observed of an attribution and one it may answer, for the weights to tell how much each matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

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
_OF_OWN = tuple((f"own {sign}", {sign}) for sign in ("retracts", "admits", "rejects", "replies"))
_OF_CONCERNED = (
    ("concerned no", _SAYING_NO),
    ("concerned oneself", {"of oneself"}),
    ("concerned thorough", {"thorough"}),
    ("concerned insists", {"insists"}),
)
_OF_SHARING = (("shared denies", {"denies"}), ("shared no", _SAYING_NO), ("shared thorough", {"thorough"}))
_OF_NUMBERS = (("both numbers", {"number"}), ("puts number", {"puts"}))
_OF_LAST = (("contrast to last", {"contrasts", "turns"}), ("asked about last", {"asked"}), ("turn to last", {"turn"}))
_GOING_ON = (
    ("goes on adding", {"adds"}),
    ("goes on acting", {"call", "commitment"}),
    ("goes on quoted", {"quoted"}),
    ("goes on admitting", {"admits"}),
)


def observe(debate: Debate, course: Course, k: int) -> dict[int, Observed]:
    """Return for each attribution that `k` may answer what is observed of the two; most values are 1.

    There are many pairs and little holds of each, so only what holds is given.
    """
    reach = reach_of(debate, course, k)
    return {j: _observed(debate, course, reach, pair_of(debate, reach, k, j)) for j in reach.candidates}


def _observed(debate: Debate, course: Course, reach: Reach, pair: Pair) -> Observed:
    seen: Observed = {}  # filled, not yielded to: of all that extraction does in Python, this is done most often
    _place(seen, reach, pair)
    _persons(seen, debate, pair)
    seen.update(debate.sorts[pair.j])
    _words(seen, debate, reach, pair)
    _pointing(seen, debate, reach, pair)
    _together(seen, reach, pair)
    _thread(seen, debate, course, reach, pair)
    return seen


def _add(seen: Observed, listed: Iterable[tuple[str, AbstractSet[str]]], signs: AbstractSet[str]) -> None:
    """Note what is observed where an answer has any of the signs that are listed for it."""
    for name, of_it in listed:
        if not of_it.isdisjoint(signs):
            seen[name] = 1.0


def _place(seen: Observed, reach: Reach, pair: Pair) -> None:
    k, j, point, other = pair.k, pair.j, pair.point, pair.other
    apart = abs(point.sentence - other.sentence)
    if other.in_title and not point.in_title:
        seen["in headline only"] = 1.0
    if j < k:
        seen[_BACK_BY[min(apart, len(_BACK_BY) - 1)]] = 1.0
        seen[f"paragraphs back {min(3, point.paragraph - other.paragraph)}"] = 1.0
        for ranks, rest in reach.ranks:
            seen[ranks.get(j, rest)] = 1.0
        if j == k - 1:
            seen["just before"] = 1.0
        return
    seen["ahead"] = 1.0
    if point.in_title:
        seen["ahead of headline"] = 1.0
    if not apart:
        seen["ahead in sentence"] = 1.0
    elif "denies" in pair.signs and not point.in_title:
        seen["ahead of denial"] = 1.0
    if j == k + 1:
        seen["ahead by one"] = 1.0
    seen["ahead by"] = (j - k) / 4


def _persons(seen: Observed, debate: Debate, pair: Pair) -> None:
    point, other, signs = pair.point, pair.other, pair.signs
    if pair.own:
        seen["own"] = 1.0
        if point.attribution.speaker != other.attribution.speaker:
            seen["own side"] = 1.0
        _add(seen, _OF_OWN, signs)
    if pair.concerned:
        seen["concerned" if pair.addressed else "named by it"] = 1.0
        _add(seen, _OF_CONCERNED, signs)
        if other.is_charge:
            seen["concerned by charge"] = 1.0
    if other.is_concerned_by(point):
        seen["concerns it"] = 1.0
    if pair.named and pair.named & debate.names[pair.k] - point.stems:
        seen["names it"] = 1.0
    if not point.named.isdisjoint(other.named) and point.accused & other.accused:
        seen["same person"] = 1.0
        if _SETTING_AGAINST.isdisjoint(signs):
            seen["same person plainly"] = 1.0


def _words(seen: Observed, debate: Debate, reach: Reach, pair: Pair) -> None:
    point, other = pair.point, pair.other
    if pair.shared:
        _shared_words(seen, debate, reach, pair)
    if around := shared_part(point.context, other.context):
        seen["shared around"] = around
    if nearby := point.stems & other.context | point.context & other.stems:
        seen["shared nearby"] = min(1.0, debate.weight(nearby) / 3)
    if opposed(point, other):
        seen["opposed"] = 1.0
    if reach.such and reach.such & other.stems:
        seen["such as it"] = 1.0
    if "number" in debate.signs[pair.j]:
        if point.counted - other.counted and _things(point) & _things(other):
            seen["other figures"] = 1.0
        _add(seen, _OF_NUMBERS, pair.signs)


def _shared_words(seen: Observed, debate: Debate, reach: Reach, pair: Pair) -> None:
    """Note what the stems of both contents tell."""
    point, other, signs, shared = pair.point, pair.other, pair.signs, pair.shared
    weight = reach.weights[pair.j]
    for count in range(1, min(3, len(shared)) + 1):
        seen[f"shared {count}"] = 1.0
    seen["shared part"] = weight / (min(debate.weights[pair.k], debate.weights[pair.j]) or 1.0)
    seen["shared weight"] = min(2.0, weight / 3)
    if weight >= reach.most - 1e-9:
        seen["shared most"] = 1.0
    _add(seen, _OF_SHARING, signs)
    if len(shared) > 1 and ANSWERING.isdisjoint(signs):
        seen["shared unmarked"] = 1.0
    if not point.negated.isdisjoint(other.stems - other.negated):
        seen["denied of it"] = 1.0
    if not other.negated.isdisjoint(point.stems - point.negated):
        seen["affirmed of it"] = 1.0
    if contradicts := contradiction(point, other):
        seen["contradicts"] = contradicts


def _things(point: Point) -> set[str]:
    return {thing for _, thing in point.counted}


def _pointing(seen: Observed, debate: Debate, reach: Reach, pair: Pair) -> None:
    point, other = pair.point, pair.other
    if point.attribution.content_alt and point.attribution.content == other.attribution.content:
        seen["same words"] = 1.0
    if _covers(point, other.place):
        seen["inside"] = 1.0
    if _covers(other, point.place):
        seen["around"] = 1.0
    pointer = debate.pointers[pair.k]
    if pointer is not None and not pointer.is_pronoun:
        seen.update((name, 1.0) for name, holds in _of_noun(debate, pair, pointer) if holds)
    elif pointer is not None and pair.j in (pair.k - 1, reach.last):
        seen["pronoun to last"] = 1.0


def _covers(point: Point, place: int) -> bool:
    for start, end in point.attribution.content:  # noqa: SIM110 - asked of each pair, twice as fast as any()
        if start <= place < end:
            return True
    return False


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


def _together(seen: Observed, reach: Reach, pair: Pair) -> None:
    """Note what answer and answered are together."""
    point, other, signs = pair.point, pair.other, pair.signs
    stance = other.attribution.stance
    if other.is_charge and not _DENYING.isdisjoint(signs):
        seen["denial of charge"] = 1.0
    if stance in _ACTS and "rejects" in signs:
        seen["refusal of call"] = 1.0
    if pair.j == reach.last:
        _add(seen, _OF_LAST, signs)
    if "turn" in signs and point.paragraph - other.paragraph == 1:
        seen["turn to paragraph"] = 1.0
    if pair.j == pair.k - 1 and point.sentence == other.sentence and not _JOINING.isdisjoint(signs):
        seen["joined"] = 1.0
    if stance in _BOTH and stance.value in signs:
        seen[f"both {stance.value}"] = 1.0
    if ANSWERING.isdisjoint(signs):
        seen["unmarked"] = 1.0
        if pair.concerned:
            seen["unmarked concerned"] = 1.0
    if not (pair.concerned or pair.shared or pair.named) and _RELATING.isdisjoint(signs):
        seen["unrelated"] = 1.0
        if _STRONG.isdisjoint(signs):
            seen["unrelated weakly"] = 1.0
            if not reach.is_known:
                seen["unrelated newcomer"] = 1.0


def _thread(seen: Observed, debate: Debate, course: Course, reach: Reach, pair: Pair) -> None:
    """Note how an answer would go on with what has been answered so far."""
    points, j, point, other = debate.points, pair.j, pair.point, pair.other
    if answers := course.answers.get(j):
        own = sum(points[answer].is_with(point) for answer in answers)
        if own:
            seen["answered by own side"] = 1.0
        if len(answers) > own:
            seen["answered by others"] = 1.0
    if answered := course.answered.get(j):
        seen["an answer"] = 1.0
        if any(points[claim].is_with(point) for claim in answered):
            seen["replied to"] = 1.0
            if abs(point.sentence - other.sentence) <= NEAR:
                seen["replied to nearby"] = 1.0
            if pair.shared:
                seen["replied to shared"] = 1.0
    if reach.opponents and reach.opponents & other.sides:
        seen["opponents"] = 1.0
    if reach.opponents and reach.opponents & course.opponents_of(other):
        seen["common opponent"] = 1.0
    if reach.latest <= j < pair.k:
        seen["first word since"] = 1.0
        if pair.concerned:
            seen["first word since charge"] = 1.0
    if reach.before is not None:
        _going_on(seen, course.answered.get(reach.before, frozenset()), pair)


def _going_on(seen: Observed, before: AbstractSet[int], pair: Pair) -> None:
    """Note how an answer would go on with the one `before`, by the own side."""
    if not before:
        seen["not gone on"] = 1.0
    elif pair.j not in before:
        seen["goes on elsewhere"] = 1.0
    else:
        seen["goes on"] = 1.0
        if _PLAIN_SIGNS.isdisjoint(pair.signs):
            seen["goes on plainly"] = 1.0
        _add(seen, _GOING_ON, pair.signs)
