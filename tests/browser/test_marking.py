"""An editor selects words of an article, and they become a statement: by mouse, touch, keyboard, without script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.test_accessibility import assert_clean
from tests.browser.visiting import ingest, sign_in, tab_to
from tests.stack import Stack

# The machine finds nothing in the second paragraph, which holds “logs” twice.
STORY = (
    "Harbour pilot Aud Lien said on Monday that the outer buoy had drifted since the storm.\n\n"
    "There are two logs. The port logs of {day} have it: no ship was ever in danger."
)
WORDS = "no ship was ever in danger"
SELECT = """([words, from]) => {
  const walker = document.createTreeWalker(document.querySelector(from), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
  throw new Error(`no text “${words}”`);
}"""


def story(stack: Stack, token: str, day: str) -> dict[str, Any]:
    return ingest(stack, token, title=f"Buoys on {day}", text=STORY.format(day=day))


def drag_over(page: Page, first: str, last: str) -> None:
    """Press the mouse on a word of the form and let it go on another one."""
    ends = [
        page.locator(".quote-place [data-word]").filter(has_text=word).last.bounding_box() for word in (first, last)
    ]
    for number, box in enumerate(ends):
        assert box
        x = box["x"] + (1 if number == 0 else box["width"] - 1)
        page.mouse.move(x, box["y"] + box["height"] / 2)
        (page.mouse.down if number == 0 else page.mouse.up)()


def marked(page: Page) -> str:
    return "".join(page.locator(".quote-place mark").all_inner_texts())


def test_selected_words_become_a_statement_(page: Page, demo: Stack, token: str) -> None:
    article = story(demo, token, "Tuesday")
    sign_in(page, demo)
    page.goto(f"/articles/{article['id']}/")
    expect(page.locator("[data-mark-bar]")).to_be_hidden()
    page.evaluate(SELECT, ["o ship was ever in dang", ".story"])  # the words that are cut are taken whole
    expect(page.locator("[data-mark-bar]")).to_be_visible()
    assert_clean(page, "reader with selected words")
    page.locator("[data-mark-bar] a").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("New statement")
    expect(page.get_by_label("Content: what is said")).to_have_value(WORDS)
    expect(page.get_by_role("button", name="Source", exact=True)).to_have_attribute("aria-pressed", "true")
    drag_over(page, "port", "logs")
    expect(page.get_by_label("Source: who says it")).to_have_value("port logs")
    page.get_by_role("button", name="Cue", exact=True).click()
    page.locator(".quote-place [data-word]", has_text="have").click()
    page.keyboard.press("}")
    expect(page.get_by_label("Cue: the word that says so")).to_have_value("have it")
    assert marked(page) == "have it"
    assert_clean(page, "new statement")
    page.get_by_label("Or somebody else: the name").fill("Port of Lien")
    page.get_by_label("Kind").select_option("organization")
    page.get_by_role("button", name="Mark these words").click()

    expect(page.get_by_role("status")).to_contain_text("Saved: the words are a statement.")
    chosen = page.locator(".rail-entry.chosen").first
    expect(chosen).to_contain_text("Port of Lien")
    assert " ".join(page.locator(".story .chosen:not(.no)").all_inner_texts()) == f"port logs have it {WORDS}"

    page.goto("/activity/")
    page.get_by_role("row", name="mark statement").first.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Undone: the words are not marked any more.")
    page.goto(f"/articles/{article['id']}/")
    expect(page.locator(".rail-entry", has_text=WORDS)).to_have_count(0)


def test_it_works_by_touch_on_a_small_screen(open_page: Opener, demo: Stack, token: str) -> None:
    article = story(demo, token, "Wednesday")
    page = open_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    sign_in(page, demo)
    page.goto(f"/articles/{article['id']}/")
    page.evaluate(SELECT, [WORDS, ".story"])
    bar = page.locator("[data-mark-bar]")
    expect(bar).to_be_in_viewport()
    box = bar.bounding_box()
    assert box
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, 360, 740)
    bar.get_by_role("link").tap()
    expect(page.get_by_label("Content: what is said")).to_have_value(WORDS)
    for word in ("port", "Wednesday"):
        page.locator(".quote-place [data-word]").filter(has_text=word).tap()
    expect(page.get_by_label("Source: who says it")).to_have_value("port logs of Wednesday")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert_clean(page, "new statement, small")
    page.get_by_label("Aud Lien").check()
    page.get_by_role("button", name="Mark these words").tap()
    expect(page.locator("[data-foot]")).to_contain_text(WORDS)
    page.get_by_role("status").get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("status")).to_contain_text("Undone")


def test_of_words_that_stand_twice_those_that_were_chosen_count(page: Page, demo: Stack, token: str) -> None:
    article = story(demo, token, "Thursday")
    sign_in(page, demo)
    page.goto(f"/articles/{article['id']}/")
    page.evaluate(SELECT, [WORDS, ".story"])
    expect(page.locator("[data-mark-bar]")).to_be_visible()
    page.keyboard.press("n")
    page.locator(".quote-place [data-word]").filter(has_text="logs").last.click()
    expect(page.locator(".quote-place mark")).to_have_count(1)
    expect(page.locator(".quote-place mark ~ [data-word]").first).to_have_text("of")
    page.get_by_label("Aud Lien").check()
    page.get_by_role("button", name="Mark these words").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    statement = page.url.partition("statement=")[2].partition("#")[0]
    (span,) = demo.api(token)(f"statements/{statement}/")["source"]
    text = article["revision"]["text"]
    assert (span["start"], text.count("logs", 0, span["start"])) == (text.rindex("logs"), 1)


@pytest.mark.parametrize("scripted", [True, False])
def test_it_works_by_keyboard_and_without_script(open_page: Opener, demo: Stack, token: str, scripted: bool) -> None:
    article = story(demo, token, f"Friday {scripted}")
    page = open_page(java_script_enabled=scripted)
    sign_in(page, demo)
    page.goto(f"/articles/{article['id']}/")
    link = page.get_by_role("link", name="New statement", exact=True)
    if scripted:
        tab_to(page, link)
        page.keyboard.press("Enter")
    else:
        link.click()
    page.get_by_label("Content: what is said").fill("no ship was ever in peril")
    page.get_by_label("Or somebody else: the name").fill("Port of Lien")
    page.get_by_role("button", name="Mark these words").click()
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text(
        "These words are not in the article. Copy them exactly, or select them in the text."
    )
    page.get_by_label("Content: what is said").fill(WORDS)
    page.get_by_role("button", name="Mark these words").click()
    expect(page.locator(".rail-entry.chosen").first).to_contain_text(WORDS)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Undone")
