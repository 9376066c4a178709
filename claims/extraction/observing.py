"""What is observed of an attribution and one it may answer, for the weights to tell how much each matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.extraction.contradictions import contradiction, opposed
from claims.extraction.debate import Course, Debate
from claims.extraction.pointers import is_owned_by
from claims.extraction.points import Point
from claims.extraction.signs import ANSWERING
from claims.extraction.values import Stance
from claims.extraction.wording import shared_part, stem, such_stems
from claims.extraction.wordlists import stances, word_set

Observed = dict[str, float]
# Attributions back, and ahead, that an answer reaches.
_BACK, _AHEAD = 24, 8
# What is observed by sentences back.
_BACK_BY = tuple(f"back {distance}" for distance in ("0", "1", "2", "3", "3", "5", "5", "5", "5", "9"))
_NEXT, _NEAR = 4, 3
# Attributions back to what the own side said before.
_BEFORE = 5
_NUMBERS = word_set("figure number estimate total count toll cost price amount sum rate share")
_STUDIES = word_set("finding review study report audit inquiry investigation data")
_PAPERS = ("report", "review", "study", "survey", "audit")
_ACTS = frozenset({Stance.CALL, Stance.COMMITMENT})
_CORRECTING = stances().retracting | {"clarify"}
_PLAIN_SIGNS = frozenset({"call", "commitment", "assessment", "accusation", "admits", "adds"})
# Signs that much else shows as well.
_WEAK = word_set("thorough only admits") | {"no later"}
_SETTING_AGAINST = word_set("denies rejects contrasts counters insists turns replies false") | {"no early"}


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom an answer can mean, and where each stands among them; `before` is what the own side said just before.

    `most` is the greatest weight of `shared`; `is_known` tells whether earlier statements name the one who answers;
    `latest` is the last of its side within reach before it, -1 if there is none.
    """

    candidates: tuple[int, ...]
    others: dict[int, int]
    charges: dict[int, int]
    about: dict[int, int]
    before: int | None
    shared: dict[int, float]
    most: float
    is_known: bool
    latest: int
    such: frozenset[str]
    opponents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """An attribution `k` and one, `j`, that it may answer, with what several observations ask of the two.

    `shared` are stems of both contents, `signs` those of the answer; `concerned` tells whether the other is about it.
    """

    k: int
    j: int
    point: Point
    other: Point
    signs: frozenset[str]
    shared: frozenset[str]
    concerned: bool


def observe(debate: Debate, course: Course, k: int) -> dict[int, Observed]:
    """Return for each attribution that `k` may answer what is observed of the two; most values are 1."""
    reach = _reach(debate, course, k)
    return {j: _observed(debate, course, reach, _pair(debate, k, j)) for j in reach.candidates}


def _pair(debate: Debate, k: int, j: int) -> Pair:
    point, other = debate.points[k], debate.points[j]
    return Pair(
        k=k,
        j=j,
        point=point,
        other=other,
        signs=debate.signs[k],
        shared=point.stems & other.stems,
        concerned=point.is_concerned_by(other) or not other.stems.isdisjoint(debate.names[k]),
    )


def _observed(debate: Debate, course: Course, reach: Reach, pair: Pair) -> Observed:
    seen: Observed = {}
    for group in (
        _place(debate, reach, pair),
        _persons(debate, pair),
        debate.sorts[pair.j],
        _words(debate, reach, pair),
        _pointing(debate, reach, pair),
        _together(debate, reach, pair),
        _thread(debate, course, reach, pair),
    ):
        for name, value in group:
            if value:
                seen[name] = float(value)
    return seen


def _reach(debate: Debate, course: Course, k: int) -> Reach:
    points, signs = debate.points, debate.signs
    point, corrects = points[k], _corrects(debate, k)
    earlier = range(max(0, k - _BACK), k)
    within = range(earlier.start, min(len(points), k + 1 + _AHEAD))
    candidates = tuple(j for j in within if _fits(point, points[j], corrects=corrects))
    others = [
        j
        for j in reversed(candidates)
        if j < k
        and point.is_against(points[j])
        and points[j].attribution.nested_in is None
        and (point.in_title or not points[j].in_title)
    ]
    charges = [j for j in others if points[j].is_charge]
    about = [j for j in others if point.is_concerned_by(points[j]) or points[j].stems & debate.names[k]]
    shared = {j: debate.weight(point.stems & points[j].stems) for j in candidates}
    return Reach(
        candidates=candidates,
        others=_ranked(others),
        charges=_ranked(charges),
        about=_ranked(about),
        before=_own_before(points, signs, k),
        shared=shared,
        most=max(shared.values(), default=0.0),
        is_known=any(points[before].context & debate.names[k] for before in earlier),
        latest=next((before for before in reversed(earlier) if points[before].sides & point.sides), -1),
        such=such_stems(point.words),
        opponents=course.opponents_of(point),
    )


