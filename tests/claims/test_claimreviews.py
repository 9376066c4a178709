"""ClaimReview as publishers write it, and as attackers do."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.claimreviews import Fault, Review, read_reviews

FEED = (Path(__file__).parent / "fact_checks.json").read_text(encoding="utf-8")
ONE: dict[str, Any] = {
    "@type": "ClaimReview",
    "url": "https://skarvik-checks.org/1",
    "claimReviewed": "The bridge held.",
    "author": {"name": "Skarvik Checks"},
}


def reviews(value: Any) -> list[Review]:
    text = value if isinstance(value, str) else json.dumps(value)
    return [found for found in read_reviews(text) if isinstance(found, Review)]


def only(**changed: Any) -> Review | Fault:
    (found,) = read_reviews(json.dumps(ONE | changed))
    return found


def review(**changed: Any) -> Review:
    found = only(**changed)
    assert isinstance(found, Review), found
    return found


def test_a_feed_keeps_the_words_of_its_publishers() -> None:
    bridge, ferry = reviews(FEED)
    assert bridge == Review(
        url="https://skarvik-checks.org/bridge-inspections",
        claim="Says the east bridge was never inspected after the 2019 flood.",
        publisher="Skarvik Checks",
        rating="Half a plank short",
        value=2,
        best=5,
        worst=1,
        published=date(2025, 4, 14),
        claimant="Tom Reyes",
        claimed=date(2025, 4, 2),
        appearance="https://courier.example.org/reyes-on-the-bridge",
    )
    assert (ferry.claim, ferry.publisher) == ("No ferry has been late & none will be", "The Tide Desk, Harbour Radio")
    assert (ferry.rating, ferry.value, ferry.best, ferry.published) == ("", 1, 7, None)
    assert (ferry.claimant, ferry.appearance) == ("Pelle Rask", "https://a.example.org/video")
    assert ferry.url == "https://tide-desk.org/ferries"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ONE),
        json.dumps([ONE]),
        "\ufeff" + json.dumps({"@graph": [{"@type": "NewsArticle"}, ONE]}),
        json.dumps(ONE) + "\n" + json.dumps({"@type": "Person"}) + "\n\n",
        json.dumps({"@type": "NewsArticle", "hasPart": {"review": [ONE]}}),
        f'<!doctype html><p>x</p><script>var a = "{{";</script>'
        f"<SCRIPT type='application/ld+json; charset=utf-8'>{json.dumps(ONE)}</SCRIPT>",
        f'<html><script type="application/ld+json">{json.dumps(ONE)}',
    ],
    ids=["one", "list", "graph", "lines", "inside", "page", "page cut off"],
)
def test_a_review_is_found_in_whatever_holds_it(text: str) -> None:
    assert [found.claim for found in reviews(text)] == ["The bridge held."]
    assert len(list(read_reviews(text))) == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"url": "javascript:alert(1)"}, "no web address"),
        ({"url": "data:text/html,x"}, "no web address"),
        ({"url": "file:///etc/passwd"}, "no web address"),
        ({"url": "https://user:pw@a.example.org/"}, "no web address"),
        ({"url": 7}, "no web address"),
        ({"url": {"@id": "x"}}, "no web address"),
        ({"url": "https://a.example.org/" + "a" * 3000}, "no web address"),
        ({"claimReviewed": ["", "x"]}, "which claim"),
        ({"claimReviewed": None}, "which claim"),
        ({"claimReviewed": {"text": "x"}}, "which claim"),
        ({"claimReviewed": True}, "which claim"),
        ({"claimReviewed": "<script></script>"}, "which claim"),
        ({"claimReviewed": "a" * 6000}, "longer than 5,000"),
    ],
)
def test_what_cannot_be_used_is_named(changed: dict[str, Any], words: str) -> None:
    found = only(**changed)
    assert isinstance(found, Fault)
    assert words in found.message
    assert found.place == "review 1"


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        ("False", ("", None)),
        ({"alternateName": 3}, ("3", None)),
        ({"ratingValue": "Mostly wrong"}, ("Mostly wrong", None)),
        ({"ratingValue": "1e999", "alternateName": "x" * 900}, ("x" * 300, None)),
        ({"ratingValue": "NaN"}, ("NaN", None)),
        ({"ratingValue": "3,5"}, ("", 3.5)),
        ([{"name": "Wrong"}, {"name": "Right"}], ("Wrong", None)),
        ({"alternateName": ["<b>Wrong</b>\u0000"]}, ("Wrong", None)),
        ({"alternateName": "lone \ud800 surrogate"}, ("lone surrogate", None)),
        ({"ratingValue": {"@value": "4"}}, ("", 4)),
        (None, ("", None)),
    ],
)
def test_ratings_of_every_shape_are_read(rating: Any, expected: tuple[str, float | None]) -> None:
    found = review(reviewRating=rating)
    assert (found.rating, found.value) == expected


@pytest.mark.parametrize("given_date", ["2025-13-40", "soon", 20250409, ["x"], {"a": 1}, "0000-01-01"])
def test_dates_that_are_none_are_left_out(given_date: Any) -> None:
    assert review(datePublished=given_date).published is None


def test_without_a_publisher_its_site_is_named() -> None:
    assert review(author=None).publisher == "skarvik-checks.org"
    assert review(author={"name": {"x": 1}}, publisher="The Tide Desk").publisher == "The Tide Desk"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not valid JSON"),
        ("{", "not valid JSON, line 1"),
        ("[" * 100_000, "nested too deeply"),
        ("1" * 5000, "not valid JSON"),
        ("<html><p>Nothing</p></html>", "no JSON-LD"),
        ('<script type="application/ld+json">{"a":</script>', "not valid JSON"),
    ],
)
def test_a_file_that_is_none_gives_one_fault(text: str, words: str) -> None:
    (found,) = read_reviews(text)
    assert isinstance(found, Fault)
    assert words in found.message


def test_a_bad_line_costs_that_line_only() -> None:
    good = json.dumps(ONE)
    found = list(read_reviews(f"{good}\n{{\n{good}\n"))
    assert [type(one).__name__ for one in found] == ["Review", "Fault", "Review"]
    assert isinstance(found[1], Fault)
    assert found[1].place == "line 2"


def test_pages_that_open_scripts_without_end_are_read_in_no_time() -> None:
    began = time.monotonic()
    list(read_reviews("<" + "<script " * 200_000))
    list(read_reviews("<html>" + "<script>" * 200_000))
    assert time.monotonic() - began < 5


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["url", "claimReviewed", "author", "publisher", "itemReviewed", "reviewRating", "datePublished", "@type"]
)


@settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # the first value takes seconds on a busy machine
@given(st.dictionaries(FIELDS, ANY_JSON, max_size=6))
def test_no_values_break_it(values: dict[str, Any]) -> None:
    for found in read_reviews(json.dumps({"@type": "ClaimReview", **values})):
        assert isinstance(found, Review | Fault)


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    for found in read_reviews(text):
        assert isinstance(found, Fault | Review)
