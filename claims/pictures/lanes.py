"""A dispute in time: a lane for each speaker, a point for each claim, an arrow for each answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.extraction.values import Stance
from claims.pictures.dispute import Row, answered_accusations
from claims.pictures.text import short

GUTTER, LANE, STEP, RIGHT = 170, 56, 30, 24  # room for names, height of a lane, room for a point, room at the end
TOP, BOTTOM = 16, 34
WIDTH = 900
POINT = 9  # how far a point reaches from its centre
# The shape of a claim by its stance; what is not named here is a circle.
SHAPES: dict[str, str] = {
    Stance.ACCUSATION: "triangle",
    Stance.DENIAL: "square",
    Stance.REJECTION: "square",
    Stance.COMMITMENT: "diamond",
    Stance.CALL: "diamond",
}
PATHS = {
    "triangle": "M0-9 9 7H-9Z",
    "square": "M-7-7H7V7H-7Z",
    "diamond": "M0-9 9 0 0 9-9 0Z",
    "circle": "M-8 0A8 8 0 1 1 8 0A8 8 0 1 1-8 0Z",
}


@dataclass(frozen=True, slots=True)
class Lane:
    """A speaker's line."""

    name: str
    address: str
    y: int


@dataclass(frozen=True, slots=True)
class Point:
    """A claim at its time in the lane of its speaker."""

    row: Row
    x: int
    y: int

    @property
    def shape(self) -> str:
        """The outline of its shape around its centre."""
        return PATHS[SHAPES.get(self.row.card.claim.stance, "circle")]


@dataclass(frozen=True, slots=True)
class Arrow:
    """An answer, drawn from the answering point to the one it answers."""

    relation: str
    state: str
    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the line of time."""

    x: int
    day: datetime


@dataclass(frozen=True, slots=True)
class Lanes:
    """The picture with its size and its finding."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    points: tuple[Point, ...]
    arrows: tuple[Arrow, ...]
    ticks: tuple[Tick, ...]
    finding: str


def draw_lanes(rows: Sequence[Row]) -> Lanes:
    """Return the picture of a dispute in time; the speaker who began stands on top.

    Time runs evenly, but for claims of one moment and one speaker, which stand side by side.
    """
    lanes: dict[int, Lane] = {}
    for row in rows:
        speaker = row.card.claim.speaker
        y = TOP + LANE // 2 + LANE * len(lanes)
        lanes.setdefault(speaker.pk, Lane(short(row.who, 24), speaker.get_absolute_url(), y))
    starts, width = _columns(rows)
    taken: Counter[tuple[datetime, int]] = Counter()
    points: dict[int, Point] = {}
    for row in rows:
        claim = row.card.claim
        place = claim.first_seen, claim.speaker_id
        points[row.number] = Point(row, starts[claim.first_seen] + STEP * taken[place], lanes[claim.speaker_id].y)
        taken[place] += 1
    arrows = tuple(_arrow(points[row.number], points[a.number], a.link) for row in rows for a in row.answers)
    height = TOP + LANE * len(lanes) + BOTTOM
    finding = answered_accusations(rows)
    return Lanes(width, height, tuple(lanes.values()), tuple(points.values()), arrows, _ticks(starts), finding)


def _columns(rows: Sequence[Row]) -> tuple[dict[datetime, int], int]:
    """Return where each moment begins, and how wide the picture is."""
    crowd: dict[datetime, Counter[int]] = {}
    for row in rows:
        claim = row.card.claim
        crowd.setdefault(claim.first_seen, Counter())[claim.speaker_id] += 1
    moments = sorted(crowd)
    span = (moments[-1] - moments[0]).total_seconds() or 1
    room = WIDTH - GUTTER - RIGHT - STEP * max(crowd[moments[-1]].values())
    starts: dict[datetime, int] = {}
    free = GUTTER + STEP // 2
    for moment in moments:
        even = GUTTER + STEP // 2 + round((moment - moments[0]).total_seconds() / span * room)
        starts[moment] = max(free, even)
        free = starts[moment] + STEP * max(crowd[moment].values())
    return starts, max(WIDTH, free + RIGHT)


def _ticks(starts: dict[datetime, int]) -> tuple[Tick, ...]:
    """Return a tick for each day, unless there is no room for its words beside the one before."""
    days: dict[object, Tick] = {}
    end = 0
    for moment, x in starts.items():
        if moment.date() not in days and x >= end:
            days[moment.date()] = Tick(x, moment)
            end = x + 84
    return tuple(days.values())


def _arrow(answer: Point, answered: Point, link: object) -> Arrow:
    relation, state = link.relation, link.state  # type: ignore[attr-defined]
    path = _bow(answer, answered) if answer.y == answered.y else _line(answer, answered)
    return Arrow(relation, state, path, f"{answer.row.number} {relation} {answered.row.number}, {state}")


def _bow(one: Point, other: Point) -> str:
    """Return a bow over the points between two of one lane."""
    middle = (one.x + other.x) // 2
    return f"M{one.x} {one.y - POINT}Q{middle} {one.y - LANE // 2 - POINT} {other.x} {other.y - POINT}"


def _line(one: Point, other: Point) -> str:
    down = 1 if other.y > one.y else -1
    start, end = one.y + down * POINT, other.y - down * (POINT + 3)
    return f"M{one.x} {start}C{one.x} {start + down * 20} {other.x} {end - down * 20} {other.x} {end}"
