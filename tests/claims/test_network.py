"""Who rebuts whom: each arrow leads to exactly the answers that it counts."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from claims.extraction.values import Relation, Stance
from claims.models import Claim, Rebuttal, RebuttalState, Speaker
from claims.pictures.network import MOST_ARROWS, MOST_NODES, draw_network
from claims.rebuttals import Tally
from tests.claims.stories import NOW, Said, person
from tests.claims.test_pages import queries, text_of
from tests.factories import make_rebuttal, record_story

pytestmark = pytest.mark.django_db


def exchange(one: str, other: str, *, day: int = 0, relation: Relation = Relation.DENIES) -> None:
    """Let the first answer an accusation of the second."""
    cracks = f"the bridge of {one} and {other} had cracks on day {day}"
    denial = f"any crack of {one} and {other} on day {day}"
    record_story(
        [
            Said(person(other), cracks, stance=Stance.ACCUSATION),
            Said(person(one), denial, "denied", Stance.DENIAL, answers=0, relation=relation),
        ],
        day=day,
    )


def arrows(page: str) -> dict[str, str]:
    """Return the arrows of the picture by their names, with what they lead to."""
    found = re.findall(r'<a href="(/network/[^"]+)" aria-label="([^"]+)"><path', page)
    return {html.unescape(words): html.unescape(address) for address, words in found}


def test_an_arrow_leads_to_exactly_its_answers(client: Client) -> None:
    for day in range(3):
        exchange("Ida Lund", "Tom Reyes", day=day)
    exchange("Tom Reyes", "Ida Lund", day=5)
    found = arrows(client.get("/network/").content.decode())
    assert sorted(found) == ["Ida Lund denies Tom Reyes: 3 answers", "Tom Reyes denies Ida Lund: 1 answer"]
    page = client.get(found["Ida Lund denies Tom Reyes: 3 answers"])
    assert page.content.decode().count('<article class="tie') == 3
    assert "3 answers of Ida Lund to Tom Reyes" in text_of(page)


def test_filters_narrow_picture_table_and_the_lists_behind_them(client: Client) -> None:
    exchange("Ida Lund", "Tom Reyes", day=0)
    exchange("Ida Lund", "Tom Reyes", day=9, relation=Relation.REBUTS)
    exchange("Ann Mori", "Tom Reyes", day=9)
    page = client.get("/network/?since=2025-04-05&speaker=Ida+Lund").content.decode()
    ((words, address),) = arrows(page).items()
    assert words == "Ida Lund rebuts Tom Reyes: 1 answer"
    assert client.get(address).content.decode().count('<article class="tie') == 1
    number = Speaker.objects.get(name="Ida Lund").pk
    assert 'name="speaker" value="Ida Lund"' in client.get(f"/network/?speaker={number}").content.decode()
    assert arrows(client.get("/network/?min=2").content.decode()).keys() == {"Ida Lund rebuts Tom Reyes: 2 answers"}
    assert len(arrows(client.get("/network/?relation=denies").content.decode())) == 2
    assert "No answers between speakers" in text_of(client.get("/network/?until=2024-01-01"))


def test_a_bad_value_is_named_and_the_rest_counts(client: Client) -> None:
    exchange("Ida Lund", "Tom Reyes")
    page = client.get("/network/?since=soon&min=many&relation=likes&speaker=%00&until=2025-04-30")
    assert "“soon” is not a date" in text_of(page)
    assert "“likes” is not one of" in text_of(page)
    assert len(arrows(page.content.decode())) == 1


def test_rejected_answers_and_hidden_claims_are_in_no_network(client: Client) -> None:
    make_rebuttal(state=RebuttalState.REJECTED)
    assert "No answers between speakers" in text_of(client.get("/network/"))
    Rebuttal.objects.update(state=RebuttalState.SUGGESTED)
    Claim.objects.filter(stance="denial").update(hidden_at=NOW)
    assert "No answers between speakers" in text_of(client.get("/network/"))


def test_a_network_costs_as_many_queries_for_many_speakers_as_for_two(client: Client) -> None:
    exchange("Ida Lund", "Tom Reyes")
    few = queries(client, "/network/")
    for number in range(8):
        exchange(f"Ida Lund{number}", f"Tom Reyes{number}", day=number)
    assert queries(client, "/network/") == few


def test_many_speakers_are_cut_and_counted() -> None:
    speakers = [Speaker(pk=n, name=f"Speaker {n}", kind="person", key=str(n)) for n in range(1, MOST_NODES + 11)]
    pairs = [Tally(one.pk, 1, {"denies": 1}) for one in speakers[1:]]
    picture = draw_network(pairs, {one.pk: one for one in speakers}, {1: 10_000})
    assert (len(picture.nodes), picture.left_out) == (MOST_NODES, 10)
    assert picture.finding.startswith(f"{len(pairs)} answers between {len(speakers)} speakers")
    sizes = {node.speaker.pk: node.radius for node in picture.nodes}
    assert sizes[1] > sizes[2]


def test_many_arrows_are_cut_to_those_with_most_answers() -> None:
    speakers = [Speaker(pk=n, name=f"Speaker {n}", kind="person", key=str(n)) for n in range(1, 41)]
    ends = [(one, other) for one in speakers for other in speakers if one is not other]
    pairs = [Tally(one.pk, other.pk, {"denies": len(ends) - n}) for n, (one, other) in enumerate(ends)]
    known = {one.pk: one for one in speakers}
    picture = draw_network(pairs, known, {})
    assert picture.is_cut
    assert [arrow.pair.tally for arrow in picture.arrows] == pairs[:MOST_ARROWS]
    assert not draw_network(pairs[:MOST_ARROWS], known, {}).is_cut


def test_who_answers_oneself_has_a_loop() -> None:
    one = Speaker(pk=1, name="Ida Lund", kind="person", key="ida lund")
    picture = draw_network([Tally(1, 1, {"denies": 2})], {1: one}, {})
    assert len(picture.nodes) == len(picture.arrows) == 1
    assert "c" in picture.arrows[0].path


def test_an_empty_installation_says_how_to_begin(client: Client) -> None:
    page = text_of(client.get("/network/"))
    assert "Nothing has been ingested yet" in page
    assert "No answers between speakers" not in page


def test_the_picture_begins_at_its_topmost_speaker(client: Client) -> None:
    exchange("Ida Lund", "Tom Reyes")
    exchange("Ann Mori", "Tom Reyes", day=3)
    page = client.get("/network/").content.decode()
    places = [(float(y), float(x)) for x, y in re.findall(r'transform="translate\(([\d.]+) ([\d.]+)\)"', page)]
    (begins,) = re.findall(r'data-begins="(\d+)"', page)
    assert len(places) == 3
    assert float(begins) == min(places)[1]
