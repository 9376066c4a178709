"""A fact-check of another publisher is imported, suggested, confirmed by an editor, and then shown to readers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.test_accessibility import WIDTHS, assert_clean
from tests.browser.test_saved import tell
from tests.browser.visiting import ask, sign_in
from tests.stack import Stack, until

STORY = "Harbour pilot Osk Tveit said on Monday that the lighthouse had not been repaired since the storm of 2019."
REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://skarvik-checks.org/lighthouse",
    "claimReviewed": "Says the lighthouse was never repaired after the 2019 storm.",
    "author": {"@type": "Organization", "name": "Skarvik Checks"},
    "datePublished": "2025-04-14",
    "itemReviewed": {"@type": "Claim", "author": {"name": "Osk Tveit"}, "url": "https://courier.example.org/pilot"},
    "reviewRating": {"@type": "Rating", "alternateName": "Half a plank short"},
}


@pytest.fixture(scope="module")
def address(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a claim for which a fact-check is suggested."""
    path: Path = tmp_path_factory.mktemp("checks") / "review.json"
    path.write_text(json.dumps(REVIEW))
    assert "new 1" in stack.manage("import_factchecks", str(path))
    tell(stack, STORY)
    (claim,) = ask(stack, "/api/v1/claims/?speaker=Osk+Tveit")["results"]
    return str(claim["url"])


@pytest.mark.parametrize("scripts", [True, False])
def test_a_suggested_fact_check_is_confirmed_and_shown(
    open_page: Opener, stack: Stack, address: str, scripts: bool
) -> None:
    page, visitor = open_page(java_script_enabled=scripts), open_page()
    sign_in(page, stack)
    page.goto(address)

    def is_suggested() -> bool:
        page.goto(address)
        return page.get_by_role("region", name=re.compile("^Fact-checks by others")).count() > 0

    until(is_suggested)
    page.get_by_role("button", name="It is about this claim: Skarvik Checks").click()
    expect(page.get_by_role("button", name="Undo the decision: Skarvik Checks")).to_be_visible()
    visitor.goto(address)
    check = visitor.get_by_role("article", name="Confirmed: Skarvik Checks, Half a plank short")
    expect(check.get_by_role("link", name=re.compile("^Says the lighthouse"))).to_have_attribute(
        "href", str(REVIEW["url"])
    )
    page.locator("[data-toast]").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="It is about this claim: Skarvik Checks")).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_text("Half a plank short")).to_have_count(0)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_suggestion_is_decided_by_keyboard_in_the_queue(
    open_page: Opener, stack: Stack, address: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    sign_in(page, stack)
    at_claim = f"/review/?queue=suggested&claim={address.split('/claims/')[1].split('-')[0]}"
    page.goto(at_claim)
    suggestion = page.get_by_role("article", name="Suggested: Skarvik Checks")
    expect(suggestion.get_by_role("button", name="It is about this claim")).to_have_attribute("data-key", "c")
    assert_clean(page, f"fact-check in the queue, {width}")
    page.keyboard.press("d")
    expect(page.get_by_role("status")).to_contain_text("Saved: rejected.")
    expect(suggestion).to_have_count(0)
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("Undone: this fact-check is suggested again.")
    page.goto(at_claim)  # the queue has gone on to what else waits, if anything does
    expect(suggestion).to_be_visible()
    page.keyboard.press("c")
    expect(page.get_by_role("status")).to_contain_text("Saved: confirmed.")
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("Undone: this fact-check is suggested again.")
    page.goto(at_claim)
    expect(suggestion).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_claim_with_fact_checks_has_no_barrier(
    open_page: Opener, stack: Stack, address: str, width: int, theme: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=theme)
    sign_in(page, stack)
    page.goto(address)
    page.get_by_role("region", name=re.compile("^Fact-checks by others")).wait_for()
    assert_clean(page, f"suggested fact-check, {width}, {theme}")
    page.get_by_role("button", name="It is about something else: Skarvik Checks").click()
    page.locator("summary", has_text="Rejected (1)").click()
    assert_clean(page, f"rejected fact-check, {width}, {theme}")
    page.get_by_role("button", name="Undo the decision: Skarvik Checks").click()
    page.get_by_role("button", name="It is about this claim: Skarvik Checks").wait_for()
