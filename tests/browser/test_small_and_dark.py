"""On a small screen, in the dark, in large text, on paper: every page stays readable and nothing scrolls sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.pages import for_all, for_editors
from tests.browser.test_accessibility import SIDEWAYS
from tests.browser.visiting import ask, sign_in
from tests.stack import Stack

# Twice the size of text alone, as the setting of a browser does it.
LARGE = "document.documentElement.style.fontSize = '200%'"
# What a word needs: no letter of it is cut off by the edge of its box.
CUT = """() => [...document.querySelectorAll('main h1, main h2, main p, main label, main .button, main td')]
    .filter((box) => box.checkVisibility() && !box.closest('.spoken') && getComputedStyle(box).overflowX !== 'visible'
        && getComputedStyle(box).textOverflow !== 'ellipsis' && box.scrollWidth > box.clientWidth + 1)
    .map((box) => box.outerHTML.slice(0, 120))"""


@pytest.fixture
def small(open_page: Opener) -> Page:
    """Open a page of a small dark screen."""
    return open_page(viewport={"width": 360, "height": 740}, color_scheme="dark")


def assert_holds(page: Page, name: str) -> None:
    page.evaluate(LARGE)
    assert page.evaluate(SIDEWAYS) <= 0, f"{name} scrolls sideways in large text"
    assert page.evaluate(CUT) == [], f"{name} cuts words"


def test_every_page_of_visitors_holds_large_text(small: Page, demo: Stack) -> None:
    for name, address in for_all(demo).items():
        small.goto(address)
        assert_holds(small, name)


def test_every_page_of_editors_holds_large_text(small: Page, demo: Stack) -> None:
    sign_in(small, demo)
    for name, address in for_editors(demo).items():
        small.goto(address)
        assert_holds(small, name)


def test_a_chart_shows_what_is_latest_where_there_is_no_room_for_all(small: Page, demo: Stack) -> None:
    small.goto(for_all(demo)["speaker, record"])
    times, statuses = small.locator(".chart-picture").all()
    bar = times.locator("[aria-roledescription=bar]").last.bounding_box()
    assert bar
    assert bar["x"] > 0
    assert bar["x"] + bar["width"] <= 360
    assert statuses.evaluate("picture => picture.scrollWidth - picture.clientWidth") == 0


def test_the_table_of_a_chart_is_printed(page: Page, demo: Stack) -> None:
    page.goto(for_all(demo)["speaker, record"])
    table = page.locator(".chart table").first
    expect(table).to_be_hidden()
    page.emulate_media(media="print")
    expect(table).to_be_visible()


def test_a_printed_claim_says_quote_source_and_status(page: Page, demo: Stack) -> None:
    sign_in(page, demo)
    claim = ask(demo, "/api/v1/claims/?has_rebuttal=true&ordering=-answers")["results"][0]
    page.goto(claim["url"])
    page.emulate_media(media="print", color_scheme="dark")
    paper = page.locator("body").inner_text()
    said = claim["statements"][0]
    assert " ".join(said["content"][0]["text"].split())[:60] in " ".join(paper.split())
    article = ask(demo, f"/api/v1/articles/{said['article']}/")
    assert str(article["outlet"]) in paper
    assert claim["speaker"]["name"] in paper
    status = claim["status"].replace("_", " ").capitalize()
    expect(page.locator(".claim-top .status")).to_have_text(status)
    assert status in paper
    for chrome in (".bar", ".foot", ".claim-top .button", ".crumbs", ".toasts"):
        expect(page.locator(chrome).first).to_be_hidden()
    ink, ground = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.documentElement).backgroundColor]"
    )
    assert (ink, ground) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")


def test_the_network_begins_where_its_picture_has_speakers(small: Page, demo: Stack) -> None:
    small.goto(f"{demo.url}/network/")
    room = small.get_by_role("region", name="Network of speakers")
    assert room.evaluate("room => room.scrollWidth > room.clientWidth")
    shown = room.evaluate("""room => {
        const tops = [...room.querySelectorAll('.pic-shape')].map(shape => shape.getBoundingClientRect());
        const top = tops.reduce((one, other) => other.top < one.top ? other : one);
        const frame = room.getBoundingClientRect();
        return frame.left <= top.left && top.right <= frame.right;
    }""")
    assert shown
