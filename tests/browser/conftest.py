"""A real Chromium against the running product. Whatever a page writes to the console fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser.visiting import NAMES, OPTIONS, chromium, load_demo
from tests.stack import Stack

# What a browser says of an answer that a test wants: refusals of forms, conflicts, missing pages, a broken service.
EXPECTED = (
    *(f"the server responded with a status of {code}" for code in (403, 404, 409, 410, 422, 503)),
    "Response Status Error Code 503",  # the same, as htmx says it
)

OTHERS = (("ana", "editor", "larches by the pond"), ("ben", "analyst", "seven quiet herons"))
MAKE_OTHERS = f"""
from claimtrack.accounts import ensure_user
for name, role, password in {OTHERS!r}:
    user = ensure_user(name, role=role)
    user.set_password(password)
    user.save()
"""

Opener = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder, and skip it where there is no browser."""
    missing = pytest.mark.skip(reason=f"no Chromium here: none of {', '.join(NAMES)} (or CHROMIUM) was found")
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            if chromium() is None:
                item.add_marker(missing)


# No longer than a file: while Playwright runs, Django takes its thread for an asynchronous one.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*OPTIONS])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, stack: Stack) -> Iterator[Opener]:
    """Return a maker of pages, each in a browser profile of its own; arguments are those of a Playwright context."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def opened(**options: Any) -> Page:
        options = {"viewport": {"width": 1280, "height": 900}, "base_url": stack.url} | options
        context = browser.new_context(**options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.extend(_complaint(message)))
        page.on("pageerror", lambda error: said.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


def _complaint(message: ConsoleMessage) -> list[str]:
    wanted = message.type in ("error", "warning") and not any(words in message.text for words in EXPECTED)
    return [f"{message.text} ({message.location['url']})"] if wanted else []


@pytest.fixture
def page(open_page: Opener) -> Page:
    """Open an empty page of a visitor."""
    return open_page()


@pytest.fixture(scope="session")
def demo(stack: Stack) -> Stack:
    """Return the running product with the demo stories in it."""
    load_demo(stack)
    return stack


@pytest.fixture(scope="session")
def others(stack: Stack) -> dict[str, str]:
    """Return the passwords of others beside the editor, by name: ana is an editor too, ben an analyst."""
    stack.manage("shell", "-c", MAKE_OTHERS)
    return {name: password for name, _, password in OTHERS}


@pytest.fixture(scope="session")
def token(stack: Stack) -> str:
    """Return the editor's token of the REST API."""
    return stack.token("editor")
