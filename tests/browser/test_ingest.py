"""A story comes in, is read, assessed and found again; what cannot come in says why."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from werkzeug import Request, Response

from tests.browser.conftest import Opener
from tests.browser.test_accessibility import WIDTHS, assert_clean
from tests.browser.visiting import ask, sign_in
from tests.stack import Stack

BATCH = re.compile(r"/ingest/\d+/")
LOOKS = [*zip(WIDTHS, ("light", "dark"), strict=True)]
TITLE = "Ferry line rejects inspector’s charge over the Alken"
STORY = """Harbour inspector Maren Voll said on Monday that the ferry Alken had sailed twice without an inspection.

“The boat was never checked in March,” Voll told reporters at the quay.

Alken Lines denied the allegation. Its spokesman Jonas Ekdal said every trip had been logged and signed.

Voll said her office would publish the logbook."""
PAGE = """<html><head><title>{title}</title></head><body><article>
<h1>{title}</h1>
<p>The bakers’ guild said on Friday that flour had become {number} times as dear within a year.</p>
<p>“We cannot swallow this any longer,” guild chair Nils Aaberg told members at the annual meeting in town.</p>
<p>The millers’ association rejected the charge and said that its prices had followed the harvest, as in every year.</p>
</article></body></html>"""


def paste(page: Page, text: str, title: str) -> None:
    page.goto("/ingest/paste/")
    form = page.get_by_role("region", name="Paste a text")
    form.get_by_label("Text").fill(text)
    form.get_by_label("Title").fill(title)
    form.get_by_label("Outlet").fill("Quayside Post")
    form.get_by_label("Date of publication").fill("2026-03-02")
    form.get_by_role("button", name="Ingest the text").click()
    page.wait_for_url(BATCH)


def test_a_story_is_pasted_read_assessed_and_found_by_the_api(page: Page, stack: Stack) -> None:
    token = stack.token("reader", "analyst")
    sign_in(page, stack)
    paste(page, STORY, TITLE)
    page.evaluate("window.stayed = true")  # a reload would lose it
    expect(page.locator("[data-summary]")).to_have_text("1 item: 1 done", timeout=60_000)
    assert page.evaluate("window.stayed")
    assert "hx-trigger" not in page.locator("#progress").evaluate("element => element.outerHTML")
    assert re.search(r"[1-9]\d* claims?, \d+ links?", page.locator("#progress").inner_text())

    page.get_by_role("link", name=f"Claims of {TITLE}").click()
    page.get_by_role("link", name=re.compile("never checked in March")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The boat was never checked in March")
    claim = int(re.search(r"/claims/(\d+)-", page.url)[1])  # type: ignore[index]

    page.get_by_role("link", name="Assess", exact=True).click()
    page.get_by_role("radio", name="Unproven").check()
    page.get_by_label("Rationale").fill("The logbook for March has not been published yet.")
    page.get_by_role("button", name="Save assessment").click()
    expect(page.get_by_role("alert")).to_contain_text("Add at least one link that a reader can check.")
    expect(page.get_by_label("Rationale")).to_have_value("The logbook for March has not been published yet.")
    page.get_by_label("Address").fill("https://harbour.example.org/logbook")
    page.get_by_label("Title (optional)").fill("Logbook of the harbour")
    page.get_by_role("button", name="Save assessment").click()
    expect(page.locator("[data-toast]")).to_contain_text("Saved: Unproven.")
    expect(page.locator(".verdict").first).to_contain_text("The logbook for March has not been published yet.")

    found = ask(stack, "/api/v1/claims/?status=unproven&q=checked+March", token=token)
    (row,) = found["results"]
    assert (row["id"], row["status"]) == (claim, "unproven")
    assert row["assessments"][0]["evidence"][0]["url"] == "https://harbour.example.org/logbook"

    page.locator("[data-toast]").get_by_role("button", name="Undo").click()
    expect(page.locator(".claim-top .status")).to_have_text("Unverified")
    assert ask(stack, f"/api/v1/claims/{claim}/")["status"] == "unverified"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_a_story_is_pasted_by_keyboard_and_pasted_again_adds_nothing(
    open_page: Opener, stack: Stack, width: int, theme: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=theme)
    sign_in(page, stack)
    text, title = f"{STORY}\n\nThe Alken sails again on the {width}th day, Ekdal said.", f"The Alken sails, {width}"
    for again in (False, True):
        page.goto("/ingest/")
        tab_to(page, "a[href='/ingest/paste/']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ingest/paste/")
        assert_clean(page, f"pasting, {width}, {theme}")
        tab_to(page, "#id_text")
        page.keyboard.insert_text(text)
        tab_to(page, "#id_title")
        page.keyboard.insert_text(title)
        tab_to(page, ".primary")
        before = ask(stack, "/api/v1/articles/?limit=200")["results"] if again else []
        page.keyboard.press("Enter")
        page.wait_for_url(BATCH)
        if again:
            expect(page.locator("[data-summary]")).to_have_text("Nothing new · 1 known already")
            expect(page.get_by_role("region", name="Known already")).to_contain_text(f"Same text as {title}")
            assert ask(stack, "/api/v1/articles/?limit=200")["results"] == before
        else:
            page.evaluate("window.stayed = true")
            expect(page.locator("[data-spoken]")).to_have_text("1 item: 1 done", timeout=60_000)
            assert page.evaluate("window.stayed")
            tab_to(page, "a[href^='/claims/?article=']")
            assert re.search(r"[1-9]\d* claims?, \d+ links?", page.locator(".item-end").inner_text())
        assert_clean(page, f"batch, {width}, {theme}")
    page.goto("/ingest/files/")
    assert_clean(page, f"files, {width}, {theme}")
    page.get_by_role("button", name="Upload the files").press("Enter")
    page.get_by_role("alert").wait_for()
    assert_clean(page, f"files with an error, {width}, {theme}")
    page.goto("/ingest/feed/")
    assert_clean(page, f"feed, {width}, {theme}")


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_bad_addresses_fail_with_code_and_next_step_and_retry_touches_nothing_else(
    open_page: Opener, stack: Stack, width: int, theme: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=theme)
    title = f"Bakers warn of flour prices, {width}"
    stack.site.expect_request(f"/flour/{width}").respond_with_data(
        PAGE.format(title=title, number=width), content_type="text/html"
    )
    sign_in(page, stack)
    good = stack.site.url_for(f"/flour/{width}").replace("localhost", "127.0.0.1")
    other = urlsplit(good).port or 0
    private = f"http://127.0.0.1:{other + 1 if other < 65535 else other - 1}/secret/{width}"
    page.goto("/ingest/addresses/")
    tab_to(page, "#id_addresses")
    page.keyboard.insert_text(f"{private}\nhttp://no-such-host.invalid/story/{width}\n{good}")
    tab_to(page, ".primary")
    page.keyboard.press("Enter")
    page.wait_for_url(BATCH)
    tab_to(page, "#refresh")
    with page.expect_response(BATCH):
        pass  # a poll, after which the focus is where it was
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.matches('#refresh, [data-summary]')")
    summary = page.locator("[data-summary]")
    expect(summary).to_have_text("3 items: 1 done · 2 failed", timeout=90_000)
    assert_clean(page, f"batch with failures, {width}, {theme}")
    failed = page.locator(".item-failed")
    expect(failed.first.locator("code")).to_have_text("address_not_public")
    expect(failed.first).to_contain_text("Paste the text instead")
    expect(failed.last.locator("code")).to_have_text(re.compile("host"))
    expect(failed.last).to_contain_text("Check the spelling")
    expect(page.locator(".item-done")).to_contain_text(title)

    tab_to(page, "#code-address_not_public")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("stage=failed&code=address_not_public$"))
    expect(page.locator(".items > li")).to_have_count(1)
    expect(summary).to_have_text("3 items: 1 done · 2 failed")
    page.go_back()

    tab_to(page, "#retry")
    page.keyboard.press("Enter")
    expect(page.locator("[data-toast]")).to_contain_text("2 tried again.")
    expect(page.locator(".item-done")).to_have_count(1)
    expect(summary).to_have_text("3 items: 1 done · 2 failed", timeout=90_000)
    asked = [request.path for request, _ in stack.site.log]
    assert asked.count(f"/flour/{width}") == 1

    tab_to(page, ".item-failed a[href^='/ingest/paste/']")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Where it is from")).to_have_value(private)


def test_files_are_dropped_and_a_failed_one_keeps_its_text(page: Page, stack: Stack) -> None:
    sign_in(page, stack)
    page.goto("/ingest/files/")
    page.evaluate(
        """() => {
          const dropped = new DataTransfer();
          const texts = { "loaves.txt": "Baker Nils Aaberg said loaves shrink.", "button.txt": "Share this article" };
          for (const [name, text] of Object.entries(texts)) dropped.items.add(new File([text], name));
          const event = new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true });
          document.querySelector("[data-drop] .field").dispatchEvent(event);
        }"""
    )
    expect(page.get_by_role("list", name="Chosen files").get_by_role("listitem")).to_have_text(
        ["loaves.txt", "button.txt"]
    )
    page.get_by_role("button", name="Upload the files").click()
    page.wait_for_url(BATCH)
    expect(page.locator("[data-summary]")).to_have_text("2 items: 1 done · 1 failed", timeout=60_000)
    page.locator(".item-failed").get_by_role("link", name=re.compile("^Paste")).click()
    expect(page.get_by_role("textbox", name="Text")).to_have_value("Share this article")


def slow_page(request: Request) -> Response:
    time.sleep(12)
    return Response(PAGE.format(title="Bakers take their time", number=7), content_type="text/html")


def test_a_batch_is_asked_for_while_somebody_looks_and_until_it_is_done(page: Page, stack: Stack) -> None:
    stack.site.expect_request("/slow").respond_with_handler(slow_page)
    asked: list[str] = []
    sign_in(page, stack)
    page.goto("/ingest/addresses/")
    page.get_by_label("Addresses, one a line").fill(stack.site.url_for("/slow").replace("localhost", "127.0.0.1"))
    page.get_by_role("button", name="Fetch the addresses").click()
    page.wait_for_url(BATCH)
    page.on("request", lambda request: asked.append(request.url) if "hx-request" in request.headers else None)
    page.evaluate("Object.defineProperty(document, 'hidden', { configurable: true, value: true })")
    page.wait_for_timeout(5000)
    assert asked == []
    page.evaluate("delete document.hidden")
    expect(page.locator("[data-summary]")).to_have_text("1 item: 1 done", timeout=60_000)
    assert asked
    asked.clear()
    page.wait_for_timeout(4500)
    assert asked == []
