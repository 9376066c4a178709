"""Three claims of the queue are assessed by keyboard alone, and the last is withdrawn."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.visiting import ask, claims_of, ingest, sign_in
from tests.stack import Stack

STORY = """Reservoir keeper Tilda Brandt said on Friday that the Okerby dam had lost a third of its water since June.

Farmer Joost Ravn accused the water board of selling the water to a brewery upstream.

The water board's director, Selma Oyen, said the brewery had bought no water this year.

“Nobody in this valley will go thirsty in {year},” Oyen told reporters."""
# Each letter of it is the key of something.
WHY = "jk cdn vux: the gauge at the weir says otherwise, 12345 times over?"
GAUGE = "https://gauges.example.org/okerby"


@pytest.mark.parametrize("width", [1280, 360])
def test_the_queue_is_worked_by_keyboard_alone(open_page: Opener, demo: Stack, token: str, width: int) -> None:
    article = ingest(demo, token, text=STORY.format(year=width), title=f"Who drank the dam? {width}")
    mine = [claim["id"] for claim in claims_of(demo, article)]
    page = open_page(viewport={"width": width, "height": 800})
    sign_in(page, demo)
    page.goto("/claims/")
    page.keyboard.press("g")
    page.keyboard.press("r")
    expect(page).to_have_url(re.compile("/review/"))

    done: list[int] = []
    for _ in range(3):
        number = int(page.locator("[data-key=o]").get_attribute("href").split("/")[2].split("-")[0])  # type: ignore[union-attr]
        assert number in mine
        place = page.url
        page.keyboard.press("4")
        expect(page.get_by_role("radio", name=re.compile("False"))).to_be_checked()
        page.keyboard.press("Control+Enter")
        expect(page.get_by_label("Rationale")).to_be_focused()
        page.keyboard.type(WHY)
        expect(page.get_by_label("Rationale")).to_have_value(WHY)
        expect(page.get_by_role("radio", name=re.compile("False"))).to_be_checked()
        assert page.url == place
        page.keyboard.press("Escape")
        page.keyboard.press("v")
        expect(page.get_by_label("Address")).to_be_focused()
        page.keyboard.type(GAUGE)
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("status")).to_contain_text("Saved: False.")
        expect(page.locator(f"[data-key=o][href^='/claims/{number}-']")).to_have_count(0)
        done.append(number)

    assert len(set(done)) == 3
    for number in done:
        made = ask(demo, f"/api/v1/claims/{number}/")
        assert made["status"] == "false"
        assert made["assessments"][0]["rationale"] == WHY
        assert [link["url"] for link in made["assessments"][0]["evidence"]] == [GAUGE]

    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("is Unverified again")
    assert [ask(demo, f"/api/v1/claims/{number}/")["status"] for number in done] == ["false", "false", "unverified"]


def test_a_draft_says_when_it_was_saved_and_is_not_announced(open_page: Opener, demo: Stack) -> None:
    page = open_page()
    sign_in(page, demo)
    page.goto("/review/?queue=new")
    note = page.locator("[data-draft-note]")
    expect(note).to_have_text("")
    page.get_by_label("Rationale").fill("The gauge says otherwise.")
    expect(note).to_have_text(re.compile(r"saved \d+ s ago \(draft\)"))
    assert page.locator("[aria-live] [data-draft-note], [role=status] [data-draft-note]").count() == 0
    page.evaluate("document.querySelector('[data-draft-at]').dataset.draftAt -= 200000")
    expect(note).to_have_text("· saved 3 min ago (draft)")
    page.reload()
    expect(note).to_have_text(re.compile(r"saved \d+ s ago \(draft\)"))
    page.get_by_role("button", name="Discard it").click()
    expect(note).to_have_text("")


def test_keys_choose_skip_open_and_save_nothing_by_themselves(open_page: Opener, demo: Stack) -> None:
    page = open_page()
    sign_in(page, demo)
    page.goto("/review/?queue=new")
    first = page.locator("[data-key=o]").get_attribute("href")
    page.keyboard.press("2")
    page.keyboard.press("j")
    expect(page.locator("[data-key=o]")).not_to_have_attribute("href", first or "")
    page.keyboard.press("k")
    expect(page.locator("[data-key=o]")).to_have_attribute("href", first or "")
    number = (first or "").split("/")[2].split("-")[0]
    assert ask(demo, f"/api/v1/claims/{number}/")["status"] == "unverified"
    page.keyboard.press("t")
    expect(page.locator(".review-bar")).to_contain_text("taken by you until")
    page.keyboard.press("t")
    expect(page.locator(".review-bar")).to_contain_text("taken by nobody")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(f"{first}$"))
