"""The marked words of a statement move by words: by keys, and by tapping the first and the last."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.test_accessibility import assert_clean
from tests.browser.visiting import ask, claims_of, ingest, sign_in
from tests.stack import Stack

STORY = "Baker Nora Lie said on Friday that the old oven had cracked twice since Easter, and that flour was dear."


@pytest.fixture
def words(open_page: Opener, demo: Stack, token: str) -> Page:
    """Open the span editor of a statement on a small screen."""
    page = open_page(viewport={"width": 360, "height": 740}, has_touch=True)
    sign_in(page, demo)
    claim = claims_of(demo, ingest(demo, token, text=STORY))[0]
    page.goto(f"{claim['url']}edit/words/")
    return page


def marked(page: Page) -> str:
    return "".join(page.locator(".quote-place mark").all_inner_texts())


def test_the_chosen_layer_alone_moves(words: Page) -> None:
    content, cue = words.get_by_label("Content: what is said"), words.get_by_label("Cue: the word that says so")
    before = content.input_value()
    words.get_by_role("button", name="Cue", exact=True).tap()
    assert marked(words) == "said"
    words.get_by_role("button", name="End later").tap()
    expect(cue).to_have_value("said on")
    words.keyboard.press("{")
    expect(cue).to_have_value("said")
    assert content.input_value() == before
    assert_clean(words, "span editor")


def test_taps_set_the_first_and_the_last_word(words: Page) -> None:
    for word in ("old", "twice"):
        words.locator(".quote-place [data-word]", has_text=word).tap()
    expect(words.get_by_label("Content: what is said")).to_have_value("old oven had cracked twice")
    assert marked(words) == "old oven had cracked twice"
    words.get_by_role("button", name="Mark these words").tap()
    expect(words.get_by_role("status")).to_contain_text("Saved.")


def test_keys_do_nothing_in_the_fields(words: Page) -> None:
    content = words.get_by_label("Content: what is said")
    before = content.input_value()
    content.press("Control+End")
    content.type("}")
    expect(content).to_have_value(f"{before}}}")


def test_words_that_stand_twice_are_marked_where_they_were_tapped(words: Page, demo: Stack, token: str) -> None:
    story = "Miller Eva Rask said the mill was old, the mayor knew it, and the mill was old when she came."
    claim = claims_of(demo, ingest(demo, token, text=story))[0]
    words.goto(f"{claim['url']}edit/words/")
    last = words.locator(".quote-place [data-word]").filter(has_text="old").last
    last.locator("xpath=preceding-sibling::*[3]").tap()
    last.tap()
    expect(words.get_by_label("Content: what is said")).to_have_value("the mill was old")
    words.get_by_role("button", name="Mark these words").tap()
    expect(words.get_by_role("status")).to_contain_text("Saved.")
    (statement,) = ask(demo, f"/api/v1/claims/{claim['id']}/")["statements"]
    (content,) = statement["content"]
    assert (content["start"], content["text"]) == (story.rindex("the mill"), "the mill was old")
