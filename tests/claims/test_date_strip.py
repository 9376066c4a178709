"""The strip of dates beside the list of claims: each bar says how many, and leads to exactly these."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.extraction.values import Stance
from claims.models import Claim
from claims.pictures.dates import MOST_BARS, TALL, WIDE, DateStrip
from claims.views import claims as views
from tests.claims.stories import NOW
from tests.factories import make_claim

pytestmark = pytest.mark.django_db


def strip_of(client: Client, address: str = "/claims/") -> DateStrip:
    found = client.get(address).context["strip"]
    assert isinstance(found, DateStrip)
    return found


def first_seen(*days: int) -> None:
    """Make claims that were first seen so many days from now."""
    for day in days:
        Claim.objects.filter(pk=make_claim().pk).update(first_seen=NOW + timedelta(days=day))


@pytest.mark.parametrize(
    ("days", "by", "labels"),
    [
        ((0, 0, 3), "day", ["10 April 2025", "13 April 2025"]),
        ((0, 4, 60), "week", ["week of 7 April 2025", "week of 14 April 2025", "week of 9 June 2025"]),
        ((0, 30, 400), "month", ["April 2025", "May 2025", "May 2026"]),
        ((0, 300, 4000), "year", ["2025", "2026", "2036"]),
    ],
)
def test_it_has_bars_for_the_finest_periods_that_fit(
    client: Client, days: tuple[int, ...], by: str, labels: list[str]
) -> None:
    first_seen(*days)
    strip = strip_of(client)
    assert (strip.by, [bar.label for bar in strip.bars]) == (by, labels)
    assert sum(bar.count for bar in strip.bars) == len(days)
    assert max(bar.height for bar in strip.bars) == TALL
    assert all(0 <= bar.x < bar.x + bar.width <= WIDE for bar in strip.bars)
    for bar in strip.bars:
        assert len(client.get(bar.address).context["cards"]) == bar.count


def test_it_follows_the_filters_and_keeps_them(client: Client) -> None:
    make_claim(day=0)
    denial = make_claim(cue="denied", stance=Stance.DENIAL, day=1)
    make_claim(cue="denied", stance=Stance.DENIAL, day=9)
    strip = strip_of(client, "/claims/?stance=denial&view=compact&since=2025-04-01")
    assert [bar.label for bar in strip.bars] == ["2 April 2025", "10 April 2025"]
    narrowed = client.get(strip.bars[0].address)
    assert [card.claim for card in narrowed.context["cards"]] == [denial]
    assert narrowed.context["compact"]
    assert "All on 2 April 2025" in narrowed.content.decode()


def test_each_bar_is_said_in_words(client: Client) -> None:
    first_seen(0, 0, 3)
    page = client.get("/claims/").content.decode()
    assert 'aria-label="Claims by day: most on 10 April 2025 (2). Times are UTC."' in page
    for words, number in (("10 April 2025", 2), ("13 April 2025", 1)):
        assert re.search(rf'<li><a href="[^"]+">{words}</a><span class="number">{number}', page)


def test_a_list_of_none_has_none(client: Client) -> None:
    make_claim()
    assert strip_of(client, "/claims/?stance=call").bars == ()


def test_where_very_many_are_found_it_comes_late(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    first_seen(0, 3)
    monkeypatch.setattr(views, "LONGEST_COUNT", 1)
    page = client.get("/claims/?stance=assertion")
    assert page.context["strip"] is None
    assert 'hx-get="/claims/facets/dates/?stance=assertion"' in page.content.decode()
    assert strip_of(client, "/claims/?counts=1").bars
    late = client.get("/claims/facets/dates/?stance=assertion").content.decode()
    assert late.count("<rect") == 2
    assert 'href="/claims/?stance=assertion&amp;since=2025-04-10&amp;until=2025-04-10"' in late


def test_it_costs_two_queries_whatever_there_is(client: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/claims/facets/dates/")
        return len(captured)

    first_seen(0, 3)
    few = cost()
    first_seen(*range(5, MOST_BARS))
    assert (few, cost()) == (2, 2)
