"""Browsing, searching, signing in, assessing, undoing and ingesting work with scripts off."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.visiting import ask, claims_of, ingest, sign_in
from tests.stack import Stack

CONTROLS = re.compile("^(Assess|Confirm|Reject|Take|Release|Undo|Link an answer|Rename|Merge)")
MINE, THEIRS = "The level marks of the quay show no change.", "One mark of three shows a change of a hand."


@pytest.fixture(params=[1280, 360])
def plain(open_page: Opener, request: pytest.FixtureRequest) -> Page:
    """Open a page that runs no script, wide and narrow."""
    return open_page(java_script_enabled=False, viewport={"width": request.param, "height": 800})


def test_search_filter_and_read(plain: Page, demo: Stack) -> None:
    plain.goto("/")
    plain.get_by_label("Search claims, speakers, quotes").fill("stance:denial -zebra")
    plain.get_by_role("button", name="Search").click()
    expect(plain).to_have_url(re.compile(r"/claims/\?q=-zebra&stance=denial$"))
    total = ask(demo, "/api/v1/claims/?stance=denial&limit=200")["results"]
    expect(plain.get_by_role("heading", level=2)).to_have_text(f"{len(total)} claims")
    plain.get_by_role("checkbox", name=re.compile("^Mixed")).check()
    plain.get_by_role("button", name="Apply").click()
    expect(plain).to_have_url(re.compile("type=mixed"))
    plain.get_by_role("link", name=re.compile("^Remove filter stance denial")).click()
    expect(plain).not_to_have_url(re.compile("stance=denial"))
    plain.locator(".claim-says a").first.click()
    plain.get_by_role("link", name=re.compile("^Read here")).first.click()
    expect(plain).to_have_url(re.compile(r"/articles/\d+-.*\?statement=\d+#statement-\d+$"))
    expect(plain.locator(".no.chosen")).to_be_in_viewport()
    assert plain.locator(".story .chosen").count() >= 2


def test_assess_and_undo(plain: Page, demo: Stack) -> None:
    sign_in(plain, demo)
    plain.goto("/claims/?stance=accusation&ordering=first_seen")
    plain.locator(".claim-says a").first.click()
    address = plain.url
    number = re.search(r"/claims/(\d+)-", address)[1]  # type: ignore[index]
    plain.get_by_role("link", name="Assess", exact=True).click()
    expect(plain).to_have_url(f"{address}assess/")
    plain.get_by_role("radio", name="Misleading").check()
    plain.get_by_role("button", name="Save assessment").click()
    expect(plain.get_by_role("alert")).to_contain_text("Say why in at least 20 characters.")
    plain.get_by_label("Rationale").fill("The figures leave out what happened before that week.")
    plain.get_by_role("button", name="Add another link").click()
    expect(plain.get_by_label("Rationale")).to_have_value("The figures leave out what happened before that week.")
    plain.get_by_role("group", name="Evidence 2").get_by_label("Address").fill("https://figures.example.org/")
    plain.get_by_role("button", name="Save assessment").click()
    expect(plain).to_have_url(address)
    assert ask(demo, f"/api/v1/claims/{number}/")["status"] == "misleading"
    plain.get_by_role("button", name="Undo this assessment").click()
    expect(plain.get_by_role("status")).to_contain_text("is Unverified again")
    assert ask(demo, f"/api/v1/claims/{number}/")["status"] == "unverified"


def test_a_suggested_answer_is_confirmed_and_given_back(plain: Page, demo: Stack) -> None:
    sign_in(plain, demo)
    plain.goto("/claims/?has_rebuttal=true&ordering=-answers")
    plain.locator(".claim-says a").first.click()
    first = plain.locator("#answers .tie").first
    first.get_by_role("button", name=re.compile("^Confirm")).click()
    expect(plain.locator("#answers .tie-confirmed")).to_have_count(1)
    plain.locator("#answers .tie-confirmed").get_by_role("button", name=re.compile("^Undo")).click()
    expect(plain.locator("#answers .tie-confirmed")).to_have_count(0)


def test_ingest_with_refresh(plain: Page, demo: Stack) -> None:
    sign_in(plain, demo)
    plain.goto("/ingest/")
    plain.get_by_role("link", name="Paste a text").click()
    form = plain.get_by_role("region", name="Paste a text")
    dear = "flour" if plain.viewport_size == {"width": 1280, "height": 800} else "butter"
    form.get_by_label("Text").fill(f"Baker Nils Aaberg said on Friday that {dear} had become twice as dear.")
    form.get_by_role("button", name="Ingest the text").click()
    for _ in range(60):
        refresh = plain.get_by_role("link", name="Refresh")
        if not refresh.count():
            break
        refresh.click()
        plain.wait_for_timeout(500)
    expect(plain.get_by_text("1 item: 1 done")).to_be_visible()


def test_pages_lead_on_and_back(plain: Page, demo: Stack) -> None:
    plain.goto("/claims/")
    newest = plain.locator(".claim-says a").first.inner_text()
    plain.get_by_role("link", name="Older claims").click()
    expect(plain).to_have_url(re.compile("cursor="))
    expect(plain.locator(".claim-says a").first).not_to_have_text(newest)
    plain.get_by_role("link", name="Newer claims").click()
    expect(plain.locator(".claim-says a").first).to_have_text(newest)


def test_two_editors_meet(open_page: Opener, demo: Stack, token: str, others: dict[str, str]) -> None:
    text = "Ferry master Liv Strand said on Monday that the quay at Solvik had sunk by a hand."
    (claim,) = claims_of(demo, ingest(demo, token, text=text))
    mine, anas = open_page(java_script_enabled=False), open_page(java_script_enabled=False)
    sign_in(mine, demo)
    sign_in(anas, demo, "ana", others["ana"])
    for page, status, why in ((mine, "false", MINE), (anas, "unproven", THEIRS)):
        page.goto(f"{claim['url']}assess/")
        page.locator(f"input[name=status][value={status}]").check()
        page.get_by_label("Rationale").fill(why)
        page.get_by_label("Address").fill(f"https://levels.example.org/{status}")
    for page in (anas, mine):
        page.get_by_role("button", name="Save assessment").click()
    expect(mine.get_by_role("alert")).to_contain_text("ana changed this claim while you were writing")
    for row in ("status", "rationale"):
        mine.locator(f"input[name=choose-{row}][value=mine]").check()
    mine.get_by_role("button", name="Save the selection as a new assessment").click()
    expect(mine).to_have_url(claim["url"])
    made = ask(demo, f"/api/v1/claims/{claim['id']}/")["assessments"]
    assert [(a["status"], a["rationale"]) for a in made] == [("false", MINE), ("unproven", THEIRS)]
    assert len(made[0]["evidence"]) == 2


@pytest.mark.parametrize("who", ["visitor", "analyst"])
def test_who_is_no_editor_sees_no_control_and_may_not(
    plain: Page, demo: Stack, others: dict[str, str], who: str
) -> None:
    if who == "analyst":
        sign_in(plain, demo, "ben", others["ben"])
    claim = ask(demo, "/api/v1/claims/?has_rebuttal=true&ordering=-answers")["results"][0]
    shown = {
        "overview": "/",
        "list": "/claims/",
        "claim": claim["url"],
        "article": f"/articles/{claim['statements'][0]['article']}/",
        "speaker": f"/speakers/{claim['speaker']['id']}/",
        "dispute": f"/disputes/{claim['dispute']}/",
    }
    for name, address in shown.items():
        plain.goto(address)
        main = plain.get_by_role("main")
        expect(main.get_by_role("button", name=CONTROLS), name).to_have_count(0)
        expect(main.get_by_role("link", name=CONTROLS), name).to_have_count(0)
        expect(main.locator("summary", has_text="Correct"), name).to_have_count(0)
        expect(main.locator("form[method=post]:not([action*='/saved/'])"), name).to_have_count(0)
        expect(plain.get_by_role("link", name=re.compile("^(Review|Ingest)")), name).to_have_count(0)
    for address in (
        *(f"{claim['url']}assess/", f"{claim['url']}edit/speaker/", "/claims/bulk/"),
        *(f"{shown['speaker'][:-1]}-x/edit/merge/", "/review/", "/ingest/", "/feeds/", "/activity/"),
    ):
        answer = plain.goto(address)
        assert answer is not None
        if who == "visitor":
            expect(plain).to_have_url(re.compile(r"/login/\?next="))
        else:
            assert answer.status == 403, address
            expect(plain.get_by_role("main")).to_contain_text("role editor")


def test_the_theme_is_kept(plain: Page, stack: Stack) -> None:
    plain.goto("/help/statuses/")
    plain.locator("summary", has_text="Theme").click()
    plain.get_by_role("button", name="Dark").click()
    expect(plain.locator("html")).to_have_class("dark")
    expect(plain).to_have_url(f"{stack.url}/help/statuses/")
