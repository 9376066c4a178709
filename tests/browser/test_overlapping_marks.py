"""Nested, equal and interrupted statements: each number selects its own words, and no denial reads as an assertion."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from claims.extraction.values import Stance
from claims.wording import SPEECH_ACTS
from tests.browser.conftest import Opener
from tests.browser.test_reader import CHOSEN, an_article, own_words, statements_of
from tests.browser.visiting import ask, ingest, press, sign_in, tab_to
from tests.stack import Stack

# Interrupted by its cue, denied, said by two.
STORY = """“The kiln,” potter Signe Dahl said on Sunday, “had been cold for a week.”

The potters' guild denied that the kiln was dangerous.

Dahl and Berg said the fire had begun in the yard.

The guild rejected the accusation, which it called “an insult to honest potters.”"""


@pytest.fixture(scope="module")
def kiln(demo: Stack, token: str) -> dict[str, Any]:
    """Return an article with an interrupted statement and with denials."""
    return ingest(demo, token, text=STORY, title="Fire at the kiln of Okerby")


@pytest.fixture(scope="module")
def overlapping(demo: Stack, kiln: dict[str, Any]) -> list[dict[str, Any]]:
    """Return articles in which statements are interrupted, and lie one inside another."""
    assert any(len(statement["content"]) > 1 for statement in statements_of(demo, kiln).values())
    return [kiln, an_article(demo)]


@pytest.mark.parametrize("width", [1280, 360])
def test_each_number_selects_exactly_its_own_words(
    open_page: Opener, demo: Stack, overlapping: list[dict[str, Any]], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    for article in overlapping:
        page.goto(f"/articles/{article['id']}/")
        statements = statements_of(demo, article)
        numbers = page.locator(".story .no")
        order = [int(number) for number in numbers.all_inner_texts()]
        assert order == list(range(1, len(statements) + 1))
        assert [int(number) for number in page.locator(".rail ol .rail-number").all_inner_texts()] == order
        for index in range(len(order)):
            tab_to(page, numbers.nth(index))
            page.keyboard.press("Enter")
            expect(page.locator(".story .no.chosen")).to_have_text(str(order[index]))
            expect(page.locator(".rail .rail-entry.chosen .rail-number")).to_have_text(str(order[index]))
            chosen = int(re.search(r"statement=(\d+)", page.url)[1])  # type: ignore[index]
            outlined = page.locator(".story .chosen:not(.no)").evaluate_all(CHOSEN)
            assert outlined == own_words(statements[chosen], article["revision"]["text"])
    expect(page.locator(".story .content-2").first).to_be_attached()


@pytest.mark.parametrize("width", [1280, 360])
def test_no_denial_reads_as_an_assertion(open_page: Opener, demo: Stack, kiln: dict[str, Any], width: int) -> None:
    page, seen = open_page(viewport={"width": width, "height": 800}), 0
    for article in [kiln, *ask(demo, "/api/v1/articles/?limit=100")["results"]]:
        claims = ask(demo, f"/api/v1/claims/?article={article['id']}&limit=200")["results"]
        denials = [claim for claim in claims if claim["stance"] in ("denial", "rejection")]
        if not denials:
            continue
        page.goto(f"/articles/{article['id']}/")
        for claim in denials:
            numbers = [s["id"] for s in claim["statements"] if s["article"] == article["id"]]
            if not numbers:  # no longer in the text
                continue
            said, seen = max(numbers), seen + 1
            act = page.locator(".rail-entry").filter(has=page.locator(f"[href*='statement={said}']")).locator(".act")
            expect(act.first).not_to_have_text(SPEECH_ACTS[Stance.ASSERTION])
    assert seen >= 2


@pytest.fixture(scope="module")
def equal(demo: Stack, token: str) -> dict[str, Any]:
    """Return an article with two statements that an editor will mark at the same words."""
    text = "Warden Ebba Krone said that the pier was closed.\n\nThe Okerby Post said that Krone saw nobody there."
    return ingest(demo, token, text=text, title="The pier of Okerby")


@pytest.mark.parametrize("width", [1280, 360])
def test_two_statements_on_the_same_words_are_two_numbers(
    open_page: Opener, demo: Stack, equal: dict[str, Any], width: int
) -> None:
    first, second = sorted(statements_of(demo, equal).values(), key=lambda s: s["content"][0]["start"])[:2]
    page = open_page(viewport={"width": width, "height": 800})
    sign_in(page, demo)
    if first["content"] != second["content"]:
        claims = ask(demo, f"/api/v1/claims/?article={equal['id']}")["results"]
        other = next(c for c in claims if any(s["id"] == second["id"] for s in c["statements"]))
        page.goto(f"{other['url']}edit/words/?statement={second['id']}")
        tab_to(page, page.get_by_label("Content: what is said"))
        page.keyboard.press("Control+a")
        page.keyboard.type(first["content"][0]["text"])
        press(page, page.get_by_role("button", name="Mark these words"))
        expect(page.get_by_role("status")).to_contain_text("Saved.")
    page.goto(f"/articles/{equal['id']}/")
    piece = page.locator(".story [data-statements]", has_text=first["content"][0]["text"]).last
    assert str(piece.get_attribute("data-statements")).split() == ["1", "2"]
    for index in range(2):
        press(page, page.locator(".story .no").nth(index))
        expect(page.locator(".story .no.chosen")).to_have_text(str(index + 1))
        outlined = "".join(page.locator(".story .chosen:not(.no)").all_inner_texts())
        assert first["content"][0]["text"] in " ".join(outlined.split())
    # The words themselves are for the mouse: they offer both.
    piece.click()
    choices = page.locator(".chooser a")
    expect(choices).to_have_count(2)
    choices.last.press("Enter")
    expect(page.locator(".story .no.chosen")).to_have_text(re.compile(r"^\d+$"))
    chosen = int(re.search(r"statement=(\d+)", page.url)[1])  # type: ignore[index]
    assert chosen in (first["id"], second["id"])
