"""The chart of the numbers in a claim: points in time, one row an outlet, the value beside."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from claims.charts import Figure, numbers_in_time
from tests.claims.test_charts import SVG, parsed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("last", "ticks"),
    [
        (datetime(2025, 4, 1, 20, tzinfo=UTC), r"^\d+ Apr, \d\d:\d\d$"),
        (datetime(2025, 6, 1, tzinfo=UTC), r"^\d+ (Apr|May|Jun)$"),
        (datetime(2027, 6, 1, tzinfo=UTC), r"^[A-Z][a-z]{2} 20\d\d$"),
    ],
)
def test_the_times_of_numbers_are_as_fine_as_their_reach(last: datetime, ticks: str) -> None:
    first = datetime(2025, 4, 1, 8, tzinfo=UTC)
    figures = [Figure("Herald", last, ("150",), "/statements/2/"), Figure("Courier", first, ("155",), "/statements/1/")]
    chart = numbers_in_time(figures)
    words = [text.text or "" for text in parsed(chart).iter(f"{SVG}text")]
    assert any(re.match(ticks, word) for word in words), words
    assert [row.label for row in chart.rows] == ["Courier", "Herald"]


def test_outlets_of_one_moment_and_odd_names_are_drawn_as_they_are() -> None:
    moment = datetime(2025, 4, 1, 8, tzinfo=UTC)
    figures = [Figure(name, moment, ("1.5 million", "40%"), "/statements/1/") for name in ("A & <B>", "Herald")]
    words = [text.text for text in parsed(numbers_in_time(figures)).iter(f"{SVG}text")]
    assert words.count("1.5 million, 40%") == 2
    assert "A & <B>" in words
