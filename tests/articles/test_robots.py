"""robots.txt: which rule forbids an address, and how often a site is asked."""

from __future__ import annotations

import pytest
from django.core.cache.backends.locmem import LocMemCache
from pytest_httpserver import HTTPServer
from redis.exceptions import ConnectionError as NoRedis

from articles.fetching import FetchError, fetch
from articles.robots import Rule, forbidding_rule
from tests.articles.pages import page

AGENT = "claimtrack/0.1"
EVERYBODY = "User-agent: *\nDisallow: /a\nDisallow: /a/b\nAllow: /a/b/c\n"


@pytest.mark.parametrize(
    ("text", "path", "rule"),
    [
        (EVERYBODY, "/a/x", Rule(2, "Disallow: /a")),
        (EVERYBODY, "/a/b/x", Rule(3, "Disallow: /a/b")),
        (EVERYBODY, "/a/b/c", None),
        ("", "/a", None),
        ("User-agent: other\nDisallow: /\n", "/a", None),
        ("User-agent: *\nDisallow:\n\nUser-agent: ClaimTrack\nUser-agent: b\nDisallow: /", "/", Rule(6, "Disallow: /")),
        ("# all\r\nUSER-AGENT : *\r\ndisallow: /*.pdf$ # no files\r\n", "/x.pdf", Rule(3, "disallow: /*.pdf$")),
    ],
)  # fmt: skip
def test_the_rule_that_decides_is_found(text: str, path: str, rule: Rule | None) -> None:
    assert forbidding_rule(text, f"https://courier.example.org{path}", AGENT) == rule


def test_a_site_is_asked_for_its_rules_once_an_hour(site: HTTPServer, robots: LocMemCache) -> None:
    site.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /private\n")
    site.expect_request("/ferry").respond_with_data(page(), content_type="text/html")
    for _ in range(3):
        fetch(site.url_for("/ferry"))
    with pytest.raises(FetchError, match=r"line 2: “Disallow: /private”"):
        fetch(site.url_for("/private/x"))
    assert [request.path for request, _ in site.log].count("/robots.txt") == 1
    robots.clear()
    fetch(site.url_for("/ferry"))
    assert [request.path for request, _ in site.log].count("/robots.txt") == 2


def test_without_a_cache_pages_are_fetched_all_the_same(
    site: HTTPServer, robots: LocMemCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise NoRedis

    monkeypatch.setattr(robots, "get", unreachable)
    monkeypatch.setattr(robots, "set", unreachable)
    site.expect_request("/ferry").respond_with_data(page(), content_type="text/html")
    assert fetch(site.url_for("/ferry")).body.decode() == page()
