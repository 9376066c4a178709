"""Take the pictures of the README: `python -m docs.screenshots` starts claimtrack with its demo and looks at it."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.visiting import OPTIONS, ask, chromium, load_demo
from tests.stack import Stack, running_stack

FOLDER = Path(__file__).parent / "img"
SIZE = {"width": 1280, "height": 860}


def main() -> None:
    """Write the pictures to docs/img/."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_stack(Path(folder)) as stack, sync_playwright() as playwright:
        load_demo(stack)
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*OPTIONS])
        for (name, theme), address in addresses(stack).items():
            take(browser, stack, name, address, theme)
        browser.close()


def addresses(stack: Stack) -> dict[tuple[str, str], str]:
    """Return the pages worth a picture, by name and theme.

    A judged claim, the article with the most answers, the dispute that most articles tell.
    """
    claims = ask(stack, "/api/v1/claims/?limit=200")["results"]
    judged = max(claims, key=lambda claim: (claim["status"] != "unverified", claim["answer_count"]))
    told = {claim["dispute"]: set[int]() for claim in claims if claim["dispute"]}
    for claim in claims:
        if claim["dispute"]:
            told[claim["dispute"]].update(statement["article"] for statement in claim["statements"])
    answers = Counter(
        claim["statements"][0]["article"]
        for claim in claims
        for link in claim["rebuttals"]
        if link["direction"] == "out"
    )
    return {
        ("claim", "light"): f"/claims/{judged['id']}/",
        ("article", "dark"): f"/articles/{answers.most_common(1)[0][0]}/",
        ("dispute", "light"): f"/disputes/{max(told, key=lambda dispute: len(told[dispute]))}/",
    }


def take(browser: Browser, stack: Stack, name: str, address: str, theme: str) -> None:
    """Take one picture."""
    page = browser.new_page(viewport=SIZE, color_scheme=theme)  # type: ignore[arg-type]
    page.goto(f"{stack.url}{address}")
    page.screenshot(path=FOLDER / f"{name}-{theme}.png")
    page.close()


if __name__ == "__main__":
    main()
