"""What people decided outlasts the machine: reading an article again, and a changed page, leave it as it is."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessibility import assert_clean_everywhere
from tests.browser.visiting import claims_of, ingest, sign_in, tab_to
from tests.stack import Stack

PARAGRAPHS = (
    "Council leader Runa Eide accused the Vestby tram company of hiding brake faults from its passengers.",
    "The Vestby tram company rejected the accusation. Its spokesman Odd Falk said every tram was checked at dawn.",
    "“We have nothing to hide from anybody,” Falk said at the depot on Wednesday.",
    "Driver Kaja Moen said two trams had slipped on the hill in May.",
    "Mechanic Siv Aas said the spare parts had been ordered in March.",
)
SLIPPED = "two trams had slipped on the hill"


def page_of(*paragraphs: str) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    title = "Brakes of the Vestby trams"
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"


def serve(stack: Stack, path: str, html: str) -> str:
    """Put a page at a path of the site, in place of what was there, and return its address."""
    for handler in [h for h in stack.site.handlers if h.matcher.uri == path]:
        stack.site.handlers.remove(handler)
    stack.site.expect_request(path).respond_with_data(html, content_type="text/html; charset=utf-8")
    return stack.site.url_for(path).replace("localhost", "127.0.0.1")


def found(stack: Stack, article: dict[str, Any], words: str) -> dict[str, Any]:
    (claim,) = (claim for claim in claims_of(stack, article) if words in claim["text"])
    return claim


def press(page: Page, control: Locator) -> None:
    tab_to(page, control)
    page.keyboard.press("Enter")


def correct(page: Page, claim: dict[str, Any], what: str) -> None:
    """Open one of the corrections of a claim by keyboard."""
    page.goto(claim["url"])
    press(page, page.locator("summary", has_text="Correct"))
    press(page, page.get_by_role("link", name=what))


def decide_three(page: Page, stack: Stack, article: dict[str, Any]) -> None:
    """Reject a suggestion, move a span and reassign a speaker, all by keyboard."""
    page.goto(found(stack, article, "checked at dawn")["url"])
    press(page, page.get_by_role("button", name=re.compile("^Reject")))
    expect(page.locator("summary", has_text="Rejected (1)")).to_be_visible()

    correct(page, found(stack, article, SLIPPED), "Edit the marked words")
    marked = page.locator(".quote-place mark")
    expect(marked.first).to_have_text("two")
    for key in ("{", "{", "]", "["):
        page.keyboard.press(key)
    expect(page.get_by_label("Content: what is said")).to_have_value(SLIPPED)
    assert "".join(marked.all_inner_texts()) == SLIPPED
    press(page, page.get_by_role("button", name="Mark these words"))
    expect(page.get_by_role("status")).to_contain_text("Saved.")

    correct(page, found(stack, article, "nothing to hide"), "Reassign the speaker")
    tab_to(page, page.get_by_label("Or somebody new: the name"))
    page.keyboard.type("Ole Brekke")
    press(page, page.get_by_role("button", name="Give it to this speaker"))
    expect(page.get_by_role("status")).to_contain_text("Saved.")


def assert_three_stay(page: Page, stack: Stack, article: dict[str, Any]) -> None:
    page.goto(found(stack, article, "checked at dawn")["url"])
    expect(page.locator("#answers .tie-suggested")).to_have_count(0)
    page.locator("summary", has_text="Rejected (1)").click()
    expect(page.locator(".tie-rejected")).to_contain_text("hiding brake faults")

    moved = found(stack, article, SLIPPED)
    statement = moved["statements"][-1]
    assert [span["text"] for span in statement["content"]] == [SLIPPED]
    page.goto(f"/statements/{statement['id']}/")
    expect(page.locator(".rail-entry.chosen").first).to_contain_text(SLIPPED)
    assert SLIPPED.replace(" ", "") in "".join(
        "".join(page.locator(".story .chosen:not(.no)").all_inner_texts()).split()
    )
    expect(page.locator(".story .chosen:not(.no)").last).not_to_contain_text("May")

    assert found(stack, article, "nothing to hide")["speaker"]["name"] == "Ole Brekke"
    page.goto(f"/articles/{article['id']}/")
    expect(page.locator(".rail-entry", has_text="nothing to hide")).to_contain_text("Ole Brekke")


def test_three_decisions_outlast_reading_again_and_a_changed_page(page: Page, demo: Stack, token: str) -> None:
    address = serve(demo, "/trams", page_of(*PARAGRAPHS))
    article = ingest(demo, token, url=address)
    sign_in(page, demo)
    decide_three(page, demo, article)
    assert_three_stay(page, demo, article)

    again = ingest(demo, token, url=address)
    assert (again["id"], again["revision"]["number"]) == (article["id"], 1)
    assert_three_stay(page, demo, article)

    page.set_viewport_size({"width": 360, "height": 740})
    parts = found(demo, article, "spare parts")
    opening = "The trams of Vestby stood still for an hour on Thursday morning."
    later = "Driver Kaja Moen said two trams had slipped on the hill in May and one in June."
    serve(demo, "/trams", page_of(opening, *PARAGRAPHS[:3], later))
    changed = ingest(demo, token, url=address)
    assert (changed["id"], changed["revision"]["number"]) == (article["id"], 2)
    assert_three_stay(page, demo, article)

    page.goto(f"/articles/{article['id']}/")
    lost = page.get_by_role("region", name="No longer in the text (1)")
    expect(lost.get_by_role("link", name=re.compile("spare parts"))).to_have_attribute(
        "href", re.compile(f"/claims/{parts['id']}-")
    )
    page.get_by_role("link", name="what changed").click()
    expect(page.locator(".story ins").first).to_contain_text("stood still for an hour")
    expect(page.locator(".story ins").last).to_contain_text("and one in June")
    expect(page.locator(".story del", has_text="spare parts")).to_be_visible()
    assert_clean_everywhere(page, "what changed between revisions")
