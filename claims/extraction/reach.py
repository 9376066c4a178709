"""Whom an answer can mean: the attributions around it, and how each stands to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.debate import Course, Debate
from claims.extraction.pointers import is_owned_by
from claims.extraction.points import Point
from claims.extraction.values import SpeakerKind, Stance
from claims.extraction.wording import such_stems, telling_stems
from claims.extraction.wordlists import stances, word_set

# Sentences between attributions that still belong together.
NEAR = 3
# Sentences ahead to what a story answers before it has told anything: "Lumo has denied stealing secrets."
_OPENING = 6
# Attributions back, and ahead, that an answer reaches; ahead from the body no more than the next.
_BACK, _AHEAD, _NEXT = 24, 8, 4
# Attributions back to what the own side said before.
_BEFORE = 5
_PERSONAL = frozenset({"him", "her"})
# Nouns for what somebody asks for or offers, and the stances of that.
_ASKED_FOR = word_set("appeal condition demand offer proposal request")
_ASKING = frozenset({Stance.CALL, Stance.COMMITMENT})
_CORRECTING = stances().retracting | {"clarify"}
# What is observed of some by their rank, and of the rest.
_Ranks = tuple[dict[int, str], str]


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom an answer can mean, and where each stands among them; `before` is what the own side said just before.

    `ranks` says of each in words how far back it stands among statements of others, among charges and among what is
    about the one who answers; `last` is the nearest of the others. `shared` has the stems of both contents, `weights`
    how telling these are together and `most` the greatest of that. `is_known` tells whether earlier statements name the
    one who answers; `latest` is the last of its side within reach before it, -1 if there is none.
    """

    candidates: tuple[int, ...]
    ranks: tuple[_Ranks, ...]
    last: int | None
    before: int | None
    shared: dict[int, frozenset[str]]
    weights: dict[int, float]
    most: float
    is_known: bool
    latest: int
    such: frozenset[str]
    opponents: frozenset[str]


@dataclass(slots=True)
class Pair:
    """An attribution `k` and one, `j`, that it may answer, with what several observations ask of the two.

    `shared` are stems of both contents, `named` those by which the sentence of the answer names the other's speaker,
    `signs` those of the answer. `addressed` tells whether the other is about its side, `concerned` whether it is about
    that or names it, `own` whether it is of the same side.
    """

    k: int
    j: int
    point: Point
    other: Point
    signs: frozenset[str]
    shared: frozenset[str]
    named: frozenset[str]
    addressed: bool
    concerned: bool
    own: bool


def reach_of(debate: Debate, course: Course, k: int) -> Reach:
    """Return whom an attribution can mean, given who has answered whom so far."""
    points, signs = debate.points, debate.signs
    point, corrects, objects = points[k], _corrects(debate, k), "open" in signs[k]
    earlier = range(max(0, k - _BACK), k)
    within = range(earlier.start, min(len(points), k + 1 + _AHEAD))
    opens = objects and not any(point.is_against(points[j]) and not points[j].in_title for j in earlier)
    near = _OPENING if opens else NEAR
    fitting = [j for j in within if _fits(point, points[j], corrects=corrects, objects=objects, near=near)]
    candidates = _meant(debate, k, fitting)
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
    shared = {j: point.stems & points[j].stems for j in candidates}
    weights = {j: debate.weight(stems) if stems else 0.0 for j, stems in shared.items()}
    return Reach(
        candidates=candidates,
        ranks=(_ranked("other", others, most=3), _ranked("charge", charges, most=2), _ranked("about", about, most=1)),
        last=others[0] if others else None,
        before=_own_before(points, signs, k),
        shared=shared,
        weights=weights,
        most=max(weights.values(), default=0.0),
        is_known=any(points[before].context & debate.names[k] for before in earlier),
        latest=next((before for before in reversed(earlier) if points[before].sides & point.sides), -1),
        such=such_stems(point.words),
        opponents=course.opponents_of(point),
    )


def _meant(debate: Debate, k: int, candidates: Sequence[int]) -> tuple[int, ...]:
    """Return of the candidates those that the answer can only mean, if any: "Orr's account", "him", "the demand"."""
    points, pointer = debate.points, debate.pointers[k]
    if set(points[k].words) <= _PERSONAL and points[k].words:  # "contradicted him"
        persons = [j for j in candidates if j < k and points[j].speaker.kind is SpeakerKind.PERSON]
        meant = points[persons[-1]].attribution.speaker if persons else None
        return tuple(j for j in candidates if points[j].attribution.speaker == meant) or tuple(candidates)
    if "asked" in debate.signs[k] and (asked := _asked_about(debate, k, candidates)):
        return asked
    if pointer is None:
        return tuple(candidates)
    if pointer.noun in _ASKED_FOR:
        candidates = [j for j in candidates if points[j].attribution.stance in _ASKING] or candidates
    owned = [j for j in candidates if pointer.owner and is_owned_by(pointer, points[j])]
    named = [j for j in owned if pointer.topic & points[j].stems]  # "the mills' claim that dues were paid"
    topic = telling_stems(pointer.owner)  # "the inflation figure"
    return tuple(named or owned or [j for j in candidates if topic & points[j].stems] or candidates)


def _asked_about(debate: Debate, k: int, candidates: Sequence[int]) -> tuple[int, ...]:
    """Return of the candidates those by whom the question names: "Asked about *Orr's* remarks, she called them"."""
    if "by" in debate.points[k].frame:  # "Asked by Orr": by whom, not about whom
        return ()
    frame = telling_stems(debate.points[k].frame) - debate.names[k]
    return tuple(j for j in candidates if j < k and frame & debate.names[j])


def _ranked(name: str, listed: Sequence[int], *, most: int) -> _Ranks:
    return {j: f"{name} {min(most, rank)}" for rank, j in enumerate(listed)}, f"{name} none"


def _fits(point: Point, other: Point, *, corrects: bool, objects: bool, near: int) -> bool:
    k, j = point.index, other.index
    if j == k:
        return False
    to_body = point.in_title and not other.in_title
    if j > k and not to_body and (other.sentence - point.sentence > near or j - k > _NEXT):
        return False
    if other.is_nobodys or not point.is_with(other):
        return True
    if j > k or other.attribution.nested_in is not None:
        return False
    # Whose side somebody is on ("his agent") is partly guessed, and an open objection shows that the guess was wrong.
    return corrects or (objects and point.attribution.speaker != other.attribution.speaker)


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
        near = points[k].sentence - other.sentence <= NEAR and other.in_title == points[k].in_title
        return before if near and points[k].is_with(other) else None
    return None


def pair_of(debate: Debate, reach: Reach, k: int, j: int) -> Pair:
    """Return an attribution and one of its candidates."""
    point, other = debate.points[k], debate.points[j]
    addressed = point.is_concerned_by(other)
    return Pair(
        k=k,
        j=j,
        point=point,
        other=other,
        signs=debate.signs[k],
        shared=reach.shared[j],
        named=point.context & debate.names[j],
        addressed=addressed,
        concerned=addressed or not other.stems.isdisjoint(debate.names[k]),
        own=point.is_with(other),
    )
