"""The reader: each number selects exactly its own words, and the address follows."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.visiting import ask
from tests.stack import Stack

# The words of the pieces that are outlined, blank spaces set aside: what stands between spans is nobody's.
CHOSEN = "pieces => pieces.map(piece => piece.textContent).join('').replace(/\\s+/g, '')"


def an_article(stack: Stack) -> dict[str, Any]:
    """Return the article with the most statements that holds one inside another."""
    articles = ask(stack, "/api/v1/articles/?limit=100")["results"]
    nested: dict[int, int] = {}
    for row in articles:
        claims = ask(stack, f"/api/v1/claims/?article={row['id']}&limit=200")["results"]
        nested[row["id"]] = sum(s["nested_in"] is not None for claim in claims for s in claim["statements"])
    best = max(nested, key=lambda number: nested[number])
    assert nested[best] > 0
    article: dict[str, Any] = ask(stack, f"/api/v1/articles/{best}/")
    return article


def statements_of(stack: Stack, article: dict[str, Any]) -> dict[int, dict[str, Any]]:
    rows = ask(stack, f"/api/v1/claims/?article={article['id']}&limit=200")["results"]
    return {s["id"]: s for row in rows for s in row["statements"] if s["article"] == article["id"]}


def own_words(statement: dict[str, Any], text: str) -> str:
    spans = [span for layer in ("source", "cue", "content") for span in statement[layer]]
    covered = sorted({place for span in spans for place in range(span["start"], span["end"])})
    return re.sub(r"\s+", "", "".join(text[place] for place in covered))


def test_each_number_selects_its_own_words(page: Page, demo: Stack) -> None:
    article = an_article(demo)
    statements = statements_of(demo, article)
    page.goto(f"/articles/{article['id']}/")
    numbers = page.locator(".story .no")
    assert numbers.count() == len(statements) > 5
    order = [int(number) for number in numbers.all_inner_texts()]
    assert order == sorted(order)
    assert page.locator(".rail .rail-number").all_inner_texts() == [str(number) for number in order]
    for index in range(numbers.count()):
        numbers.nth(index).click()
        chosen = int(re.search(r"statement=(\d+)", page.url)[1])  # type: ignore[index]
        pieces = page.locator(".story .chosen:not(.no)")
        assert pieces.evaluate_all(CHOSEN) == own_words(statements[chosen], article["revision"]["text"])
        expect(page.locator(".rail-entry.chosen .rail-number")).to_have_text(numbers.nth(index).inner_text())


def test_the_address_of_a_statement_selects_it_and_back_goes_back(page: Page, demo: Stack) -> None:
    article = an_article(demo)
    page.goto(f"/articles/{article['id']}/")
    page.locator(".story .no").nth(1).click()
    selected = page.url
    first = page.locator(".story .chosen:not(.no)").evaluate_all(CHOSEN)
    page.locator(".rail .rail-number").nth(4).click()
    expect(page.locator(".story .no.chosen")).to_be_in_viewport()
    page.go_back()
    expect(page).to_have_url(selected)
    assert page.locator(".story .chosen:not(.no)").evaluate_all(CHOSEN) == first
    page.reload()
    assert page.locator(".story .chosen:not(.no)").evaluate_all(CHOSEN) == first


def test_words_of_two_statements_choose_the_inner_one_then_the_outer(page: Page, demo: Stack) -> None:
    article = an_article(demo)
    page.goto(f"/articles/{article['id']}/")
    piece = page.locator(".story .content-2").first
    inner, outer = str(piece.get_attribute("data-statements")).split()[:2]
    piece.click()
    expect(page.locator(".story .no.chosen")).to_have_text(inner)
    piece.click()
    expect(page.locator(".story .no.chosen")).to_have_text(outer)


def test_an_article_that_is_still_being_read_fills_when_it_is_done(page: Page, demo: Stack) -> None:
    article = an_article(demo)
    put = "from articles.models import Ingestion; Ingestion.objects.filter(article={}).update(stage='{}')"
    demo.manage("shell", "-c", put.format(article["id"], "matching"))
    try:
        page.goto(f"/articles/{article['id']}/?marks=answers")
        expect(page.get_by_text("It is still being read (matching)")).to_be_visible()
        with page.expect_response(re.compile(rf"/articles/{article['id']}-")) as asked:
            pass
        assert asked.value.status == 204  # nothing new: nothing is shown anew
    finally:
        demo.manage("shell", "-c", put.format(article["id"], "done"))
    expect(page.locator("#unfinished")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"\?marks=answers$"))
    page.locator(".story .no").first.click()
    expect(page.locator(".rail .rail-entry.chosen")).to_have_count(1)
