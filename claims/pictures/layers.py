"""Graphs in layers: places for nodes, and ways for edges that cross as little as they can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from fast_sugiyama import from_edges

UNIT = 72  # the distance of neighbours in the layout, as its author has it

Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A layer from the left and a line from the top, in units."""

    layer: float
    line: float


@dataclass(frozen=True, slots=True)
class _Part:
    """Nodes and bends that hang together, placed from their own corner, and the ways of their edges."""

    places: dict[int, Place]
    ways: dict[Ends, Sequence[int]]

    @property
    def layers(self) -> float:
        return max(place.layer for place in self.places.values()) + 1

    @property
    def lines(self) -> float:
        return max(place.line for place in self.places.values()) + 1


def lay_out(
    nodes: Sequence[int], edges: Sequence[Ends], *, across: float = 0
) -> tuple[dict[int, Place], dict[Ends, Sequence[int]]]:
    """Return the places of nodes (positive numbers) and bends (negative ones), and the way of each edge over its bends.

    Edges lead from left to right where they can. Parts without a tie between them stand one below the other, the
    largest first, or side by side while they fit into so many layers `across`.
    """
    tied = {end for ends in edges for end in ends}
    found = sorted(
        _parts(_without_rings(edges), tied), key=lambda part: (-len(part.places), min(map(abs, part.places)))
    )
    parts = [*found, *(_Part({node: Place(0, 0)}, {}) for node in nodes if node not in tied)]
    places: dict[int, Place] = {}
    ways: dict[Ends, Sequence[int]] = {}
    layer = line = below = 0.0
    for part in parts:
        if layer and layer + part.layers > across:
            layer, line = 0.0, below
        places |= {name: Place(place.layer + layer, place.line + line) for name, place in part.places.items()}
        ways |= part.ways
        layer, below = layer + part.layers, max(below, line + part.lines)
    # What closes a ring has no way of its own, and goes straight.
    return places, {ends: ways.get(ends, ends) for ends in edges}


def _without_rings(edges: Sequence[Ends]) -> list[Ends]:
    """Return the edges without the last one of each ring: of some graphs with rings the layout never ends."""
    kept = dict.fromkeys(edges)
    while ring := _ring_in(kept):
        del kept[next(ends for ends in reversed(kept) if ends in ring)]
    return list(kept)


def _ring_in(edges: Iterable[Ends]) -> set[Ends]:
    sorter = TopologicalSorter[int]()
    for one, other in edges:
        sorter.add(other, one)
    try:
        sorter.prepare()
    except CycleError as error:
        return set(pairwise(error.args[1]))
    return set()


def _parts(edges: Sequence[Ends], nodes: set[int]) -> Iterator[_Part]:
    bends = 0
    for points, *_, links in from_edges(edges) if edges else ():
        # Bends are numbered anew in each part; negative numbers keep them apart.
        names = {name: name if name in nodes else -(bends + at) for at, (name, _) in enumerate(points, start=1)}
        bends += len(points)
        top, left = max(y for _, (_, y) in points), min(x for _, (x, _) in points)
        places = {names[name]: Place((top - y) / UNIT, (x - left) / UNIT) for name, (x, y) in points}
        yield _Part(places, dict(_ways({(names[one], names[other]) for one, other in links or ()})))


def _ways(links: Iterable[Ends]) -> Iterator[tuple[Ends, Sequence[int]]]:
    """Join what leads from bend to bend."""
    after = {one: other for one, other in links if one < 0}
    for one, other in links:
        if one < 0:
            continue
        way = [one, other]
        while way[-1] < 0:
            way.append(after[way[-1]])
        yield (way[0], way[-1]), way
