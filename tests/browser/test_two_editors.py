"""Two editors save: the second chooses from both, loses no word, and both verdicts stay in the history."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.test_accessibility import assert_clean
from tests.browser.visiting import ask, choose, claims_of, enter, ingest, press, sign_in
from tests.stack import Stack

STORIES = (
    "Lighthouse warden Ebba Krone said on Tuesday that three ships had run aground off Skerry Point since January.",
    "Orchard owner Finn Dale said on Tuesday that frost had taken two thirds of the plum blossom in Harrow.",
    "Librarian Ute Sand said on Tuesday that nobody had borrowed the atlas of Marstad for nine years.",
)
THEIRS, MINE = "Two of the three strandings are on record.", "The harbour log knows of one stranding alone."
LOG, REGISTER = "https://harbour.example.org/log", "https://register.example.org/strandings"


def write(page: Page, address: str, status: str, rationale: str, *links: str) -> None:
    """Fill the assessment in, and leave it unsaved."""
    page.goto(address)
    press(page, page.get_by_role("link", name="Assess", exact=True))
    expect(page.get_by_role("dialog", name="Assess")).to_be_visible()
    choose(page, page.get_by_role("radio", name=re.compile(f"^{status}")))
    enter(page, page.get_by_label("Rationale"), rationale)
    for number, link in enumerate(links, start=1):
        if number > 1:
            press(page, page.get_by_role("button", name="Add another link"))
        enter(page, page.get_by_role("group", name=f"Evidence {number}").get_by_label("Address"), link)


@pytest.mark.parametrize(("width", "story"), [(1280, STORIES[0]), (360, STORIES[1])], ids=["1280", "360"])
def test_the_second_to_save_chooses_from_both(
    open_page: Opener, demo: Stack, token: str, others: dict[str, str], width: int, story: str
) -> None:
    (claim,) = claims_of(demo, ingest(demo, token, text=story))
    mine, anas = (open_page(viewport={"width": width, "height": 800}) for _ in range(2))
    sign_in(mine, demo)
    sign_in(anas, demo, "ana", others["ana"])
    write(mine, claim["url"], "False", MINE, LOG, REGISTER)
    write(anas, claim["url"], "Unproven", THEIRS, REGISTER)
    press(anas, anas.get_by_role("button", name="Save assessment"))
    expect(anas.get_by_role("status")).to_contain_text("Saved: Unproven.")

    press(mine, mine.get_by_role("button", name="Save assessment"))
    problem = mine.get_by_role("alert")
    expect(problem).to_contain_text("ana changed this claim while you were writing")
    expect(problem).to_be_focused()
    assert_clean(mine, f"two editors, {width}")
    table = mine.get_by_role("table")
    status, rationale = (table.get_by_role("row", name=name) for name in ("Status", "Rationale"))
    for words in ("Unverified", "Unproven", "False"):
        expect(status).to_contain_text(words)
    expect(rationale).to_contain_text(THEIRS)
    box = rationale.locator("td").last.bounding_box()
    assert box
    assert box["width"] > 150, "what to choose from stands in a strip too narrow to read"
    assert ask(demo, f"/api/v1/claims/{claim['id']}/")["status"] == "unproven"

    choose(mine, mine.get_by_role("radio", name="Status, yours: False"))
    choose(mine, mine.get_by_role("radio", name=f"Rationale, theirs: {THEIRS}"))
    expect(mine.get_by_role("checkbox")).to_have_count(2)
    press(mine, mine.get_by_role("button", name="Save the selection as a new assessment"))
    expect(mine.get_by_role("status")).to_contain_text("Saved: False.")

    made = ask(demo, f"/api/v1/claims/{claim['id']}/")
    assert made["status"] == "false"
    assert [a["rationale"] for a in made["assessments"]] == [THEIRS, THEIRS]
    assert {link["url"] for link in made["assessments"][0]["evidence"]} == {LOG, REGISTER}
    mine.goto(f"{claim['url']}history/")
    expect(mine.get_by_role("main")).to_contain_text("ana")
    assert mine.get_by_role("main").get_by_text("Unproven").count() >= 1


def test_what_was_typed_is_kept_and_saved_as_it_is(
    open_page: Opener, demo: Stack, token: str, others: dict[str, str]
) -> None:
    (claim,) = claims_of(demo, ingest(demo, token, text=STORIES[2]))
    mine, anas = open_page(), open_page()
    sign_in(mine, demo)
    sign_in(anas, demo, "ana", others["ana"])
    write(mine, claim["url"], "False", MINE, LOG)
    write(anas, claim["url"], "Unproven", THEIRS, REGISTER)
    anas.get_by_role("button", name="Save assessment").click()
    expect(anas.get_by_role("status")).to_contain_text("Saved: Unproven.")
    mine.get_by_role("button", name="Save assessment").click()
    for box in mine.locator("input[type=radio][value=mine]").all():
        box.check()
    mine.get_by_role("checkbox", name="register.example.org").uncheck()
    mine.get_by_role("button", name="Save the selection as a new assessment").click()
    expect(mine.get_by_role("status")).to_contain_text("Saved: False.")
    latest = ask(demo, f"/api/v1/claims/{claim['id']}/")["assessments"][0]
    assert (latest["rationale"], [link["url"] for link in latest["evidence"]]) == (MINE, [LOG])
