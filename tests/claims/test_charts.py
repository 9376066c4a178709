"""Charts: the picture, its finding, its table, and where its marks lead."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.charts import Chart, Row, Series, by_stance, by_status, over_time, stacked
from claims.charts.bars import whole_numbers
from claims.charts.fills import ANSWERED, STANCES, STATUSES, UNANSWERED
from claims.extraction.values import Stance
from claims.models import Claim, Status
from tests.factories import make_claim, make_rebuttal

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


def parsed(chart: Chart) -> Any:
    return ElementTree.fromstring(chart.picture)


def days(first: date, last: date) -> str:
    return f"/claims/?since={first}&until={last}"


def a_chart(label: str = "1 April 2025", name: str = "one") -> Chart:
    rows = (Row(label, (2, 1), "/claims/?a=1&b=2"),)
    spec = stacked([date(2025, 4, 1)], rows, (Series("answered", ANSWERED), Series("open", UNANSWERED)), unit="claims")
    return Chart(name, "Claims by day", "2 of 3 were answered.", ("Day", "Answered", "Open"), rows, spec)


def test_a_picture_says_its_title_and_finding_and_its_marks_are_links() -> None:
    drawn = parsed(a_chart())
    assert drawn.find(f"{SVG}title").text == "Claims by day"
    assert drawn.find(f"{SVG}desc").text == "2 of 3 were answered."
    assert {link.get("href") for link in drawn.iter(f"{SVG}a")} == {"/claims/?a=1&b=2"}
    assert {mark.get("aria-label") for link in drawn.iter(f"{SVG}a") for mark in link} == {
        "1 April 2025: 2 answered", "1 April 2025: 1 open",
    }  # fmt: skip


def test_a_picture_has_no_script_no_style_and_no_colour_of_its_own() -> None:
    picture = a_chart().picture
    assert not re.search(r"<script|<style|\bstyle=|here\.invalid|https?://(?!www\.w3\.org/2000/svg)", picture)
    fills = set(re.findall(r'(?:fill|stroke)="([^"]+)"', picture))
    assert {fill for fill in fills if not fill.startswith(("var(--", "url(#"))} <= {"none", "transparent"}


def test_patterns_are_there_and_named_for_their_chart() -> None:
    drawn = parsed(a_chart(name="mine"))
    used = {m for mark in drawn.iter() for m in re.findall(r"url\(#([^)]+)\)", mark.get("fill") or "")}
    assert used == {pattern.get("id") for pattern in drawn.iter(f"{SVG}pattern")} == {"mine-hatch--accent"}


@pytest.mark.parametrize(
    "label", ['"><script>alert(1)</script>', "</svg>&amp;", "url(#hatch--x)", "'", "\u202e\U0001f6a2"]
)
def test_hostile_words_are_words(label: str) -> None:
    drawn = parsed(a_chart(label))
    assert not list(drawn.iter(f"{SVG}script"))
    assert any((mark.get("aria-label") or "").startswith(label) for mark in drawn.iter())


@pytest.mark.parametrize("fills", [STATUSES, STANCES])
def test_no_two_kinds_look_the_same(fills: dict[str, str]) -> None:
    assert len(set(fills.values())) == len(fills)


def test_time_counts_what_was_answered_and_leads_to_these_claims() -> None:
    for day in (0, 0, 3):
        make_rebuttal(day=day)
    chart = over_time(Claim.objects.all(), by="day", address=days)
    assert [(row.label, row.values) for row in chart.rows] == [("1 April 2025", (2, 2, 0)), ("4 April 2025", (1, 1, 0))]
    assert chart.rows[1].url == "/claims/?since=2025-04-04&until=2025-04-04"
    assert chart.finding.startswith("3 of 6 claims were denied or rebutted; most came on 1 April 2025 (4).")


@pytest.mark.parametrize(
    ("by", "label", "ends"),
    [("week", "week of 31 March 2025", "since=2025-03-31&until=2025-04-06"),
     ("month", "April 2025", "since=2025-04-01&until=2025-04-30")],
)  # fmt: skip
def test_time_goes_by_weeks_and_months_too(by: str, label: str, ends: str) -> None:
    make_claim(day=2)
    (row,) = over_time(Claim.objects.all(), by=by, address=days).rows
    assert (row.label, row.url.partition("?")[2]) == (label, ends)


def test_every_status_has_a_bar_in_the_fixed_order() -> None:
    make_claim(status=Status.FALSE)
    make_claim()
    chart = by_status(Claim.objects.all(), address=lambda status: f"/claims/?status={status}")
    assert [row.label for row in chart.rows] == [str(status.label) for status in Status]
    assert [row.values for row in chart.rows if row.values != (0,)] == [(1,), (1,)]
    assert len(list(parsed(chart).iter(f"{SVG}a"))) >= 7


def widths(chart: Chart) -> list[float]:
    """Return how wide the bars are drawn, of a picture 640 wide."""
    bars = (mark for mark in parsed(chart).iter(f"{SVG}path") if mark.get("aria-roledescription") == "bar")
    return [_width(bar.get("d") or "") for bar in bars if "v0h" not in (bar.get("d") or "")]


def _width(path: str) -> float:
    """Return how far an outline reaches: by one step to the right, or by absolute places."""
    if step := re.search(r"h([\d.]+)", path):
        return float(step[1])
    places = [float(number) for number in re.findall(r"-?[\d.]+", path)][::2]
    return max(places) - min(places)


@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_a_bar_alone_is_no_wall_and_bars_of_years_can_be_seen(by: str) -> None:
    make_claim()
    assert 4 <= max(widths(over_time(Claim.objects.all(), by=by, address=days))) < 160
    make_claim(day=600)
    assert min(widths(over_time(Claim.objects.all(), by=by, address=days))) >= 3.5


def test_what_has_no_rows_is_not_drawn() -> None:
    assert not over_time(Claim.objects.all(), by="day", address=days).picture


def test_stances_stand_by_month() -> None:
    make_claim(stance=Stance.DENIAL, cue="denied")
    make_claim(day=40)
    chart = by_stance(Claim.objects.all(), address=days)
    assert chart.columns == ("Month", "Assertion", "Denial")
    assert [row.values for row in chart.rows] == [(0, 1), (1, 0)]


def test_a_bar_of_the_timeline_leads_to_exactly_its_claims(client: Client) -> None:
    for day in (0, 1, 1):
        make_rebuttal(day=day)
    answer = client.get("/timeline/?by=day&stance=denial&since=2025-04-01")
    (chart, _) = answer.context["charts"]
    for row in chart.rows:
        found = len(client.get(row.url).context["cards"])
        assert found == sum(row.values[:2])
    assert QueryDict(chart.rows[0].url.partition("?")[2]).getlist("stance") == ["denial"]


def test_the_table_of_the_timeline_comes_as_csv(client: Client) -> None:
    make_rebuttal()
    answer = client.get("/timeline.csv?by=day")
    text = b"".join(answer).decode()
    (row,) = csv.DictReader(io.StringIO(text))
    assert row == {"Day": "1 April 2025", "Answered": "1", "Unanswered": "1", "Assessments": "0"}


def test_a_timeline_of_an_empty_installation_says_how_to_begin(client: Client) -> None:
    page = client.get("/timeline/").content.decode()
    assert "Nothing has been ingested yet" in page
    assert "Claims by" not in page


def test_a_timeline_without_claims_says_so(client: Client) -> None:
    make_claim("the bridge was safe")
    page = client.get("/timeline/?q=zebra").content.decode()
    assert "No claims." in page
    assert "Claims by status" not in page


def test_a_timeline_costs_the_same_for_few_and_many_claims(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/timeline/?by=day").status_code == 200
        return len(captured)

    make_rebuttal()
    few = queries()
    for day in range(15):
        make_rebuttal(day=day)
    assert queries() == few


@pytest.mark.parametrize(
    ("most", "numbers"), [(0, [0]), (1, [0, 1]), (5, [0, 1, 2, 3, 4, 5]), (7, [0, 2, 4, 6]), (63, [0, 20, 40, 60])]
)
def test_what_is_counted_has_whole_numbers_along_its_axis(most: int, numbers: list[int]) -> None:
    assert whole_numbers(most) == numbers
    rows = (Row("1 April 2025", (most,), ""),)
    spec = stacked([date(2025, 4, 1)], rows, (Series("answered", ANSWERED),), unit="claims")
    chart = Chart("one", "Claims by day", "A few.", ("Day", "Answered"), rows, spec)
    words = [text.text for text in parsed(chart).iter(f"{SVG}text")]
    assert [word for word in words if word and word.replace(".", "").isdigit()] == [str(number) for number in numbers]


def test_the_numbers_of_bars_stand_beside_the_latest_ones() -> None:
    drawn = parsed(a_chart())
    (axis,) = (group for group in drawn.iter() if "Y-axis" in (group.get("aria-label") or ""))
    (plot,) = (mark for mark in drawn.iter() if (mark.get("class") or "").startswith("mark-rect") and len(mark))
    right = max(float(n) for bar in plot.iter() for n in re.findall(r"^M([\d.]+)", bar.get("d") or ""))
    offset = float(re.findall(r"translate\(([\d.]+)", axis[0].get("transform") or "")[0])
    assert offset >= right
