"""A feed is found, followed and polled, with and without scripts; its pages have no barrier."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.test_accessibility import WIDTHS, assert_clean
from tests.browser.visiting import sign_in
from tests.stack import Stack

STORY = """<html><head><title>{0}</title></head><body><article><h1>{0}</h1>
<p>Lock keeper Tove Brandt said on Friday that the upper gate had not closed since the storm.</p>
<p>The canal board rejected the charge and said that its divers had inspected the gate twice.</p>
</article></body></html>"""


def serve_site(stack: Stack, name: str) -> str:
    """Let the site have a home page that names a feed with one story, and return its address."""
    title, links = f"Gate stays open, says keeper of {name}", f"<link>/{name}/story</link><guid>{name}</guid>"
    item = f"<item><title>{title}</title>{links}</item>"
    rss = f'<rss version="2.0"><channel><title>Canal {name}</title>{item}</channel></rss>'
    home = f'<html><head><link rel="alternate" type="application/rss+xml" href="/{name}/rss"></head></html>'
    stack.site.expect_request(f"/{name}/").respond_with_data(home, content_type="text/html")
    stack.site.expect_request(f"/{name}/rss").respond_with_data(rss, content_type="application/rss+xml")
    stack.site.expect_request(f"/{name}/story").respond_with_data(STORY.format(title), content_type="text/html")
    return stack.site.url_for(f"/{name}/").replace("localhost", "127.0.0.1")


def follow(page: Page, home: str) -> None:
    page.goto("/feeds/")
    page.get_by_label("Address of a feed, or of a site").fill(home)
    page.get_by_role("button", name="Look for the feed").click()
    expect(page.get_by_role("region", name="The first items")).to_contain_text("Gate stays open")
    page.get_by_role("button", name="Add the feed").click()
    page.wait_for_url(re.compile(r"/feeds/\d+/$"))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_feed_is_found_followed_and_its_story_comes_in(open_page: Opener, stack: Stack, scripts: bool) -> None:
    page = open_page(java_script_enabled=scripts)
    sign_in(page, stack)
    follow(page, serve_site(stack, "locks" if scripts else "gates"))
    row = page.get_by_role("row", name=re.compile("Gate stays open"))
    for _ in range(60):
        if row.count() and "done" in row.inner_text():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(row).to_contain_text("done")
    page.get_by_role("button", name=re.compile("^Pause ")).click()
    expect(page.locator(".feed-state")).to_contain_text("paused")
    page.locator("[data-toast]").get_by_role("button", name="Undo").click()
    expect(page.locator(".feed-state")).not_to_contain_text("paused")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_of_feeds_have_no_barrier(open_page: Opener, stack: Stack, width: int, theme: str) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=theme)
    sign_in(page, stack)
    follow(page, serve_site(stack, f"{theme}{width}"))
    assert_clean(page, f"feed, {width}, {theme}")
    page.goto("/feeds/")
    assert_clean(page, f"feeds, {width}, {theme}")
    page.get_by_label("Address of a feed, or of a site").fill("http://10.0.0.5/rss")
    page.get_by_role("button", name="Look for the feed").click()
    page.get_by_role("alert").wait_for()
    assert_clean(page, f"feeds with an error, {width}, {theme}")
