"""Outlets are renamed and merged, with scripts by keyboard, without them by forms; both are taken back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.test_accessibility import assert_clean
from tests.browser.test_ingest import tab_to
from tests.browser.visiting import ask, sign_in
from tests.stack import Stack, until

STORY = "Bell founder Arvid Moen said on Sunday that the {0} bell of the old church had a crack as long as a hand."


def outlet_of(stack: Stack, name: str) -> dict[str, Any]:
    """Let an outlet publish a story, and return the outlet."""
    call = stack.api(stack.token("reporter"))
    number = call("articles/", {"text": STORY.format(name), "title": f"A crack, {name}", "outlet": name})["id"]
    until(lambda: call(f"articles/{number}/")["stage"] == "done")
    (found,) = [row for row in ask(stack, "/api/v1/outlets/?limit=200")["results"] if row["name"] == name]
    return dict(found)


def rename(page: Page, name: str, *, keys: bool) -> None:
    if keys:
        tab_to(page, "a[href$='/edit/describe/']")
        page.keyboard.press("Enter")
        page.get_by_role("dialog").get_by_label("Name").press("Control+a")
        page.keyboard.insert_text(name)
        tab_to(page, "select[name=kind]")
        page.keyboard.type("news a")
        tab_to(page, "dialog .primary")
        page.keyboard.press("Enter")
    else:
        page.get_by_role("link", name="Rename or describe").click()
        page.get_by_label("Name").fill(name)
        page.get_by_label("Kind").select_option("news agency")
        page.get_by_role("button", name="Save").click()


LOOKS = [(1280, "light", True), (360, "dark", True), (360, "light", False)]


@pytest.mark.parametrize(("width", "theme", "scripts"), LOOKS)
def test_an_outlet_is_renamed_and_merged_and_both_are_taken_back(
    open_page: Opener, stack: Stack, width: int, theme: str, scripts: bool
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=theme, java_script_enabled=scripts)
    tag = f"{width}{theme}"
    outlet, into = outlet_of(stack, f"Bell Post {tag}"), outlet_of(stack, f"Tower {tag}")
    sign_in(page, stack)
    page.goto(f"/outlets/{outlet['id']}/")
    if scripts:
        assert_clean(page, f"outlet, {tag}")
    rename(page, f"The Bell Post {tag}", keys=scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"The Bell Post {tag}")
    expect(page.get_by_role("main")).to_contain_text("news agency")
    expect(page.get_by_role("main")).to_contain_text(f"also: “Bell Post {tag}”")

    page.goto(f"/outlets/{outlet['id']}-x/edit/merge/")
    page.get_by_label("Search outlets").fill(f"tower {tag}")
    page.get_by_role("button", name="Search", exact=True).last.click()
    page.get_by_role("radio", name=re.compile(f"Tower {tag}")).check()
    page.get_by_role("button", name="What moves?").click()
    expect(page.get_by_role("status").filter(has_text="would move")).to_contain_text(
        f"1 article would move to Tower {tag}"
    )
    if scripts:
        assert_clean(page, f"merging outlets, {tag}")
    page.get_by_role("radio", name=re.compile(f"Tower {tag}")).check()
    page.get_by_role("button", name="Merge them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Tower {tag}")
    expect(page.get_by_role("main")).to_contain_text("2 articles")
    assert ask(stack, f"/api/v1/outlets/{outlet['id']}/")["id"] == into["id"]
    page.locator("[data-toast]").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-toast]")).to_contain_text("are two outlets again")
    page.goto(f"/outlets/{outlet['id']}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"The Bell Post {tag}")
