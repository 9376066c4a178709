"""Every page, both themes, wide and narrow: axe finds nothing, nothing scrolls sideways, the policy blocks nothing."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Opener
from tests.browser.visiting import ask, sign_in
from tests.stack import Stack

WIDTHS = (1280, 360)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def addresses(demo: Stack) -> dict[str, str]:
    """Return the address of every page, by what it shows."""
    claim = ask(demo, "/api/v1/claims/?has_rebuttal=true&ordering=-answers")["results"][0]
    article = claim["statements"][0]
    return {
        "overview": "/",
        "claims": "/claims/",
        "claims, compact": "/claims/?view=compact",
        "claims, filtered": "/claims/?q=speeker:a+minister&status=-false&since=2025-01-01",
        "claims, none": "/claims/?q=zebra&stance=call",
        "claim": claim["url"],
        "article": f"/articles/{article['article']}/",
        "article, selected": f"/statements/{article['id']}/",
        "article, answers": f"/articles/{article['article']}/?marks=answers",
        "articles": "/articles/",
        "speakers": "/speakers/",
        "speaker": f"/speakers/{claim['speaker']['id']}/",
        "speaker, received": f"/speakers/{claim['speaker']['id']}/?tab=received",
        "speaker, disputes": f"/speakers/{claim['speaker']['id']}/?tab=disputes",
        "disputes": "/disputes/",
        "dispute": f"/disputes/{claim['dispute']}/",
        "outlets": "/outlets/",
        "outlet": "/outlets/1/",
        "statuses": "/help/statuses/",
        "nothing": "/nowhere/",
    }


def assert_clean(page: Page, name: str) -> None:
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    faults = [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in found]
    assert faults == [], f"{name}: {faults}"
    assert page.evaluate(SIDEWAYS) <= 0, f"{name} scrolls sideways"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_visitor_meets_no_barrier(open_page: Opener, addresses: dict[str, str], width: int, theme: str) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=theme)
    for name, address in {**addresses, "login": "/login/?next=/ingest/"}.items():
        page.goto(address)
        assert_clean(page, f"{name}, {width}, {theme}")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_editor_meets_no_barrier(
    open_page: Opener, demo: Stack, addresses: dict[str, str], width: int, theme: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=theme)
    sign_in(page, demo)
    for name in ("overview", "claims", "claim", "article"):
        page.goto(addresses[name])
        assert_clean(page, f"{name}, {width}, {theme}, editor")
    page.goto(addresses["claim"])
    page.get_by_role("link", name="Assess", exact=True).click()
    page.get_by_role("button", name="Save assessment").click()
    page.get_by_role("alert").wait_for()
    assert_clean(page, f"assessing with an error, {width}, {theme}")
    page.goto("/ingest/")
    assert_clean(page, f"ingest, {width}, {theme}")
    page.get_by_role("button", name="Fetch the addresses").click()
    page.get_by_role("alert").wait_for()
    assert_clean(page, f"ingest with an error, {width}, {theme}")
    page.get_by_label("Addresses, one a line").fill(f"http://10.0.0.{width % 250}/{theme}")
    page.get_by_role("button", name="Fetch the addresses").click()
    page.locator(".item-failed").wait_for(timeout=60_000)
    assert_clean(page, f"batch with a failure, {width}, {theme}")


def test_a_page_in_large_text_holds(open_page: Opener, addresses: dict[str, str]) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, color_scheme="dark")
    for name in ("claims", "claim", "article", "dispute"):
        page.goto(addresses[name])
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(SIDEWAYS) <= 0, f"{name} scrolls sideways in large text"


def test_keys_reach_and_close_the_menus(page: Page, addresses: dict[str, str]) -> None:
    page.goto("/claims/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    summary = page.locator("summary", has_text="Theme")
    summary.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Dark").wait_for()
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Dark").is_visible()
    assert summary.evaluate("element => element === document.activeElement")
