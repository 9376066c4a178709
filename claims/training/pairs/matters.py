"""Invented claims about one matter each, and how they stand to each other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from claims.pairing.embedding import comparable, embed
from claims.pairing.features import as_row, features
from claims.pairing.networks import Floats
from claims.pairing.scoring import LINKS, Pair
from claims.pairing.wording import Wording


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of claims with its link; those of one `matter` are never both learnt from and tested on.

    One that `is_made` was made of claims by rule, to teach what invented ones show too seldom.
    """

    pair: Pair
    link: str
    matter: str
    is_made: bool = False


class MatterError(ValueError):
    """A line of the file cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Claims about one thing with their vectors; `links` are by the places of two claims, the smaller first."""

    name: str
    claims: list[Wording]
    vectors: Floats
    links: dict[tuple[int, int], str]


def load_matters(path: Path) -> list[Matter]:
    """Return the matters of a file. Raises MatterError."""
    return [_matter(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _matter(row: dict[str, Any]) -> Matter:
    claims = [_wording(claim) for claim in row["claims"]]
    links: dict[tuple[int, int], str] = {}
    for link in ("same", "rebuts", "supports"):
        for ends in row[link]:
            one, other = sorted(ends)
            if links.setdefault((one, other), link) != link or other >= len(claims):
                raise MatterError(f"{row['matter']}: claims {one} and {other} have two links, or are not there.")
    return Matter(row["matter"], claims, embed([comparable(claim.text) for claim in claims]), links)


def pairs_within(matter: Matter) -> list[Example]:
    """Return all pairs of a matter's claims."""
    nearness = matter.vectors @ matter.vectors.T
    return [
        Example(
            Pair(matter.claims[a], matter.claims[b], float(nearness[a, b])),
            matter.links.get((a, b), "different"),
            matter.name,
        )
        for a, b in combinations(range(len(matter.claims)), 2)
    ]


def _wording(claim: dict[str, str]) -> Wording:
    offices = (claim["role"],) if claim["role"] else ()
    return Wording(claim["text"], claim["target"], claim["stance"], (claim["speaker"],), offices)


def as_arrays(examples: Sequence[Example]) -> tuple[Floats, Floats]:
    """Return inputs and wanted links, a row a pair."""
    rows = [as_row(features(e.pair.one, e.pair.other, e.pair.nearness)) for e in examples]
    wanted = np.eye(len(LINKS), dtype=np.float32)[[LINKS.index(example.link) for example in examples]]
    return np.stack(rows), wanted
