"""What visits of the browser share: which browser, what the API says, signing in, stories to look at."""

from __future__ import annotations

import json
import os
import shutil
import time
import urllib.request
from typing import Any

from playwright.sync_api import ElementHandle, Error, Locator, Page

from tests.stack import Stack

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = ("--no-sandbox", "--disable-dev-shm-usage")
READING_SECONDS = 120


def chromium() -> str | None:
    """Return the browser of this machine."""
    return os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)


def load_demo(stack: Stack) -> None:
    """Load the demo stories and wait until they are read and assessed."""
    stack.manage("load_demo")
    stages: set[str] = set()
    end = time.monotonic() + READING_SECONDS
    while time.monotonic() < end:
        stages = {article["stage"] for article in ask(stack, "/api/v1/articles/?limit=100")["results"]}
        if stages <= {"done", "failed"} and ask(stack, "/api/v1/claims/?status=false")["results"]:
            return
        time.sleep(0.5)
    raise AssertionError(f"The demo stories are still at {stages}, or not assessed, after {READING_SECONDS} seconds.")


def ask(stack: Stack, address: str, *, token: str = "") -> Any:
    """Return what the REST API answers."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(f"{stack.url}{address}", headers=headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def ingest(stack: Stack, token: str, **story: object) -> dict[str, Any]:
    """Send a story to the REST API, wait until it is read, and return its article."""
    call = stack.api(token)
    number = call("articles/", story)["id"]
    end = time.monotonic() + READING_SECONDS
    while (article := call(f"articles/{number}/"))["stage"] not in ("done", "failed"):
        assert time.monotonic() < end, f"article {number} is still at {article['stage']}"
        time.sleep(0.2)
    assert article["stage"] == "done", article["error"]
    return dict(article)


def claims_of(stack: Stack, article: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the claims of an article in the order of its text."""
    rows = ask(stack, f"/api/v1/claims/?article={article['id']}&limit=200")["results"]
    return sorted(rows, key=lambda row: min(s["content"][0]["start"] for s in row["statements"]))


def tab_to(page: Page, target: Locator, *, most: int = 150) -> None:
    """Press Tab until something has the focus, as who has no mouse does."""
    _tab_until(page, target, "element === document.activeElement", most=most)


def _tab_until(page: Page, target: Locator, condition: str, *, most: int) -> None:
    """Press Tab until a condition on an element holds.

    The element is found once: to look for it by role after each Tab takes longer than all else.
    """
    script = f"element => element.isConnected ? {condition} : null"
    element = target.element_handle()
    for _ in range(most):
        holds = _evaluate(element, script)
        if holds is None:
            element = target.element_handle()
            holds = _evaluate(element, script)
        if holds:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{most} times Tab do not lead to {target}")


def _evaluate(element: ElementHandle, script: str) -> bool | None:
    """Return what a script says of an element, None if its page has been left."""
    try:
        found: bool | None = element.evaluate(script)
    except Error:
        return None
    return found


def press(page: Page, control: Locator) -> None:
    """Go to a link or a button by Tab, and press Enter."""
    tab_to(page, control)
    page.keyboard.press("Enter")


def enter(page: Page, field: Locator, text: str) -> None:
    """Go to a field by Tab, and type."""
    tab_to(page, field)
    page.keyboard.type(text)


def choose(page: Page, radio: Locator) -> None:
    """Go to a group of radio buttons by Tab, and by arrows to one of them."""
    in_group = "document.activeElement.type === 'radio' && document.activeElement.name === element.name"
    _tab_until(page, radio, in_group, most=150)
    if not radio.is_checked():
        page.keyboard.press("Space")
    for _ in range(12):
        if radio.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"No key leads to {radio}")


def sign_in(page: Page, stack: Stack, name: str = "", password: str = "") -> None:
    """Sign somebody in through the form: the editor, if nobody is named."""
    page.goto("/login/")
    page.get_by_label("Username").fill(name or stack.login)
    page.get_by_label("Password").fill(password or stack.password)
    page.keyboard.press("Enter")
    page.locator("form[action='/logout/']").wait_for(state="attached")
