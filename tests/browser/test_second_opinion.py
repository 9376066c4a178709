"""With second opinions on, a verdict is public once another editor agrees, and then as valid ClaimReview."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.serving import one_more_server
from tests.browser.test_accessibility import assert_clean_everywhere
from tests.browser.visiting import ask, choose, claims_of, enter, ingest, press, sign_in
from tests.stack import Stack

STORY = """Museum director Ivo Lindqvist said on Monday that the painting had never left the vault in Marstad.

Collector Petra Holm claimed that the museum had sold the painting in 2019."""
WHY, BILL = "The bill of the sale in 2019 is in the land archive.", "https://archive.example.org/bills/2019"


@pytest.fixture(scope="module")
def strict(demo: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a web server with second opinions on, and return its address."""
    with one_more_server(demo, tmp_path_factory.mktemp("strict"), SECOND_OPINION="3-4") as stack:
        yield stack.url


@pytest.mark.parametrize("width", [1280, 360])
def test_a_verdict_counts_once_another_editor_agrees(
    open_page: Opener, demo: Stack, strict: str, token: str, others: dict[str, str], width: int
) -> None:
    story = STORY.replace("2019", {1280: "2019", 360: "2018"}[width])
    claim = claims_of(demo, ingest(demo, token, text=story, title=f"The vault, {width}", outlet="Marstad Mail"))[1]
    address = f"{strict}{urlsplit(claim['url']).path}"
    editor, ana, visitor = (open_page(base_url=strict, viewport={"width": width, "height": 800}) for _ in range(3))
    sign_in(editor, demo)
    sign_in(ana, demo, "ana", others["ana"])

    editor.goto(address)
    press(editor, editor.get_by_role("link", name="Assess", exact=True))
    expect(editor.get_by_role("dialog", name="Assess")).to_be_visible()
    choose(editor, editor.locator("input[name=status][value=false]"))
    enter(editor, editor.get_by_label("Rationale"), WHY)
    enter(editor, editor.get_by_label("Address"), BILL)
    press(editor, editor.get_by_role("button", name="Save assessment"))
    expect(editor.get_by_role("status")).to_contain_text("Proposed: False.")
    expect(editor.get_by_role("region", name="Proposed: False by editor")).to_be_visible()
    expect(editor.get_by_text("You proposed this verdict, so another editor has to agree.")).to_be_visible()
    expect(editor.get_by_role("button", name="Agree")).to_have_count(0)
    assert refused_to_agree(editor)
    assert_clean_everywhere(editor, "a verdict that was proposed")

    visitor.goto(address)
    expect(visitor.locator(".claim-top .status")).to_have_text("Unverified")
    expect(visitor.get_by_role("main")).not_to_contain_text("Proposed")
    expect(visitor.locator("script[type='application/ld+json']")).to_have_count(0)

    ana.goto("/review/?queue=second")
    press(ana, ana.get_by_role("link", name="Open"))
    expect(ana).to_have_url(address)
    press(ana, ana.get_by_role("button", name="Agree"))
    expect(ana.get_by_role("status")).to_contain_text("Agreed: False is public now.")

    visitor.reload()
    expect(visitor.locator(".claim-top .status")).to_have_text("False")
    assert ask(demo, f"/api/v1/claims/{claim['id']}/")["status"] == "false"
    assert_valid(json.loads(visitor.locator("script[type='application/ld+json']").inner_text()), address, claim)


def refused_to_agree(page: Page) -> bool:
    """Send the proposer's own agreement by hand; return whether the page refuses it."""
    form = page.get_by_role("region", name="Proposed").locator("form")
    form.evaluate("form => { form.action = form.action.replace('/retract/', '/agree/'); form.submit(); }")
    expect(page.get_by_role("alert").or_(page.get_by_role("status"))).to_contain_text("another editor has to agree")
    return page.locator(".claim-top .status").inner_text() == "Unverified"


def assert_valid(review: dict[str, Any], address: str, claim: dict[str, Any]) -> None:
    """Check what schema.org and the readers of ClaimReview ask for."""
    assert review["@context"] == "https://schema.org"
    assert review["@type"] == "ClaimReview"
    assert review["url"] == address
    assert "painting" in str(review["claimReviewed"])
    rating = review["reviewRating"]
    assert rating == {
        "@type": "Rating", "alternateName": "False", "ratingValue": 1, "bestRating": 5, "worstRating": 1
    }  # fmt: skip
    author, item = review["author"], review["itemReviewed"]
    assert author["@type"] == "Organization"
    assert author["name"]
    assert author["url"]
    assert date.fromisoformat(str(review["datePublished"]))
    assert review["citation"] == [{"@type": "WebPage", "url": BILL, "name": BILL}]
    assert (item["@type"], item["text"]) == ("Claim", claim["text"])
    assert item["author"]["@type"] == "Person"
    assert "Petra Holm" in item["author"]["name"]
    assert item["firstAppearance"]["@type"] == "NewsArticle"
    assert item["firstAppearance"]["publisher"]["name"] == "Marstad Mail"
