"""Every page in its role, both themes, wide and narrow: axe finds nothing, nothing scrolls sideways or moves."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.conftest import MAKE_OTHERS, Opener
from tests.browser.pages import ACCOUNT, QUEUES, WAYS, for_all, for_analysts, for_editors
from tests.browser.serving import empty_database, one_more_server
from tests.browser.visiting import ingest, sign_in, tab_to
from tests.stack import Stack

WIDTHS = (1280, 360)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
RUN = "options => axe.run(options).then(results => results.violations)"
# Axe would write styles into the page to look at Django's, which the policy of the page forbids.
ALL = {"resultTypes": ["violations"], "preload": False}
COLOURS = ALL | {"runOnly": ["color-contrast"]}
# Axe takes most of its time to read the same few colours for every box anew. Here it reads each of them once.
READ_COLOURS_ONCE = """() => {
    const Color = axe.commons.color.Color;
    const read = Color.prototype.parseString;
    const known = new Map();
    Color.prototype.parseString = function (text) {
        if (!known.has(text)) {
            read.call(this, text);
            known.set(text, [this.r, this.g, this.b, this.alpha]);
        }
        [this.r, this.g, this.b, this.alpha] = known.get(text);
        return this;
    };
}"""
# What has moved under the reader since the page began to show, as browsers measure it.
SHIFT = """() => new Promise((tell) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value)))
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => tell(sum), 60);
})"""
MOST_SHIFT = 0.02
WITHDRAW = (
    "from django.utils import timezone; from articles.models import Article; "
    "Article.objects.filter(pk={}).update(withdrawn_at=timezone.now())"
)
HTML_BYTES, HTML_COMPRESSED = 100_000, 20_000
# A list of 50, and an article of a thousand words with 30 statements, which the longest story of the demo comes near.
BUDGETS = {"claims": (HTML_BYTES, HTML_COMPRESSED), "article": (80_000, HTML_COMPRESSED)}


def assert_clean(page: Page, name: str, options: dict[str, Any] | None = None) -> None:
    """Check what the page shows now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(READ_COLOURS_ONCE)
    found: list[dict[str, Any]] = page.evaluate(RUN, options or ALL)
    faults = [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in found]
    assert faults == [], f"{name}: {faults}"
    assert page.evaluate(SIDEWAYS) <= 0, f"{name} scrolls sideways"


def assert_clean_everywhere(page: Page, name: str) -> None:
    """Check what the page shows now in both themes, wide and narrow. Only colours change with the theme."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="light")
        assert_clean(page, f"{name}, {width}, light")
        page.emulate_media(color_scheme="dark")
        assert_clean(page, f"{name}, {width}, dark", COLOURS)
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})


def visit(page: Page, pages: dict[str, str]) -> None:
    for name, address in pages.items():
        page.emulate_media(color_scheme="light")
        page.goto(address)
        assert page.evaluate(SHIFT) <= MOST_SHIFT, f"{name} moves while it loads"
        assert_clean_everywhere(page, name)


def test_a_visitor_meets_no_barrier(page: Page, demo: Stack) -> None:
    visit(page, for_all(demo))


def test_an_analyst_meets_no_barrier(page: Page, demo: Stack, others: dict[str, str]) -> None:
    sign_in(page, demo, "ben", others["ben"])
    visit(page, for_analysts(demo))


def test_an_editor_meets_no_barrier(page: Page, demo: Stack) -> None:
    sign_in(page, demo)
    visit(page, for_editors(demo))


# What is entered where, by the name of its field, before the form is sent: each is refused.
WRONG: dict[str, dict[str, str]] = {
    "assess": {},
    "bulk": {},
    "new statement": {},
    "claim, speaker": {},
    "claim, sentence": {"text": ""},
    "claim, words": {"content": "words that stand nowhere in it"},
    "claim, answer": {},
    "claim, merge": {},
    "claim, split": {},
    "claim, hide": {},
    "speaker, describe": {"name": ""},
    "speaker, alias": {},
    "speaker, office": {},
    "speaker, split": {},
    "outlet, describe": {"name": ""},
    "ingest, addresses": {},
    "ingest, paste": {},
    "ingest, files": {},
    "ingest, feed": {"address": "http://10.0.0.5/"},
    "account, tokens": {},
    "saving a search": {"name": ""},
}


@pytest.mark.parametrize("name", WRONG)
def test_forms_with_errors_have_no_barrier(page: Page, demo: Stack, name: str) -> None:
    sign_in(page, demo)
    page.goto(for_editors(demo)[name])
    main = page.get_by_role("main")
    for field, text in WRONG[name].items():
        main.locator(f"[name={field}]").first.fill(text)
    main.locator("form[method=post] .button.primary").first.click()
    summary = main.get_by_role("alert").first
    expect(summary).to_be_visible()
    leads = [link.get_attribute("href") or "" for link in summary.get_by_role("link").all()]
    assert leads, f"the summary of {name} leads nowhere"
    assert [page.locator(to).count() for to in leads] == [1] * len(leads)
    assert summary.locator("li:not(:has(a))").count() == 0
    assert_clean_everywhere(page, f"{name} with an error")


def test_passwords_with_errors_have_no_barrier(page: Page, demo: Stack) -> None:
    page.goto("/login/")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert_clean_everywhere(page, "signing in with an error")
    sign_in(page, demo)
    page.goto("/account/security/")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert_clean_everywhere(page, "a password with an error")


def test_a_withdrawn_article_has_no_barrier(page: Page, demo: Stack, token: str) -> None:
    # A matter of its own: in a dispute with the story of another test it would be met there without its article.
    article = ingest(demo, token, title="Rye", text="Baker Odd Vik said on Monday that rye loaves would cost less.")
    demo.manage("shell", "-c", WITHDRAW.format(article["id"]))
    answer = page.goto(f"/articles/{article['id']}/")
    assert answer is not None
    assert answer.status == 410
    assert_clean_everywhere(page, "a withdrawn article")


def test_a_new_token_and_a_failed_story_have_no_barrier(page: Page, demo: Stack) -> None:
    sign_in(page, demo)
    pages = for_editors(demo)
    page.goto(pages["account, tokens"])
    page.get_by_role("button", name="Make token").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Name").fill("looked at")
    page.get_by_role("button", name="Make token").click()
    page.get_by_text("Your new token").wait_for()
    assert_clean_everywhere(page, "a new token")
    page.goto(pages["ingest, addresses"])
    page.get_by_label("Addresses, one a line").fill("http://10.0.0.7/story")
    page.get_by_role("button", name="Fetch the addresses").click()
    page.locator(".item-failed").wait_for(timeout=60_000)
    assert_clean_everywhere(page, "batch with a failure")


def test_dialogs_have_no_barrier(page: Page, demo: Stack) -> None:
    sign_in(page, demo)
    page.goto(for_all(demo)["claim"])
    page.get_by_role("link", name="Assess", exact=True).click()
    expect(page.get_by_role("dialog", name="Assess")).to_be_visible()
    assert_clean_everywhere(page, "assessing in a dialog")
    page.keyboard.press("Escape")
    page.locator("summary", has_text="Correct").click()
    assert_clean_everywhere(page, "an open menu")
    page.get_by_role("link", name="Reassign the speaker").click()
    expect(page.get_by_role("dialog", name="Reassign the speaker")).to_be_visible()
    assert_clean_everywhere(page, "correcting in a dialog")


MAKE_CHIEF = """
from claimtrack.accounts import ensure_user
user = ensure_user("chief", role="admin")
user.set_password("nine quiet larches")
user.save()
"""


def test_the_administration_has_no_barrier(open_page: Opener, demo: Stack) -> None:
    page = open_page(reduced_motion="reduce")
    demo.manage("shell", "-c", MAKE_CHIEF)
    sign_in(page, demo, "chief", "nine quiet larches")
    for address in ("/admin/status/", "/admin/", "/admin/auth/user/", "/admin/auth/user/1/change/"):
        page.goto(address)
        assert_clean_everywhere(page, address)
    page.goto("/admin/articles/article/1/change/")
    assert_clean_everywhere(page, "an article in the administration")


@pytest.fixture(scope="module")
def empty(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Run an installation in which nothing has been ingested yet."""
    folder = tmp_path_factory.mktemp("empty")
    with one_more_server(stack, folder, DATABASE_URL=empty_database(stack)) as server:
        server.manage("shell", "-c", MAKE_OTHERS)
        yield server


