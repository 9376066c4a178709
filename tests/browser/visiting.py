"""What visits of the browser share: which browser, what the API says, signing in, stories to look at."""

from __future__ import annotations

import json
import os
import shutil
import time
import urllib.request
from typing import Any

from playwright.sync_api import Page

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


def sign_in(page: Page, stack: Stack) -> None:
    """Sign the editor in through the form."""
    page.goto("/login/")
    page.get_by_label("Username").fill(stack.login)
    page.get_by_label("Password").fill(stack.password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.locator("form[action='/logout/']").wait_for(state="attached")
