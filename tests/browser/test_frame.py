"""What all pages share: keys, dialogs, toasts, drafts, parts that fail, one's account."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Opener
from tests.browser.visiting import sign_in
from tests.stack import Stack

WHY = "The figures leave out what happened before that week."


@pytest.fixture
def editing(page: Page, demo: Stack) -> Page:
    """Open a page of the editor."""
    sign_in(page, demo)
    return page


def open_claim(page: Page, *, query: str) -> str:
    """Open the first claim of a list and return its address."""
    page.goto(f"/claims/?{query}")
    page.locator(".claim-says a").first.click()
    page.wait_for_url(re.compile(r"/claims/\d+-"))
    return page.url


def test_keys_lead_to_sections_and_to_the_search(page: Page, demo: Stack) -> None:
    page.goto("/claims/")
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page).to_have_url(re.compile("/disputes/$"))
    page.keyboard.press("/")
    search = page.get_by_label("Search claims", exact=True)
    expect(search).to_be_focused()
    page.keyboard.type("g c?")
    expect(search).to_have_value("g c?")
    expect(page).to_have_url(re.compile("/disputes/$"))


def test_the_search_of_the_page_comes_before_that_of_the_header(page: Page, demo: Stack) -> None:
    for address in ("/", "/claims/"):
        page.goto(address)
        page.keyboard.press("/")
        expect(page.get_by_label("Search claims, speakers, quotes")).to_be_focused()


def test_keys_with_modifiers_are_the_browsers(page: Page, demo: Stack) -> None:
    page.goto("/speakers/")
    page.keyboard.press("Control+/")
    expect(page.get_by_label("Search claims", exact=True)).not_to_be_focused()


def test_the_list_of_keys_is_a_dialog_that_gives_the_focus_back(page: Page, demo: Stack) -> None:
    page.goto("/claims/")
    page.get_by_role("link", name="Disputes").first.focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page).to_have_url(re.compile("/claims/$"))
    expect(page.get_by_role("link", name="Disputes").first).to_be_focused()


def test_keys_can_be_switched_off(editing: Page) -> None:
    search = editing.get_by_label("Search claims", exact=True)
    switch_keys(editing, "Off")
    editing.keyboard.press("/")
    expect(search).not_to_be_focused()
    switch_keys(editing, "On")
    editing.keyboard.press("/")
    expect(search).to_be_focused()


def switch_keys(page: Page, choice: str) -> None:
    page.goto("/account/preferences/")
    page.get_by_label("Single keys").select_option(choice)
    page.get_by_role("button", name="Save preferences").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    page.goto("/speakers/")


def test_a_toast_undoes_what_it_speaks_of(editing: Page) -> None:
    address = open_claim(editing, query="stance=call")
    editing.get_by_role("link", name="Assess", exact=True).click()
    editing.get_by_role("radio", name="In review").check()
    editing.get_by_role("button", name="Save assessment").click()
    toast = editing.get_by_role("status")
    expect(toast).to_contain_text("Saved: In review.")
    toast.get_by_role("button", name="Undo").press("Enter")
    expect(toast).to_contain_text("is Unverified again")
    expect(editing).to_have_url(address)


def test_who_was_signed_out_meanwhile_finds_the_text_again(editing: Page, demo: Stack) -> None:
    open_claim(editing, query="stance=denial")
    editing.get_by_role("link", name="Assess", exact=True).click()
    editing.get_by_label("Rationale").fill(WHY)
    editing.get_by_role("radio", name="Misleading").check()
    editing.context.clear_cookies(name="sessionid")
    editing.get_by_role("button", name="Save assessment").click()
    expect(editing).to_have_url(re.compile("/login/"))
    editing.get_by_label("Username").fill(demo.login)
    editing.get_by_label("Password").fill(demo.password)
    editing.get_by_role("main").get_by_role("button", name="Sign in").click()
    editing.get_by_role("link", name="Go on writing").click()
    expect(editing.get_by_label("Rationale")).to_have_value(WHY)
    expect(editing.get_by_role("radio", name="Misleading")).to_be_checked()
    editing.get_by_role("button", name="Discard it").click()
    editing.reload()
    expect(editing.get_by_label("Rationale")).to_have_value("")


def test_a_part_that_fails_says_so_and_is_asked_for_again(editing: Page) -> None:
    open_claim(editing, query="stance=denial")
    failing = iter([{"status": 503, "headers": {"X-Request-ID": "7f3a-91"}}])

    def answer(route: Route) -> None:
        failure = next(failing, None)
        route.fulfill(**failure) if failure else route.continue_()  # type: ignore[arg-type]

    editing.route("**/assess/", answer)
    editing.get_by_role("link", name="Assess", exact=True).click()
    expect(editing.get_by_role("alert")).to_contain_text("was recorded as 7f3a-91. Nothing was changed.")
    editing.get_by_role("button", name="Retry").click()
    expect(editing.get_by_label("Rationale")).to_be_visible()
    expect(editing.get_by_role("alert")).to_have_count(0)


def test_a_token_is_made_and_revoked_and_restored_without_script(open_page: Opener, demo: Stack) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, demo)
    page.goto("/account/tokens/")
    page.get_by_label("Name").fill("plain")
    page.get_by_role("button", name="Make token").click()
    page.get_by_role("button", name="Revoke plain").click()
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("The token “plain” is valid again.")
