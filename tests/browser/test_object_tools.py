"""Every page of an object gives its address, its rows and what was done to it."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import for_all
from tests.browser.visiting import ask, press, sign_in, tab_to
from tests.stack import Stack


@pytest.mark.parametrize("name", ["claim", "article, answers", "speaker, given", "dispute, timeline", "outlet"])
def test_copy_link_gives_the_address_with_what_is_chosen(page: Page, demo: Stack, name: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(for_all(demo)[name])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


@pytest.mark.parametrize("role", ["visitor", "editor"])
def test_the_tools_of_a_claim_take_one_line_on_a_small_screen(page: Page, demo: Stack, role: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    if role == "editor":
        sign_in(page, demo)
    page.goto(for_all(demo)["claim"])
    tools = page.locator(".object-tools > :not([hidden])")
    expect(tools).to_have_text(["Copy link", "Cite", "Embed", re.compile("Export"), "History"])
    assert len({round(tool.bounding_box()["y"]) for tool in tools.all()}) == 1  # type: ignore[index]


def test_a_claim_is_taken_away_by_keyboard_alone(page: Page, demo: Stack) -> None:
    page.goto(for_all(demo)["claim"])
    (number,) = re.findall(r"/claims/(\d+)-", page.url)
    export = page.get_by_role("main").locator("summary", has_text="Export")
    export.press("Enter")
    expect(page.get_by_role("link", name="JSON", exact=True)).to_have_attribute("href", f"/api/v1/claims/{number}/")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="JSON", exact=True)).to_be_hidden()
    expect(export).to_be_focused()
    export.press("Enter")
    page.get_by_role("link", name="Web Annotation").press("Enter")
    expect(page.locator("#webannotation-title")).to_be_in_viewport()
    page.go_back()
    page.get_by_role("link", name="Embed", exact=True).press("Enter")
    expect(page.locator("#card-title")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("kind", "name"), [("article", "article"), ("speaker", "speaker, claims"), ("outlet", "outlet")]
)
def test_rows_and_json_are_those_of_the_object(page: Page, demo: Stack, kind: str, name: str) -> None:
    page.goto(for_all(demo)[name])
    (number,) = re.findall(r"/(\d+)-", page.url)
    tools = page.get_by_role("main")
    rows = page.request.get(tools.get_by_role("link", name="CSV of the claims").get_attribute("href") or "").text()
    claims = ask(demo, f"/api/v1/claims/?{kind}={number}&limit=200")["results"]
    assert len(list(csv.DictReader(io.StringIO(rows)))) == len(claims) > 0
    expect(tools.get_by_role("link", name="JSON")).to_have_attribute("href", f"/api/v1/{kind}s/{number}/")
    expect(tools.get_by_role("link", name="History")).to_have_count(0)


def test_a_dispute_gives_its_table_and_its_history(page: Page, demo: Stack) -> None:
    sign_in(page, demo)
    page.goto(for_all(demo)["dispute, thread"])
    (number,) = re.findall(r"/(\d+)-", page.url)
    tab_to(page, page.locator("summary", has_text="Export"))
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(r"^\d+ claims, all pages$"))).to_be_visible()
    rows = page.request.get(page.get_by_role("link", name="CSV").get_attribute("href") or "").text()
    page.keyboard.press("Escape")
    page.goto(for_all(demo)["dispute, timeline"])
    expect(page.get_by_role("table").locator("tbody tr")).to_have_count(len(list(csv.DictReader(io.StringIO(rows)))))
    press(page, page.get_by_role("main").get_by_role("link", name="History"))
    expect(page.get_by_label("Dispute number")).to_have_value(number)


def test_history_shows_editors_what_was_done_to_it(page: Page, demo: Stack) -> None:
    sign_in(page, demo)
    page.goto(for_all(demo)["speaker, claims"])
    name = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("main").get_by_role("link", name="History").click()
    expect(page.get_by_label("Object")).to_have_value(name)
