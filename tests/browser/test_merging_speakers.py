"""Two speakers are merged by keyboard alone: names and claims move, the old address leads on; Undo parts them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.visiting import ask, claims_of, ingest, sign_in, tab_to
from tests.stack import Stack

FIRST = """Skipper {one} said on Thursday that the herring had left the fjord.

“We have not caught a barrel since Easter,” {last} said."""
SECOND = "Fleet owner {other} said on Saturday that the herring fleet would be laid up in May."


def speaker(stack: Stack, number: int) -> dict[str, Any]:
    return dict(ask(stack, f"/api/v1/speakers/{number}/"))


def press(page: Page, name: str, role: Any = "link") -> None:
    """Go to a control by Tab and press Enter."""
    tab_to(page, page.get_by_role(role, name=name, exact=True))
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("width", "one", "other"), [(1280, "Gudrun Halvorsen", "Gunda Halvorsen"), (360, "Tormod Vik", "Thormod Vik")]
)
def test_two_speakers_become_one_and_two_again(
    open_page: Opener, demo: Stack, token: str, width: int, one: str, other: str
) -> None:
    text = FIRST.format(one=one, last=one.split()[1])
    kept = claims_of(demo, ingest(demo, token, text=text, title=f"The fjord of {one}"))[0]["speaker"]["id"]
    claim = claims_of(demo, ingest(demo, token, text=SECOND.format(other=other), title=f"The fleet of {other}"))[0]
    merged = claim["speaker"]["id"]
    assert merged != kept
    page = open_page(viewport={"width": width, "height": 800})
    sign_in(page, demo)
    page.goto(f"/speakers/{merged}/")
    old = page.url

    tab_to(page, page.locator("summary", has_text="Correct"))
    page.keyboard.press("Enter")
    press(page, "Merge into another speaker")
    dialog = page.get_by_role("dialog", name="Merge into another speaker")
    expect(dialog).to_be_visible()
    tab_to(page, dialog.get_by_role("searchbox"))
    page.keyboard.type(one)
    page.keyboard.press("Enter")
    choice = dialog.get_by_role("radio", name=re.compile(one))
    expect(choice).to_be_visible()
    tab_to(page, choice)
    page.keyboard.press("Space")
    press(page, "What moves?", "button")
    expect(dialog.get_by_role("status")).to_contain_text(f"1 claim with 1 statement would move to {one}")
    press(page, "Merge them", "button")

    expect(page.get_by_role("heading", level=1)).to_have_text(one)
    expect(page.get_by_role("main")).to_contain_text(other)
    assert ask(demo, f"/api/v1/claims/{claim['id']}/")["speaker"]["id"] == kept
    assert {row["speaker"]["id"] for row in ask(demo, f"/api/v1/claims/?speaker={kept}")["results"]} == {kept}
    assert len(ask(demo, f"/api/v1/claims/?speaker={kept}")["results"]) == 3
    moved = page.request.get(old, max_redirects=0)
    assert moved.status == 301
    assert f"/speakers/{kept}-" in moved.headers["location"]

    press(page, "Undo", "button")
    expect(page.get_by_role("status")).to_contain_text("Undone")
    assert ask(demo, f"/api/v1/claims/{claim['id']}/")["speaker"]["id"] == merged
    assert len(ask(demo, f"/api/v1/claims/?speaker={kept}")["results"]) == 2
    assert page.request.get(old, max_redirects=0).status == 200
    page.goto(f"/speakers/{kept}/")
    expect(page.get_by_role("main")).not_to_contain_text(other)
