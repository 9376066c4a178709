"""Pictures of disputes: every claim and every answer has its place, whatever answers what."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from claims.cards import Card
from claims.extraction.values import Relation, Stance
from claims.models import Claim, Rebuttal, RebuttalState, Speaker
from claims.pictures.coverage import draw_coverage
from claims.pictures.dispute import Row, rows_of
from claims.pictures.graph import HEIGHT, MOST_NODES, NODE, draw_graph
from claims.pictures.lanes import draw_lanes
from claims.pictures.text import lines, short
from tests.claims.stories import NOW

Pairs = list[tuple[int, int]]
pairs_of = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=20)


def rows(count: int, pairs: Pairs, *, outlets: dict[int, tuple[str, ...]] | None = None) -> list[Row]:
    speakers = [Speaker(pk=number, name=f"Speaker {number}", kind="person") for number in range(3)]
    claims = [
        Claim(
            pk=number,
            speaker=speakers[number % 3],
            text=f"claim {number}",
            stance=Stance.ACCUSATION,
            first_seen=NOW + timedelta(hours=number // 2),
        )
        for number in range(1, count + 1)
    ]
    links = [
        Rebuttal(answer_id=one, answered_id=other, relation=Relation.DENIES, state=RebuttalState.SUGGESTED)
        for one, other in dict.fromkeys(pairs)
        if one != other
    ]
    return rows_of([Card(claim, None, (outlets or {}).get(claim.pk, ()), ()) for claim in claims], links)


def answers_in(found: list[Row]) -> int:
    return sum(len(row.answers) for row in found)


@given(pairs_of)
def test_a_graph_shows_every_claim_once_and_every_answer(pairs: Pairs) -> None:
    found = rows(9, pairs)
    graph = draw_graph(found)
    assert sorted(node.row.number for node in graph.nodes) == list(range(1, 10))
    assert len(graph.edges) == answers_in(found)
    for node in graph.nodes:
        assert 0 <= node.x <= graph.width - NODE
        assert 0 <= node.y <= graph.height - HEIGHT


def test_answers_in_rings_are_drawn_without_end() -> None:
    rings = [(9, 1), (5, 1), (6, 1), (9, 2), (7, 2), (5, 3), (9, 3), (8, 4), (5, 4), (7, 5), (3, 7), (8, 7), (6, 8)]
    found = rows(9, [*rings, (2, 9), (6, 9)])
    graph = draw_graph(found)
    assert len(graph.nodes) == 9
    assert len(graph.edges) == answers_in(found)


@given(pairs_of)
def test_no_two_claims_of_a_graph_lie_on_each_other(pairs: Pairs) -> None:
    nodes = draw_graph(rows(9, pairs)).nodes
    for number, one in enumerate(nodes):
        for other in nodes[:number]:
            assert abs(one.x - other.x) >= NODE or abs(one.y - other.y) >= HEIGHT


def test_claims_stand_left_of_their_answers() -> None:
    place = {node.row.number: node.x for node in draw_graph(rows(3, [(2, 1), (3, 2)])).nodes}
    assert place[1] < place[2] < place[3]


def test_a_graph_of_many_claims_says_how_many_it_leaves_out() -> None:
    graph = draw_graph(rows(MOST_NODES + 5, [(2, 1)]))
    assert (len(graph.nodes), graph.left_out) == (MOST_NODES, 5)


@given(pairs_of)
def test_a_timeline_shows_every_claim_in_the_lane_of_its_speaker(pairs: Pairs) -> None:
    found = rows(9, pairs)
    picture = draw_lanes(found)
    lanes = {lane.name: lane.y for lane in picture.lanes}
    assert [point.y for point in picture.points] == [lanes[point.row.who] for point in picture.points]
    assert len({(point.x, point.y) for point in picture.points}) == 9
    assert len(picture.arrows) == answers_in(found)


def test_time_runs_from_left_to_right() -> None:
    picture = draw_lanes(rows(9, []))
    moments: dict[object, list[int]] = {}
    for point in picture.points:
        moments.setdefault(point.row.card.claim.first_seen, []).append(point.x)
    ends = [(min(places), max(places)) for _, places in sorted(moments.items())]
    assert all(before[1] < after[0] for before, after in pairwise(ends))


def test_coverage_tells_claim_and_answer_apart() -> None:
    outlets = {1: ("Courier", "Herald"), 2: ("Courier", "Gazette")}
    picture = draw_coverage(rows(3, [(2, 1)], outlets=outlets | {3: ("Post",)}))
    assert picture.outlets == ("Courier", "Gazette", "Herald", "Post")
    ((row, cells),) = picture.claims
    assert row.number == 1
    assert [cell.words for cell in cells] == ["claim and answer", "answer only", "claim only", "neither"]
    assert picture.finding.startswith("In 1 of 2 cases")


def test_words_are_cut_where_a_picture_has_no_room() -> None:
    assert lines("one two three four five", width=9, most=2) == ["one two", "three …"]
    assert short("Volodymyr Zelenskyy", 12) == "Volodymyr …"
    assert short("x" * 40, 10) == "x" * 9 + "…"
    assert re.fullmatch(r"one two", short("one  two", 20))
