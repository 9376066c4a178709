"""A story comes in, is read, assessed and found again; what cannot come in says why."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.visiting import ask, sign_in
from tests.stack import Stack

TITLE = "Ferry line rejects inspector’s charge over the Alken"
STORY = """Harbour inspector Maren Voll said on Monday that the ferry Alken had sailed twice without an inspection.

“The boat was never checked in March,” Voll told reporters at the quay.

Alken Lines denied the allegation. Its spokesman Jonas Ekdal said every trip had been logged and signed.

Voll said her office would publish the logbook."""
PAGE = """<html><head><title>Bakers warn of flour prices</title></head><body><article>
<h1>Bakers warn of flour prices</h1>
<p>The bakers’ guild said on Friday that flour had become twice as dear within a year.</p>
<p>“We cannot swallow this any longer,” guild chair Nils Aaberg told members at the annual meeting in town.</p>
<p>The millers’ association rejected the charge and said that its prices had followed the harvest, as in every year.</p>
</article></body></html>"""


def paste(page: Page, text: str, title: str) -> None:
    page.goto("/ingest/")
    form = page.get_by_role("region", name="Paste a text")
    form.get_by_label("Text").fill(text)
    form.get_by_label("Title").fill(title)
    form.get_by_label("Outlet").fill("Quayside Post")
    form.get_by_label("Date of publication").fill("2026-03-02")
    form.get_by_role("button", name="Ingest the text").click()
    page.wait_for_url("**/ingest/*/**")


def test_a_story_is_pasted_read_assessed_and_found_by_the_api(page: Page, stack: Stack) -> None:
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

    found = ask(stack, "/api/v1/claims/?status=unproven&q=checked+March", token=stack.token("reader", "analyst"))
    (row,) = found["results"]
    assert (row["id"], row["status"]) == (claim, "unproven")
    assert row["assessments"][0]["evidence"][0]["url"] == "https://harbour.example.org/logbook"

    page.locator("[data-toast]").get_by_role("button", name="Undo").click()
    expect(page.locator(".claim-top .status")).to_have_text("Unverified")
    assert ask(stack, f"/api/v1/claims/{claim}/")["status"] == "unverified"


def test_the_same_story_again_is_known_and_adds_nothing(page: Page, stack: Stack) -> None:
    sign_in(page, stack)
    text = f"{STORY}\n\nThe Alken sails again on Thursday, Ekdal said."
    paste(page, text, "The Alken sails again")
    expect(page.locator("[data-summary]")).to_have_text("1 item: 1 done", timeout=60_000)
    before = ask(stack, "/api/v1/articles/?limit=200")["results"]
    paste(page, text, "The Alken sails again")
    expect(page.get_by_role("region", name="Known already")).to_contain_text("The Alken sails again")
    assert ask(stack, "/api/v1/articles/?limit=200")["results"] == before


def test_bad_addresses_fail_with_code_and_next_step_and_the_good_one_is_done(page: Page, stack: Stack) -> None:
    stack.site.expect_request("/flour").respond_with_data(PAGE, content_type="text/html")
    sign_in(page, stack)
    page.goto("/ingest/")
    good = stack.site.url_for("/flour").replace("localhost", "127.0.0.1")
    other = urlsplit(good).port or 0
    private = f"http://127.0.0.1:{other + 1 if other < 65535 else other - 1}/secret"
    page.get_by_label("Addresses, one a line").fill(f"{private}\nhttp://no-such-host.invalid/story\n{good}")
    page.get_by_role("button", name="Fetch the addresses").click()
    expect(page.locator("[data-summary]")).to_have_text("3 items: 1 done · 2 failed", timeout=90_000)
    failed = page.locator(".item-failed")
    expect(failed.first.locator(".code")).to_have_text("address_not_public")
    expect(failed.first).to_contain_text("Paste the text instead")
    expect(failed.last.locator(".code")).to_have_text(re.compile("host"))
    expect(failed.first.get_by_role("button", name=re.compile("^Retry"))).to_be_visible()
    expect(page.locator(".item-done")).to_contain_text("Bakers warn of flour prices")
    failed.first.get_by_role("link", name=re.compile("^Paste")).click()
    expect(page.get_by_label("Where it is from")).to_have_value(private)
