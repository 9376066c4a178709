"""What people decided outlasts the machine: reading an article again, and a changed page, leave it as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.test_accessibility import assert_clean_everywhere
from tests.browser.visiting import claims_of, enter, ingest, press, sign_in
from tests.stack import Stack


@dataclass(frozen=True)
class Story:
    """A story whose second paragraph answers its first, and words of what is decided on in it."""

    path: str
    title: str
    paragraphs: tuple[str, ...]
    accused_of: str
    answer: str
    moved: str
    reassigned: str
    left_out: str
    opening: str
    added: str

    @property
    def later(self) -> tuple[str, ...]:
        """What the page says once it has changed."""
        return (self.opening, *self.paragraphs[:3], self.paragraphs[3].replace(".", f" {self.added}."))


TRAMS = Story(
    path="/trams",
    title="Brakes of the Vestby trams",
    paragraphs=(
        "Council leader Runa Eide accused the Vestby tram company of hiding brake faults from its passengers.",
        "The Vestby tram company rejected the accusation. Its spokesman Odd Falk said every tram was checked at dawn.",
        "“We have nothing to hide from anybody,” Falk said at the depot on Wednesday.",
        "Driver Kaja Moen said two trams had slipped on the hill in May.",
        "Mechanic Siv Aas said the spare parts had been ordered in March.",
    ),
    accused_of="hiding brake faults",
    answer="checked at dawn",
    moved="two trams had slipped on the hill",
    reassigned="nothing to hide",
    left_out="spare parts",
    opening="The trams of Vestby stood still for an hour on Thursday morning.",
    added="and one in June",
)
PILOTS = Story(
    path="/pilots",
    title="The watch of the Okerby pilots",
    paragraphs=(
        "Fishing guild chair Tora Lien accused the Okerby pilots of sleeping through the fog of Sunday night.",
        "The Okerby pilots rejected the accusation. Their spokesman Per Dokken said each watch was logged by the hour.",
        "“We have never left the lamp unlit,” Dokken said on the pier on Tuesday.",
        "Captain Liv Rud said three cutters had run aground off the point in October.",
        "Clerk Gro Haug said the new charts had been printed in April.",
    ),
    accused_of="sleeping through the fog",
    answer="logged by the hour",
    moved="three cutters had run aground off the point",
    reassigned="lamp unlit",
    left_out="new charts",
    opening="The pilots of Okerby met behind closed doors on Wednesday evening.",
    added="and a ferry in November",
)


def page_of(story: Story, paragraphs: Sequence[str]) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = f"<head><title>{story.title}</title></head>"
    return f"<html>{head}<body><article><h1>{story.title}</h1>{text}</article></body></html>"


def serve(stack: Stack, path: str, html: str) -> str:
    """Put a page at a path of the site, in place of what was there, and return its address."""
    for handler in [h for h in stack.site.handlers if h.matcher.uri == path]:
        stack.site.handlers.remove(handler)
    stack.site.expect_request(path).respond_with_data(html, content_type="text/html; charset=utf-8")
    return stack.site.url_for(path).replace("localhost", "127.0.0.1")


def found(stack: Stack, article: dict[str, Any], words: str) -> dict[str, Any]:
    (claim,) = (claim for claim in claims_of(stack, article) if words in claim["text"])
    return claim


def correct(page: Page, claim: dict[str, Any], what: str) -> None:
    """Open one of the corrections of a claim by keyboard."""
    page.goto(claim["url"])
    press(page, page.locator("summary", has_text="Correct"))
    press(page, page.get_by_role("link", name=what))


def decide_three(page: Page, stack: Stack, article: dict[str, Any], story: Story) -> None:
    """Reject a suggestion, move a span and reassign a speaker, all by keyboard."""
    page.goto(found(stack, article, story.answer)["url"])
    press(page, page.get_by_role("button", name=re.compile("^Reject")))
    expect(page.locator("summary", has_text="Rejected (1)")).to_be_visible()

    correct(page, found(stack, article, story.moved), "Edit the marked words")
    marked = page.locator(".quote-place mark")
    expect(marked.first).to_have_text(story.moved.split()[0])
    for key in ("{", "{", "]", "["):
        page.keyboard.press(key)
    expect(page.get_by_label("Content: what is said")).to_have_value(story.moved)
    assert "".join(marked.all_inner_texts()) == story.moved
    press(page, page.get_by_role("button", name="Mark these words"))
    expect(page.get_by_role("status")).to_contain_text("Saved.")

    correct(page, found(stack, article, story.reassigned), "Reassign the speaker")
    enter(page, page.get_by_label("Or somebody new: the name"), "Ole Brekke")
    press(page, page.get_by_role("button", name="Give it to this speaker"))
    expect(page.get_by_role("status")).to_contain_text("Saved.")


def assert_three_stay(page: Page, stack: Stack, article: dict[str, Any], story: Story) -> None:
    page.goto(found(stack, article, story.answer)["url"])
    expect(page.locator("#answers .tie-suggested")).to_have_count(0)
    press(page, page.locator("summary", has_text="Rejected (1)"))
    expect(page.locator(".tie-rejected")).to_contain_text(story.accused_of)

    moved = found(stack, article, story.moved)
    statement = moved["statements"][-1]
    assert [span["text"] for span in statement["content"]] == [story.moved]
    page.goto(f"/statements/{statement['id']}/")
    expect(page.locator(".rail-entry.chosen").first).to_contain_text(story.moved)
    pieces = page.locator(".story .chosen:not(.no)")
    assert "".join(story.moved.split()) in "".join("".join(pieces.all_inner_texts()).split())
    expect(pieces.last).not_to_contain_text(story.paragraphs[3].rstrip(".").split()[-1])

    assert found(stack, article, story.reassigned)["speaker"]["name"] == "Ole Brekke"
    page.goto(f"/articles/{article['id']}/")
    expect(page.locator(".rail-entry", has_text=story.reassigned)).to_contain_text("Ole Brekke")


@pytest.mark.parametrize(("width", "story"), [(1280, TRAMS), (360, PILOTS)], ids=["1280", "360"])
def test_three_decisions_outlast_reading_again_and_a_changed_page(
    open_page: Opener, demo: Stack, token: str, width: int, story: Story
) -> None:
    address = serve(demo, story.path, page_of(story, story.paragraphs))
    article = ingest(demo, token, url=address)
    page = open_page(viewport={"width": width, "height": 800})
    sign_in(page, demo)
    decide_three(page, demo, article, story)
    assert_three_stay(page, demo, article, story)

    again = ingest(demo, token, url=address)
    assert (again["id"], again["revision"]["number"]) == (article["id"], 1)
    assert_three_stay(page, demo, article, story)

    lost = found(demo, article, story.left_out)
    serve(demo, story.path, page_of(story, story.later))
    changed = ingest(demo, token, url=address)
    assert (changed["id"], changed["revision"]["number"]) == (article["id"], 2)
    assert_three_stay(page, demo, article, story)

    page.goto(f"/articles/{article['id']}/")
    gone = page.get_by_role("region", name="No longer in the text (1)")
    link = gone.get_by_role("link", name=re.compile(story.left_out))
    expect(link).to_have_attribute("href", re.compile(f"/claims/{lost['id']}-"))
    press(page, page.get_by_role("link", name="what changed"))
    expect(page.locator(".story ins").first).to_contain_text(story.opening[-20:-1])
    expect(page.locator(".story ins").last).to_contain_text(story.added)
    expect(page.locator(".story del", has_text=story.left_out)).to_be_visible()
    assert_clean_everywhere(page, "what changed between revisions")