def _ranked(listed: Sequence[int]) -> dict[int, int]:
    return {j: rank for rank, j in enumerate(listed)}


def _fits(point: Point, other: Point, *, corrects: bool) -> bool:
    k, j = point.index, other.index
    if j == k:
        return False
    to_body = point.in_title and not other.in_title
    if j > k and not to_body and (other.sentence - point.sentence > _NEAR or j - k > _NEXT):
        return False
    if other.is_nobodys or not point.is_with(other):
        return True
    return j < k and other.attribution.nested_in is None and corrects


def _corrects(debate: Debate, k: int) -> bool:
    """Tell whether a point may answer its own side: admissions, corrections, "her own figure"."""
    point = debate.points[k]
    own = {"his own", "her own"} & {" ".join(pair) for pair in zip(point.words, point.words[1:], strict=False)}
    return bool({"retracts", "admits"} & debate.signs[k] or _CORRECTING & set(point.lemmas) or own)


def _own_before(points: Sequence[Point], signs: Sequence[frozenset[str]], k: int) -> int | None:
    for before in range(k - 1, max(-1, k - _BEFORE), -1):
        other = points[before]
        if other.attribution.nested_in is not None or "noun" in signs[before]:
            continue
        near = points[k].sentence - other.sentence <= _NEAR and other.in_title == points[k].in_title
        return before if near and points[k].is_with(other) else None
    return None


def _place(debate: Debate, reach: Reach, pair: Pair) -> Iterator[tuple[str, float]]:
    k, j, point, other = pair.k, pair.j, pair.point, pair.other
    apart = abs(point.sentence - other.sentence)
    yield "in headline only", other.in_title and not point.in_title
    if j > k:
        yield "ahead", 1
        yield "ahead of headline", point.in_title
        yield "ahead in sentence", apart == 0
        yield "ahead of denial", "denies" in debate.signs[k] and not point.in_title and apart > 0
        yield "ahead by one", j == k + 1
        yield "ahead by", (j - k) / 4
        return
    yield _BACK_BY[min(apart, len(_BACK_BY) - 1)], 1
    yield f"paragraphs back {min(3, point.paragraph - other.paragraph)}", 1
    for name, ranks, most in (("other", reach.others, 3), ("charge", reach.charges, 2), ("about", reach.about, 1)):
        rank = ranks.get(j)
        yield f"{name} {'none' if rank is None else min(most, rank)}", 1
    yield "just before", j == k - 1


def _persons(debate: Debate, pair: Pair) -> Iterator[tuple[str, float]]:
    k, j, point, other, signs, concerned = pair.k, pair.j, pair.point, pair.other, pair.signs, pair.concerned
    if point.is_with(other):
        yield "own", 1
        yield from ((f"own {sign}", sign in signs) for sign in ("retracts", "admits", "rejects", "replies"))
    yield "concerned", point.is_concerned_by(other)
    yield "named by it", concerned and not point.is_concerned_by(other)
    yield "concerns it", other.is_concerned_by(point)
    yield "names it", bool(point.context & debate.names[j] - point.stems & debate.names[k])
    yield "concerned no", concerned and bool({"no early", "no later"} & signs)
    yield "concerned oneself", concerned and "of oneself" in signs
    yield "concerned thorough", concerned and "thorough" in signs
    yield "concerned insists", concerned and "insists" in signs
    yield "concerned by charge", concerned and other.is_charge
    allied = bool(point.named & other.named - point.sides - other.sides)
    yield "same person", allied
    yield "same person plainly", allied and not _SETTING_AGAINST & signs


def _words(debate: Debate, reach: Reach, pair: Pair) -> Iterator[tuple[str, float]]:
    k, j, point, other, signs, shared = pair.k, pair.j, pair.point, pair.other, pair.signs, pair.shared
    no = bool({"no early", "no later"} & signs)
    smaller = min(debate.weights[k], debate.weights[j]) or 1.0
    yield "shared 1", len(shared) >= 1
    yield "shared 2", len(shared) >= 2
    yield "shared 3", len(shared) >= 3
    yield "shared part", reach.shared[j] / smaller if shared else 0.0
    yield "shared weight", min(2.0, reach.shared[j] / 3)
    yield "shared most", bool(shared) and reach.shared[j] >= reach.most - 1e-9
    yield "shared around", shared_part(point.context, other.context)
    around = point.stems & other.context | point.context & other.stems
    yield "shared nearby", min(1.0, debate.weight(around) / 3)
    yield "shared denies", bool(shared) and "denies" in signs
    yield "shared no", bool(shared) and no
    yield "shared thorough", bool(shared) and "thorough" in signs
    yield "shared unmarked", len(shared) > 1 and not ANSWERING & signs
    yield "denied of it", bool(point.negated & other.stems - other.negated)
    yield "affirmed of it", bool(other.negated & point.stems - point.negated)
    yield "opposed", opposed(point, other)
    yield "contradicts", contradiction(point, other)
    yield "such as it", bool(reach.such & other.stems)
    numbers = "number" in signs and "number" in debate.signs[j]
    yield "other figures", bool(point.counted - other.counted) and bool(_things(point) & _things(other))
    yield "both numbers", numbers
    yield "puts number", "puts" in signs and "number" in debate.signs[j]


