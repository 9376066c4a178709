"""From a dispute to the sentence in its article, by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.visiting import ask, press
from tests.stack import Stack


@pytest.mark.parametrize("width", [1280, 360])
def test_the_first_dispute_leads_to_the_sentence(open_page: Opener, demo: Stack, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    page.goto("/")
    press(page, page.locator(".dispute-item a").first)
    expect(page).to_have_url(re.compile(r"/disputes/\d+-"))
    press(page, page.locator(".thread .tie-words a").first)
    expect(page).to_have_url(re.compile(r"/claims/\d+-"))

    number = int(re.search(r"/claims/(\d+)-", page.url)[1])  # type: ignore[index]
    claim = ask(demo, f"/api/v1/claims/{number}/")
    other = ask(demo, f"/api/v1/claims/{claim['rebuttals'][0]['claim']}/")
    said = claim["statements"][0]["content"][0]["text"]
    expect(page.locator(".quote-place").first).to_contain_text(" ".join(said.split())[:60])
    expect(page.locator("#answers")).to_contain_text(" ".join(other["text"].split())[:60])

    press(page, page.get_by_role("link", name=re.compile("^Read here")).first)
    expect(page).to_have_url(re.compile(rf"\?statement={claim['statements'][0]['id']}\b"))
    expect(page.locator(".story .no.chosen")).to_be_in_viewport()
    pieces = page.locator(".story .chosen:not(.no)").all_inner_texts()
    assert "".join(said.split()) in "".join("".join(pieces).split())
