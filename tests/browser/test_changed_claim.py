"""Who has a claim open is told that somebody changed it, and sees the change once they ask for it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.test_accessibility import assert_clean
from tests.stack import Stack, until

STORY = "Weaver Ragna Dahl said on Friday that the {0} looms in the old mill had stood still for {0} days."


@pytest.mark.parametrize(("width", "theme"), [(1280, "dark"), (360, "light")])
def test_an_open_claim_says_that_it_changed_and_changes_nothing_by_itself(
    open_page: Opener, stack: Stack, width: int, theme: str
) -> None:
    call = stack.api(stack.token("weaver"))
    number = call("articles/", {"text": STORY.format(width), "title": f"Looms stand still, {width}"})["id"]
    until(lambda: call(f"articles/{number}/")["stage"] == "done")
    (claim, *_) = call(f"claims/?article={number}")["results"]
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=theme)
    page.goto(claim["url"])
    with page.expect_response("**/changed/?since=*") as quiet:
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    assert quiet.value.status == 204

    reasons = "The meter of the mill shows no current for that time."
    link = {"url": "https://mill.example.org/meter", "title": "Meter of the mill"}
    given = {"status": "supported", "rationale": reasons, "evidence": [link], "version": claim["version"]}
    call(f"claims/{claim['id']}/assessments/", given)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    notice = page.locator("[data-watch]").filter(has_text="This claim changed")
    expect(notice).to_contain_text(" ago.")
    expect(page.locator(".claim-top .status")).to_have_text("Unverified")
    assert_clean(page, f"changed claim, {width}, {theme}")
    notice.get_by_role("link", name="Show").press("Enter")
    expect(page.locator(".claim-top .status")).to_have_text("Supported")
    expect(page.get_by_text("This claim changed")).to_have_count(0)