def test_an_empty_installation_says_how_to_begin(open_page: Opener, empty: Stack, others: dict[str, str]) -> None:
    page = open_page(base_url=empty.url)
    lists = ("/", "/claims/", "/articles/", "/speakers/", "/disputes/", "/network/", "/timeline/", "/outlets/")
    for address in (*lists, "/claims/?q=zebra", "/about/quality/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert_clean_everywhere(page, f"{address}, empty")
    expect(page.get_by_role("main")).not_to_contain_text("None")
    sign_in(page, empty, "ana", others["ana"])
    queues, ways = (f"/review/?queue={queue}" for queue in QUEUES), (f"/ingest/{way}/" for way in WAYS)
    for address in ("/", *lists, *queues, *ways, "/ingest/", "/feeds/", "/activity/", "/saved/", *ACCOUNT.values()):
        page.goto(address)
        assert_clean_everywhere(page, f"{address}, empty, editor")
    page.goto("/")
    for way in ("Paste a story", "Add a feed", "Load the demo"):
        expect(page.get_by_role("main").get_by_text(way).first).to_be_visible()


@pytest.mark.parametrize("name", BUDGETS)
def test_pages_are_small(page: Page, demo: Stack, name: str) -> None:
    body = page.request.get(for_all(demo)[name]).body()
    most, most_compressed = BUDGETS[name]
    assert len(body) <= most
    assert len(gzip.compress(body)) <= most_compressed


def test_a_page_asks_for_little_before_it_shows(page: Page, demo: Stack) -> None:
    """Modules are loaded while the page is shown; what comes before is the page, its style and its icon at most."""
    page.goto("/claims/")
    blocking = page.locator("link[rel=stylesheet], script[src]:not([type=module], [defer], [async])").count()
    assert 1 + blocking <= 3
    scripts = page.evaluate("performance.getEntriesByType('resource').filter((r) => r.name.includes('.js')).length")
    assert scripts >= 3
    foreign = page.evaluate(
        "performance.getEntriesByType('resource').filter((r) => !r.name.startsWith(location.origin)).length"
    )
    assert foreign == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_keys_reach_and_close_every_menu(open_page: Opener, demo: Stack, width: int) -> None:
    page, pages = open_page(viewport={"width": width, "height": 800}), for_all(demo)
    sign_in(page, demo)
    names = set[str]()
    for address in (pages["claim"], pages["claims"], pages["dispute, thread"], pages["speaker, claims"]):
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to content"
        shown = page.locator("details.menu > summary").filter(visible=True)
        for summary in shown.all()[:8]:
            names.add(" ".join(summary.inner_text().split()))
            tab_to(page, summary)
            page.keyboard.press("Enter")
            expect(summary.locator("..")).to_have_attribute("open", "")
            page.keyboard.press("Tab")
            page.keyboard.press("Escape")
            expect(summary.locator("..")).not_to_have_attribute("open", "")
            expect(summary).to_be_focused()
    assert len(names) >= (6 if width == min(WIDTHS) else 5), names
