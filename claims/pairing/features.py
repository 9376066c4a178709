"""What tells how two claims stand to each other, as numbers. The same for both orders of the two."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from claims.extraction.values import Stance
from claims.pairing.manner import is_reserved, refutes_openly
from claims.pairing.networks import Floats
from claims.pairing.wording import Wording, are_named, same_quotation

_ACTS = (Stance.COMMITMENT, Stance.CALL)
_SHORT = 3  # telling words: "the allegation", "of secret dam release"


def features(one: Wording, other: Wording, nearness: float) -> dict[str, float]:
    """Return the observations of a pair by name; `nearness` is the cosine of their vectors."""
    found = _of_words(one, other, nearness) | _of_sides(one, other) | _of_stances(one, other)
    return found | _together(found)


def _of_words(one: Wording, other: Wording, nearness: float) -> dict[str, float]:
    shared, both = one.roots & other.roots, one.roots | other.roots
    shorter = min(len(one.roots), len(other.roots))
    amounts = bool(one.amounts) and bool(other.amounts)
    return {
        "near": nearness,
        "very near": max(0.0, nearness - 0.6),
        "far": max(0.0, 0.35 - nearness),
        "shared": len(shared) / len(both) if both else 0.0,
        "contained": len(shared) / shorter if shorter else 0.0,
        "run": _longest_run(one.words, other.words),
        "same quotation": float(same_quotation(one, other)),
        "same amount": float(amounts and one.amounts == other.amounts),
        "other amount": float(amounts and not one.amounts & other.amounts),
        "opposites": float(not (one.opposites.isdisjoint(other.words) and other.opposites.isdisjoint(one.words))),
        "short": float(shorter < _SHORT),
    }


def _of_sides(one: Wording, other: Wording) -> dict[str, float]:
    same = {name.casefold() for name in one.names} & {name.casefold() for name in other.names}
    targets = one.target_roots | other.target_roots
    return {
        "same speaker": float(bool(same)),
        "same side": float(bool(same or one.side & other.side)),
        "same body": float(bool(one.bodies & other.bodies)),
        "against": float(_is_against(one, other) or _is_against(other, one)),
        "same target": len(one.target_roots & other.target_roots) / len(targets) if targets else 0.0,
        "target named": float(bool(one.target_roots & other.all_roots or other.target_roots & one.all_roots)),
    }


def _of_stances(one: Wording, other: Wording) -> dict[str, float]:
    acts = {one.stance, other.stance}
    charge = Stance.ACCUSATION in acts
    return {
        "one contrary": float(one.is_contrary != other.is_contrary),
        "both contrary": float(one.is_contrary and other.is_contrary),
        "charge answered": float(charge and one.is_contrary != other.is_contrary),
        "both charges": float(acts == {Stance.ACCUSATION}),
        "one turned": float(_is_turned(one) != _is_turned(other)),
        "one negated": float(one.is_negated != other.is_negated),
        "one reserved": float(is_reserved(one.text) != is_reserved(other.text)),
        "other act": float((one.stance in _ACTS) != (other.stance in _ACTS)),
    }


def _together(found: dict[str, float]) -> dict[str, float]:
    """Return what tells something only at some nearness."""
    near = found["near"]
    of_nearness = ("one contrary", "both contrary", "charge answered", "one turned", "opposites", "other amount")
    of_side = ("same speaker", "same side", "against")
    made = {f"{name} x near": near * found[name] for name in (*of_nearness, *of_side)}
    made["against x charge answered"] = found["against"] * found["charge answered"]
    made["same side x turned"] = found["same side"] * found["one turned"]
    made["same side x contained"] = found["same side"] * found["contained"]
    made["turned x contained"] = found["one turned"] * found["contained"]
    made["charge answered x contained"] = found["charge answered"] * found["contained"]
    made["charge answered x target"] = found["charge answered"] * found["target named"]
    made["both contrary x same body"] = found["both contrary"] * found["same body"]
    made["both charges x same side"] = found["both charges"] * found["same side"]
    made["both charges x same target"] = found["both charges"] * found["same target"]
    return made


def _is_turned(wording: Wording) -> bool:
    """Return whether a claim says that something is not so, by its act or by its words."""
    return wording.is_contrary or wording.is_negated or refutes_openly(wording.text)


def _is_against(one: Wording, other: Wording) -> bool:
    """Return whether a claim is about the speaker of another, or those it speaks for."""
    return bool(one.target_roots & other.side) or are_named(other.names, one.all_roots)


def _longest_run(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how much of the shorter text is the longest run of words that both have."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(other):
        places.setdefault(word, []).append(place)
    best, ending = 0, dict[int, int]()
    for word in one:
        ending = {place: ending.get(place - 1, 0) + 1 for place in places.get(word, ())}
        best = max(best, *ending.values()) if ending else best
    return best / min(len(one), len(other)) if one and other else 0.0


def as_row(found: dict[str, float]) -> Floats:
    """Return observations in their fixed order."""
    return np.fromiter(found.values(), dtype=np.float32, count=len(found))
