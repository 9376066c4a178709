"""Browsing, searching, signing in, assessing, undoing and ingesting work with scripts off, by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opener
from tests.browser.visiting import ask, choose, claims_of, enter, ingest, sign_in, tab_to
from tests.stack import Stack

CONTROLS = re.compile("^(Assess|Confirm|Reject|Take|Release|Undo|Link an answer|Rename|Merge)")
MINE, THEIRS = "The level marks of the quay show no change.", "One mark of three shows a change of a hand."


def use(page: Page, control: Locator) -> None:
    """Go to a link or a button by Tab, and press Enter."""
    tab_to(page, control, most=400)
    page.keyboard.press("Enter")


def check(page: Page, box: Locator) -> None:
    """Choose a radio button, or tick a box."""
    if box.get_attribute("type") == "radio":
        choose(page, box)
    else:
        tab_to(page, box)
        page.keyboard.press("Space")


@pytest.fixture(params=[1280, 360], ids=["1280", "360"])
def plain(open_page: Opener, request: pytest.FixtureRequest) -> Page:
    """Open a page that runs no script, wide and narrow."""
    return open_page(java_script_enabled=False, viewport={"width": request.param, "height": 800})


def test_search_filter_and_read(plain: Page, demo: Stack) -> None:
    plain.goto("/")
    enter(plain, plain.get_by_label("Search claims, speakers, quotes"), "stance:denial -zebra")
    use(plain, plain.get_by_role("button", name="Search"))
    expect(plain).to_have_url(re.compile(r"/claims/\?q=-zebra&stance=denial$"))
    total = ask(demo, "/api/v1/claims/?stance=denial&limit=200")["results"]
    expect(plain.get_by_role("heading", level=2)).to_have_text(f"{len(total)} claims")
    check(plain, plain.get_by_role("checkbox", name=re.compile("^Mixed")))
    use(plain, plain.get_by_role("button", name="Apply"))
    expect(plain).to_have_url(re.compile("type=mixed"))
    use(plain, plain.get_by_role("link", name=re.compile("^Remove filter stance denial")))
    expect(plain).not_to_have_url(re.compile("stance=denial"))
    use(plain, plain.locator(".claim-says a").first)
    use(plain, plain.get_by_role("link", name=re.compile("^Read here")).first)
    expect(plain).to_have_url(re.compile(r"/articles/\d+-.*\?statement=\d+#statement-\d+$"))
    expect(plain.locator(".no.chosen")).to_be_in_viewport()
    assert plain.locator(".story .chosen").count() >= 2


def test_assess_and_undo(plain: Page, demo: Stack) -> None:
    plain.goto("/login/?next=/claims/?stance=accusation%26ordering=first_seen")
    enter(plain, plain.get_by_label("Username"), demo.login)
    enter(plain, plain.get_by_label("Password"), demo.password)
    use(plain, plain.get_by_role("main").get_by_role("button", name="Sign in"))
    expect(plain).to_have_url(re.compile(r"/claims/\?stance=accusation"))
    use(plain, plain.locator(".claim-says a").first)
    plain.wait_for_url(re.compile(r"/claims/\d+-"))
    address = plain.url
    number = re.search(r"/claims/(\d+)-", address)[1]  # type: ignore[index]
    use(plain, plain.get_by_role("link", name="Assess", exact=True))
    expect(plain).to_have_url(f"{address}assess/")
    check(plain, plain.get_by_role("radio", name="Misleading"))
    use(plain, plain.get_by_role("button", name="Save assessment"))
    expect(plain.get_by_role("alert")).to_contain_text("Say why in at least 20 characters.")
    enter(plain, plain.get_by_label("Rationale"), "The figures leave out what happened before that week.")
    use(plain, plain.get_by_role("button", name="Add another link"))
    expect(plain.get_by_label("Rationale")).to_have_value("The figures leave out what happened before that week.")
    second = plain.get_by_role("group", name="Evidence 2")
    enter(plain, second.get_by_label("Address"), "https://figures.example.org/")
    use(plain, plain.get_by_role("button", name="Save assessment"))
    expect(plain).to_have_url(address)
    assert ask(demo, f"/api/v1/claims/{number}/")["status"] == "misleading"
    use(plain, plain.get_by_role("button", name="Undo this assessment"))
    expect(plain.get_by_role("status")).to_contain_text("is Unverified again")
    assert ask(demo, f"/api/v1/claims/{number}/")["status"] == "unverified"


def test_a_suggested_answer_is_confirmed_and_given_back(plain: Page, demo: Stack) -> None:
    sign_in(plain, demo)
    plain.goto("/claims/?has_rebuttal=true&ordering=-answers")
    use(plain, plain.locator(".claim-says a").first)
    first = plain.locator("#answers .tie").first
    use(plain, first.get_by_role("button", name=re.compile("^Confirm")))
    expect(plain.locator("#answers .tie-confirmed")).to_have_count(1)
    use(plain, plain.locator("#answers .tie-confirmed").get_by_role("button", name=re.compile("^Undo")))
    expect(plain.locator("#answers .tie-confirmed")).to_have_count(0)


def test_ingest_with_refresh(plain: Page, demo: Stack) -> None:
    sign_in(plain, demo)
    plain.goto("/ingest/")
    use(plain, plain.get_by_role("link", name="Paste a text"))
    form = plain.get_by_role("region", name="Paste a text")
    dear = "butter" if plain.viewport_size == {"width": 360, "height": 800} else "flour"
    enter(plain, form.get_by_label("Text"), f"Baker Nils Aaberg said on Friday that {dear} had become twice as dear.")
    use(plain, form.get_by_role("button", name="Ingest the text"))
    plain.wait_for_url(re.compile(r"/ingest/\d+/$"))
    for _ in range(60):
        refresh = plain.get_by_role("link", name="Refresh")
        if not refresh.count():
            break
        with plain.expect_navigation():
            use(plain, refresh)
        plain.wait_for_timeout(500)
    expect(plain.get_by_text("1 item: 1 done")).to_be_visible()


def test_pages_lead_on_and_back(plain: Page, demo: Stack) -> None:
    plain.goto("/claims/")
    newest = plain.locator(".claim-says a").first.inner_text()
    use(plain, plain.get_by_role("link", name="Older claims"))
    expect(plain).to_have_url(re.compile("cursor="))
    expect(plain.locator(".claim-says a").first).not_to_have_text(newest)
    use(plain, plain.get_by_role("link", name="Newer claims"))
    expect(plain.locator(".claim-says a").first).to_have_text(newest)


@pytest.mark.parametrize("width", [1280, 360], ids=["1280", "360"])
def test_two_editors_meet(open_page: Opener, demo: Stack, token: str, others: dict[str, str], width: int) -> None:
    what = "the quay at Solvik had sunk by a hand" if width == 360 else "herring lay unsold in every cellar"
    text = f"Ferry master Liv Strand said on Monday that {what}."
    (claim,) = claims_of(demo, ingest(demo, token, text=text))
    screen = {"java_script_enabled": False, "viewport": {"width": width, "height": 800}}
    mine, anas = open_page(**screen), open_page(**screen)
    sign_in(mine, demo)
    sign_in(anas, demo, "ana", others["ana"])
    for page, status, why in ((mine, "false", MINE), (anas, "unproven", THEIRS)):
        page.goto(f"{claim['url']}assess/")
        check(page, page.locator(f"input[name=status][value={status}]"))
        enter(page, page.get_by_label("Rationale"), why)
        enter(page, page.get_by_label("Address"), f"https://levels.example.org/{status}")
    for page in (anas, mine):
        use(page, page.get_by_role("button", name="Save assessment"))
        page.wait_for_load_state()
    expect(mine.get_by_role("alert")).to_contain_text("ana changed this claim while you were writing")
    for row in ("status", "rationale"):
        check(mine, mine.locator(f"input[name=choose-{row}][value=mine]"))
    use(mine, mine.get_by_role("button", name="Save the selection as a new assessment"))
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
    use(plain, plain.locator("summary", has_text="Theme"))
    use(plain, plain.get_by_role("button", name="Dark"))
    expect(plain.locator("html")).to_have_class("dark")
    expect(plain).to_have_url(f"{stack.url}/help/statuses/")
