"""A dispute as a graph in layers: claims left, their answers right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.models import Rebuttal
from claims.pictures.dispute import Row, answered_accusations
from claims.pictures.layers import Place, lay_out
from claims.pictures.text import lines, short

NODE, HEIGHT, GAP, SPACE = 230, 66, 120, 22  # a node's width and height, between layers, between nodes
MARGIN = 8
MOST_NODES = 60


@dataclass(frozen=True, slots=True)
class Node:
    """A claim with the place of its box."""

    row: Row
    x: float
    y: float
    who: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """An answer: its line from the answered claim to the answer, and the place of its word."""

    relation: str
    state: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Graph:
    """The picture with its size, its finding, and how many claims it had no room for."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int
    finding: str


def draw_graph(rows: Sequence[Row]) -> Graph:
    """Return the graph of a dispute; the claims with answers come first where there are too many."""
    tied = {a.number for row in rows for a in row.answers} | {row.number for row in rows if row.answers}
    shown = sorted(rows, key=lambda row: (row.number not in tied, row.number))[:MOST_NODES]
    numbers = {row.number for row in shown}
    links = {(a.number, row.number): a.link for row in shown for a in row.answers if a.number in numbers}
    places, ways = lay_out(sorted(numbers), list(links))
    nodes = tuple(_node(row, places[row.number]) for row in sorted(shown, key=lambda row: row.number))
    edges = tuple(_edge(links[ends], [places[step] for step in ways[ends]]) for ends in links)
    width = max((node.x + NODE for node in nodes), default=0) + MARGIN
    height = max((node.y + HEIGHT for node in nodes), default=0) + MARGIN
    return Graph(width, height, nodes, edges, len(rows) - len(shown), answered_accusations(rows))


def _left(place: Place) -> float:
    return MARGIN + place.layer * (NODE + GAP)


def _middle(place: Place) -> float:
    return MARGIN + place.line * (HEIGHT + SPACE) + HEIGHT / 2


def _node(row: Row, place: Place) -> Node:
    words = tuple(lines(f"{row.act} {row.card.claim.text}", width=31, most=2))
    return Node(row, _left(place), _middle(place) - HEIGHT / 2, short(f"{row.number} {row.who}", 30), words)


def _edge(link: Rebuttal, route: Sequence[Place]) -> Edge:
    """Return the line of an answer: from side to side, over its bends; backwards where claims answer in a ring."""
    forward = route[-1].layer >= route[0].layer
    start = _left(route[0]) + (NODE if forward else 0), _middle(route[0])
    end = _left(route[-1]) + (0 if forward else NODE), _middle(route[-1])
    sides = (0, NODE) if forward else (NODE, 0)
    # A bend is as wide as the boxes above and below it, so that the line passes between them.
    points = [start, *((_left(bend) + side, _middle(bend)) for bend in route[1:-1] for side in sides), end]
    path = f"M{start[0]:g} {start[1]:g}"
    for (x, y), (to_x, to_y) in pairwise(points):
        half = (x + to_x) / 2
        path += f"C{half:g} {y:g} {half:g} {to_y:g} {to_x:g} {to_y:g}"
    (x, y), (to_x, to_y) = points[-2:]
    return Edge(link.relation, link.state, path, (x + to_x) / 2, (y + to_y) / 2)