def _things(point: Point) -> set[str]:
    return {thing for _, thing in point.counted}


def _pointing(debate: Debate, reach: Reach, pair: Pair) -> Iterator[tuple[str, float]]:
    k, j, point, other = pair.k, pair.j, pair.point, pair.other
    yield "same words", bool(point.attribution.content_alt) and point.attribution.content == other.attribution.content
    yield "inside", any(span.start <= other.place < span.end for span in point.attribution.content)
    yield "around", any(span.start <= point.place < span.end for span in other.attribution.content)
    pointer = debate.pointers[k]
    if pointer is None:
        return
    if pointer.is_pronoun:
        yield "pronoun to last", j == k - 1 or reach.others.get(j) == 0
        return
    owned, numbered = is_owned_by(pointer, other), "number" in debate.signs[j]
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


def _together(debate: Debate, reach: Reach, pair: Pair) -> Iterator[tuple[str, float]]:
    """Yield what answer and answered are together."""
    k, j, point, other, signs, concerned = pair.k, pair.j, pair.point, pair.other, pair.signs, pair.concerned
    stance, last = other.attribution.stance, reach.others.get(j) == 0
    yield "denial of charge", bool({"denies", "denial"} & signs) and other.is_charge
    yield "refusal of call", "rejects" in signs and stance in _ACTS
    yield "contrast to last", last and bool({"contrasts", "turns"} & signs)
    yield "asked about last", last and "asked" in signs
    yield "turn to last", last and "turn" in signs
    yield "turn to paragraph", "turn" in signs and point.paragraph - other.paragraph == 1
    yield "joined", bool({"semicolon", "joined"} & signs) and j == k - 1 and point.sentence == other.sentence
    if stance in (Stance.ACCUSATION, Stance.CALL, Stance.ASSESSMENT):
        yield f"both {stance.value}", stance.value in signs
    unmarked = not ANSWERING & signs
    yield "unmarked", unmarked
    yield "unmarked concerned", unmarked and concerned
    related = concerned or bool(pair.shared) or bool(point.context & debate.names[j])
    unrelated = not (related or {"pointer", "pronoun", "turn", "no"} & signs)
    yield "unrelated", unrelated
    weakly = unrelated and not ANSWERING - _WEAK & signs
    yield "unrelated weakly", weakly
    yield "unrelated newcomer", weakly and not reach.is_known


def _thread(debate: Debate, course: Course, reach: Reach, pair: Pair) -> Iterator[tuple[str, float]]:
    """Yield how an answer would go on with what has been answered so far."""
    points, k, j, point, other, signs = debate.points, pair.k, pair.j, pair.point, pair.other, pair.signs
    answers, answered = course.answers.get(j, set()), course.answered.get(j, set())
    own = [answer for answer in answers if points[answer].is_with(point)]
    yield "answered by own side", bool(own)
    yield "answered by others", len(answers) > len(own)
    yield "an answer", bool(answered)
    replied = any(points[claim].is_with(point) for claim in answered)
    yield "replied to", replied
    yield "replied to nearby", replied and abs(point.sentence - other.sentence) <= _NEAR
    yield "replied to shared", replied and bool(pair.shared)
    opponents = reach.opponents
    yield "opponents", bool(opponents & other.sides)
    yield "common opponent", bool(opponents) and bool(opponents & course.opponents_of(other))
    silent = reach.latest <= j < k
    yield "first word since", silent
    yield "first word since charge", silent and pair.concerned
    if reach.before is None:
        return
    before = course.answered.get(reach.before, set())
    goes_on = j in before
    yield "goes on", goes_on
    yield "goes on plainly", goes_on and not _PLAIN_SIGNS & signs
    yield "goes on adding", goes_on and "adds" in signs
    yield "goes on acting", goes_on and bool({"call", "commitment"} & signs)
    yield "goes on quoted", goes_on and "quoted" in signs
    yield "goes on admitting", goes_on and "admits" in signs
    yield "goes on elsewhere", bool(before) and not goes_on
    yield "not gone on", not before
