"""On a small screen, in the dark, in large text, on paper: every page stays readable and nothing scrolls sideways."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.pages import for_all, for_editors
from tests.browser.test_accessibility import SIDEWAYS, WIDTHS
from tests.browser.visiting import ask, press, sign_in
from tests.stack import Stack

# Twice the size of text alone, as the setting of a browser does it.
LARGE = "document.documentElement.style.fontSize = '200%'"
# What a word needs: no letter of it is cut off by the edge of its box.
CUT = """() => [...document.querySelectorAll('main h1, main h2, main p, main label, main .button, main td')]
    .filter((box) => box.checkVisibility() && !box.closest('.spoken') && getComputedStyle(box).overflowX !== 'visible'
        && getComputedStyle(box).textOverflow !== 'ellipsis' && box.scrollWidth > box.clientWidth + 1)
    .map((box) => box.outerHTML.slice(0, 120))"""

# Where the focus is, in the order of the page, and whether something lies over its middle or it is out of view.
SEEN = """() => {
    const stop = document.activeElement;
    if (stop === document.body) return null;
    const box = stop.getClientRects()[0] ?? stop.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 12)];
    const above = document.elementFromPoint(x, y);
    const seen = above && (stop.contains(above) || above.contains(stop));
    const words = (stop.getAttribute('aria-label') ?? stop.textContent).trim().slice(0, 40);
    return { place: [...document.querySelectorAll('*')].indexOf(stop), hidden: !seen, words };
}"""


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


@pytest.mark.parametrize("width", WIDTHS)
def test_a_claim_is_found_by_keyboard_in_large_text_and_nothing_that_has_the_focus_is_hidden(
    open_page: Opener, demo: Stack, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 740}, color_scheme="dark", reduced_motion="reduce")
    page.goto("/")
    page.evaluate(LARGE)
    if width == min(WIDTHS):
        menu = page.locator("summary", has_text="Menu")
        press(page, menu)
        press(page, page.get_by_role("link", name="Claims", exact=True).filter(visible=True).first)
    else:
        page.keyboard.press("g")
        page.keyboard.press("c")
    expect(page).to_have_url(re.compile("/claims/$"))
    page.evaluate(LARGE)
    page.keyboard.press("/")
    page.keyboard.type("has:rebuttal")
    page.keyboard.press("Enter")
    page.wait_for_url("**has_rebuttal=true**")
    page.evaluate(LARGE)
    press(page, page.locator(".claim-says a").first)
    page.wait_for_url(re.compile(r"/claims/\d+-"))
    page.evaluate(LARGE)
    assert page.evaluate(SIDEWAYS) <= 0
    stops = walk(page)
    assert len(stops) > 12
    assert [stop for stop in stops if stop["hidden"]] == []


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab from the start of a page to its end; return where the focus was, and whether it could be seen."""
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
    stops: list[dict[str, Any]] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(SEEN)
        if stop is None or stop["place"] in [earlier["place"] for earlier in stops]:
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("width", WIDTHS)
def test_a_printed_claim_says_quote_source_and_status(open_page: Opener, demo: Stack, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 740})
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
        const place = shape => shape.closest('g').transform.baseVal.consolidate().matrix;
        const higher = (one, other) => place(one).f - place(other).f || place(one).e - place(other).e;
        const [first] = [...room.querySelectorAll('.pic-shape')].sort(higher);
        const top = first.getBoundingClientRect();
        const frame = room.getBoundingClientRect();
        return frame.left <= top.left && top.right <= frame.right;
    }""")
    assert shown
