"""Who rebuts whom: speakers as nodes, their answers as arrows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import hypot, sqrt

from claims.extraction.values import SpeakerKind
from claims.models import Speaker
from claims.pictures.layers import Place, lay_out
from claims.pictures.text import short
from claims.rebuttals import Pair, Tally, pairs_of
from claims.wording import called

MOST_NODES = 60
MOST_ARROWS = 200  # the layout of so many takes 0.03 s, of 300 0.14 s, of 1,700 minutes
ACROSS = 5  # layers that fit into a page
COLUMN, LINE, MARGIN = 220, 84, 60
SMALLEST, GROWTH, LARGEST = 8, 2.5, 30  # radius in pixels; the area grows with the claims
THICKEST = 5
HEAD = 13  # room for the head of an arrow before its node
# The outline of a node of radius 1, by its speaker's kind.
SHAPES: dict[str, str] = {
    SpeakerKind.PERSON: "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1-1 0Z",
    SpeakerKind.ORGANIZATION: "M-.886-.886H.886V.886H-.886Z",
    SpeakerKind.STATE: "M0-1.25 1.25 0 0 1.25-1.25 0Z",
    SpeakerKind.GROUP: "M-.55-.95H.55L1.1 0 .55.95H-.55L-1.1 0Z",
    SpeakerKind.ANONYMOUS: "M0-1.2 1.2.9H-1.2Z",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A speaker with the place and the size of its shape."""

    speaker: Speaker
    claims: int
    x: float
    y: float
    radius: float
    name: str

    @property
    def shape(self) -> str:
        """The outline of its kind, of radius 1."""
        return SHAPES[self.speaker.kind]


@dataclass(frozen=True, slots=True)
class Arrow:
    """The answers of one speaker to another."""

    pair: Pair
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Network:
    """The picture with its size, its finding, how many speakers it had no room for, and whether arrows are missing."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    left_out: int
    is_cut: bool
    finding: str

    @property
    def begins(self) -> float:
        """How far from the left the topmost node stands: what a narrow room shows first."""
        return min(self.nodes, key=lambda node: (node.y, node.x)).x if self.nodes else 0


def draw_network(tallies: Sequence[Tally], speakers: Mapping[int, Speaker], claims: Mapping[int, int]) -> Network:
    """Return the network of these answers, the most first; `claims` says how many each speaker makes.

    Speakers and pairs with most answers are shown (`speakers` has them). Who is answered stands left of who answers,
    where that can be.
    """
    shown, drawn, is_cut = what_is_drawn(tallies)
    between = [(tally.answered, tally.answering) for tally in drawn if tally.answered != tally.answering]
    places, _ = lay_out(sorted(shown), between, across=ACROSS)
    nodes = {number: _node(speakers[number], claims.get(number, 0), places[number]) for number in sorted(shown)}
    most = max((tally.total for tally in drawn), default=1)
    arrows = tuple(_arrow(pair, nodes, most) for pair in pairs_of(drawn, speakers))
    width = max((node.x for node in nodes.values()), default=0) + COLUMN / 2
    height = max((node.y for node in nodes.values()), default=0) + MARGIN
    left_out = _count(tallies) - len(shown)
    return Network(width, height, tuple(nodes.values()), arrows, left_out, is_cut, finding(tallies, speakers))


def what_is_drawn(tallies: Sequence[Tally]) -> tuple[set[int], list[Tally], bool]:
    """Return the speakers and the tallies that there is room for, and whether more of these speakers' are left out."""
    shown = most_involved(tallies)
    within = [tally for tally in tallies if tally.answering in shown and tally.answered in shown]
    return shown, within[:MOST_ARROWS], len(within) > MOST_ARROWS


def most_involved(tallies: Sequence[Tally]) -> set[int]:
    """Return the numbers of the speakers with most answers, given or received, of whom there is room for so many."""
    answers: dict[int, int] = defaultdict(int)
    for tally in tallies:
        answers[tally.answering] += tally.total
        answers[tally.answered] += tally.total
    return set(nlargest(MOST_NODES, answers, key=answers.__getitem__))


def finding(tallies: Sequence[Tally], speakers: Mapping[int, Speaker]) -> str:
    """Return what a network shows, in words."""
    if not tallies:
        return "Nobody answered anybody"
    top, total = tallies[0], sum(tally.total for tally in tallies)
    most = f"most go from {called(speakers[top.answering])} to {called(speakers[top.answered])} ({top.total})"
    return f"{total} answer{'s' if total != 1 else ''} between {_count(tallies)} speakers; {most}"


def _count(tallies: Sequence[Tally]) -> int:
    return len({number for tally in tallies for number in (tally.answering, tally.answered)})


def _node(speaker: Speaker, claims: int, place: Place) -> Node:
    radius = min(LARGEST, SMALLEST + GROWTH * sqrt(claims))
    x, y = COLUMN / 2 + place.layer * COLUMN, MARGIN + place.line * LINE
    return Node(speaker, claims, x, y, radius, short(called(speaker), 26))


def _arrow(pair: Pair, nodes: Mapping[int, Node], most: int) -> Arrow:
    one, other = nodes[pair.answering.pk], nodes[pair.answered.pk]
    width = 1.5 + (THICKEST - 1.5) * (pair.tally.total - 1) / max(1, most - 1)
    return Arrow(pair, _loop(one) if one is other else _bow(one, other), round(width, 1))


def _loop(node: Node) -> str:
    reach = node.radius + 4
    return f"M{node.x - 6:g} {node.y - reach:g}c-20-28 32-28 12 0"


def _bow(one: Node, other: Node) -> str:
    """Return a slight bow to the right of its way, so that an answer and its reply are two arrows."""
    dx, dy = other.x - one.x, other.y - one.y
    length = hypot(dx, dy) or 1
    ux, uy = dx / length, dy / length
    start = one.x + ux * (one.radius + 3), one.y + uy * (one.radius + 3)
    end = other.x - ux * (other.radius + HEAD), other.y - uy * (other.radius + HEAD)
    bend = length / 8
    middle = (one.x + other.x) / 2 - uy * bend, (one.y + other.y) / 2 + ux * bend
    return f"M{start[0]:.1f} {start[1]:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
