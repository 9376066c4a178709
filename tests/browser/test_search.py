"""Search is an address: filters act at once, the address says them, and Back, reload and others see the same."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.visiting import ask
from tests.stack import Stack

FOUND = re.compile(r"^[\d,]+ claims?$")


def shown(page: Page) -> list[str]:
    """Return the addresses of the claims on the page."""
    paths: list[str] = page.locator(".claim-says a").evaluate_all("links => links.map(link => link.pathname)")
    return paths


def test_a_search_is_an_address_that_others_can_open(open_page: Opener, demo: Stack) -> None:
    page = open_page()
    page.goto("/")
    page.get_by_label("Search claims, speakers, quotes").fill("has:rebuttal stance:accusation")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/claims/\?has_rebuttal=true&stance=accusation$"))
    wanted = ask(demo, "/api/v1/claims/?has_rebuttal=true&stance=accusation&limit=200")["results"]
    assert len(wanted) > 1
    assert len(shown(page)) == len(wanted)
    other = open_page()
    other.goto(page.url)
    assert shown(other) == shown(page)
    page.reload()
    assert shown(page) == shown(other)


def test_each_facet_count_is_the_number_of_rows_it_gives(page: Page, demo: Stack) -> None:
    page.goto("/claims/?has_rebuttal=true")
    for facet in ("stance", "type", "speaker", "outlet"):
        choice = page.locator(f"input[name={facet}]:enabled").first
        value, count = choice.get_attribute("value"), choice.locator("xpath=../span[last()]").inner_text()
        rows = ask(demo, f"/api/v1/claims/?has_rebuttal=true&{facet}={value}&limit=200")["results"]
        assert f"{len(rows)} claims" == " ".join(count.split()).replace(" claims", "") + " claims"


def test_filters_act_at_once_and_back_undoes_them(page: Page, demo: Stack) -> None:
    page.goto("/claims/")
    page.evaluate("window.stayed = true")
    before = page.locator("#found").inner_text()
    denial = page.get_by_role("checkbox", name=re.compile("^Denial"))
    denial.check()
    expect(page).to_have_url(re.compile(r"/claims/\?stance=denial&ordering=-first_seen$"))
    expect(page.locator("#found")).not_to_have_text(before)
    assert page.evaluate("window.stayed")
    expect(page.get_by_role("checkbox", name=re.compile("^Denial"))).to_be_focused()
    assert len(shown(page)) == len(ask(demo, "/api/v1/claims/?stance=denial&limit=200")["results"])
    page.get_by_label("Search claims, speakers, quotes").fill("report")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=report"))
    page.go_back()
    expect(page.locator("#found")).to_have_text(FOUND)
    expect(page.get_by_role("checkbox", name=re.compile("^Denial"))).to_be_checked()
    page.go_back()
    expect(page.locator("#found")).to_have_text(before)


def test_filters_fold_on_a_small_screen_and_stay_open_while_used(open_page: Opener, demo: Stack) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto("/claims/")
    box = page.get_by_role("checkbox", name=re.compile("^Denial"))
    expect(box).not_to_be_visible()
    page.locator("summary", has_text="Filters").click()
    box.check()
    expect(page).to_have_url(re.compile("stance=denial"))
    expect(page.get_by_role("checkbox", name=re.compile("^Denial"))).to_be_visible()
    expect(page.locator("summary", has_text="Filters (1)")).to_be_visible()
