"""A search is saved, and what is new to it reaches a receiver signed, its feed, and the page; by keyboard alone."""

from __future__ import annotations

import re
import urllib.request
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.test_accessibility import assert_clean_everywhere
from tests.browser.visiting import enter, press, sign_in, tab_to
from tests.receiving import Receiver
from tests.stack import Stack, until

ATOM = "{http://www.w3.org/2005/Atom}"


def save_by_keys(page: Page, query: str, name: str) -> None:
    """Save a list of claims without the mouse."""
    page.goto(f"/claims/?{query}")
    press(page, page.get_by_role("link", name="Save search"))
    tab_to(page, page.get_by_label("Name"))
    page.keyboard.press("Control+a")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/saved/\d+/$"))


def tell(stack: Stack, text: str) -> None:
    """Let a story come in, and wait for its claims."""
    api = stack.api(stack.token("teller"))
    article = api("articles/", {"title": "From the quay", "text": text})["id"]
    until(lambda: api(f"articles/{article}/")["stage"] == "done", seconds=90)


@pytest.mark.parametrize(
    ("width", "word", "speaker", "said"),
    [
        (1280, "zeppelin", "Runa Holm", "the zeppelin had lost its ballast over the fjord"),
        (360, "gyroscope", "Odd Nesset", "nobody had turned the gyroscope in the museum since May"),
    ],
)
def test_an_alert_reaches_a_receiver_a_feed_and_the_page(
    open_page: Opener, stack: Stack, width: int, word: str, speaker: str, said: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    receiver = Receiver(stack.site, f"alerts-{word}")
    sign_in(page, stack)
    save_by_keys(page, f"q={word}", f"All about the {word}")
    enter(page, page.get_by_label("Address", exact=True), receiver.address)
    page.keyboard.press("Enter")
    receiver.secret = page.locator("#secret").inner_text()
    press(page, page.get_by_role("button", name="Send test"))
    until(lambda: receiver.bodies)
    expect(page.get_by_role("row", name=re.compile("test"))).to_contain_text("200 delivered")

    tell(stack, f"Captain {speaker} said on Monday that {said}.")
    until(receiver.news)
    (body,) = receiver.news()
    assert [claim["speaker"] for claim in body["claims"]] == [speaker]

    page.reload()
    new = page.get_by_role("region", name=re.compile("^New since"))
    expect(new.get_by_role("article")).to_contain_text(speaker)
    with urllib.request.urlopen(page.locator("#feed-address").inner_text()) as answer:
        feed = ElementTree.parse(answer)
    (title,) = (entry.findtext(f"{ATOM}title", "") for entry in feed.iter(f"{ATOM}entry"))
    assert title.startswith(speaker)

    again = page.get_by_role("row", name=re.compile("new claims")).get_by_role("button", name=re.compile("^Replay"))
    expect(again).to_have_text("Replay")
    press(page, again)
    expect(page.get_by_role("row", name=re.compile("replay"))).to_contain_text("200 delivered")
    assert [sent["delivery"] for sent in receiver.news()] == [body["delivery"]] * 2


def test_it_works_without_script(open_page: Opener, stack: Stack) -> None:
    page, receiver = open_page(java_script_enabled=False), Receiver(stack.site, "plain")
    sign_in(page, stack)
    page.goto("/claims/?stance=denial")
    page.get_by_role("link", name="Save search").click()
    page.get_by_role("button", name="Save search").click()
    page.get_by_label("Address", exact=True).fill(receiver.address)
    page.get_by_role("button", name="Save the address").click()
    assert page.locator("#secret").inner_text()
    with page.expect_navigation():  # or the page could be reloaded while its answer comes
        page.get_by_role("button", name="Send test").click()
    until(lambda: receiver.bodies)
    page.reload()
    page.get_by_role("link", name=re.compile("^Show the body")).click()
    expect(page.locator("pre")).to_contain_text('"event": "test"')
    page.go_back()
    page.get_by_role("button", name="Delete the search").click()
    expect(page.get_by_role("heading", name="Saved searches")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="stance denial").click()
    expect(page.get_by_role("heading", name="stance denial")).to_be_visible()


def test_pages_of_saved_searches_have_no_barrier(open_page: Opener, stack: Stack) -> None:
    page, receiver = open_page(), Receiver(stack.site, "barriers")
    stack.token("reader")
    stack.manage("shell", "-c", SET_PASSWORD.format("reader"))
    page.goto("/login/")
    page.get_by_label("Username").fill("reader")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.locator("form[action='/logout/']").wait_for(state="attached")
    page.goto("/saved/")
    expect(page.get_by_role("heading", name="You follow no search yet")).to_be_visible()
    assert_clean_everywhere(page, "no saved search")
    page.goto("/saved/new/?q=bridge&status=-false")
    assert_clean_everywhere(page, "saving")
    page.get_by_label("Name").fill("")
    page.get_by_role("button", name="Save search").click()
    page.get_by_role("alert").wait_for()
    assert_clean_everywhere(page, "saving with an error")
    page.get_by_label("Name").fill("Bridges")
    page.get_by_role("button", name="Save search").click()
    page.get_by_label("Address", exact=True).fill("http://10.0.0.5/")
    page.get_by_role("button", name="Save the address").click()
    page.get_by_role("alert").wait_for()
    assert_clean_everywhere(page, "webhook with an error")
    page.get_by_label("Address", exact=True).fill(receiver.address)
    page.get_by_role("button", name="Save the address").click()
    page.locator("#secret").wait_for()
    assert_clean_everywhere(page, "saved search with its secret")
    page.get_by_role("button", name="Send test").click()
    expect(page.get_by_role("row", name=re.compile("test"))).to_contain_text("200 delivered")
    assert_clean_everywhere(page, "saved search with a delivery")
    page.get_by_role("link", name=re.compile("^Show the body")).click()
    expect(page.get_by_role("dialog")).to_contain_text('"event": "test"')
    assert_clean_everywhere(page, "delivery in a dialog")
    page.keyboard.press("Escape")
    page.goto("/saved/")
    assert_clean_everywhere(page, "saved searches")


PASSWORD = "quay-and-fjord-7"
SET_PASSWORD = (
    "from django.contrib.auth.models import User; "
    f"user = User.objects.get(username='{{}}'); user.set_password('{PASSWORD}'); user.save()"
)
