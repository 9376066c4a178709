"""Lists of many claims: a search is an address, a list can be taken away, and editors decide on many at once."""

from __future__ import annotations

import csv
import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.test_accessibility import SIDEWAYS, WIDTHS, assert_clean
from tests.browser.test_small_and_dark import LARGE
from tests.browser.visiting import ask, press, sign_in, tab_to
from tests.stack import Stack, running_stack

SEARCH = "Search claims, speakers, quotes"
ATOM = "{http://www.w3.org/2005/Atom}"
VERDICTS = {"supported", "unproven", "misleading", "false", "not_checkable"}
FORMULA = "=HYPERLINK(1) is what it says"
WHY = "The figures of the yearly report settle it."


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Run an installation of its own with many invented claims, one of which looks like a formula."""
    with running_stack(tmp_path_factory.mktemp("lists")) as stack:
        stack.manage("load_sample_claims", "400")
        first = "Claim.objects.filter(stance='assertion').order_by('pk').first()"
        code = f"from claims.models import Claim; claim = {first}; claim.text = {FORMULA!r}; claim.save()"
        stack.manage("shell", "-c", code)
        yield stack


def rows_of(stack: Stack, query: str) -> list[int]:
    """Return the numbers of the claims that an address lists, in its order."""
    return [row["id"] for row in ask(stack, f"/claims.json?{query}")]


def shown(page: Page) -> list[int]:
    """Return the numbers of the claims on the page."""
    paths: list[str] = page.locator(".claim-says a").evaluate_all("links => links.map(link => link.pathname)")
    return [int(path.split("/")[2].split("-")[0]) for path in paths]


@pytest.fixture(scope="module")
def speaker(stack: Stack) -> str:
    """Return the name of a speaker several of whose claims are contradicted."""
    answered = ask(stack, "/api/v1/claims/?has_rebuttal=true&limit=200")["results"]
    names: list[str] = [claim["speaker"]["name"] for claim in answered]
    return max(set(names), key=lambda name: (names.count(name), name))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_search_typed_by_keyboard_is_an_address(open_page: Opener, stack: Stack, speaker: str, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    page.goto("/claims/")
    everything = page.locator("#found").inner_text()
    page.keyboard.press("/")
    expect(page.get_by_label(SEARCH)).to_be_focused()
    page.keyboard.type(f"speaker:{speaker.split()[0]}")
    options = page.get_by_role("listbox", name="Completions").get_by_role("option")
    option = options.filter(has_text=speaker)
    expect(option).to_be_visible()
    while option.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label(SEARCH)).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "")
    page.keyboard.press("Enter")
    expect(page.get_by_label(SEARCH)).to_have_value(f'speaker:"{speaker}" ')
    page.keyboard.type("has:reb")
    expect(options).to_have_text([re.compile("rebuttal")])
    page.keyboard.press("Escape")
    expect(page.get_by_label(SEARCH)).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("uttal")
    expect(options).to_have_text([re.compile("rebuttal")])
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/?*has_rebuttal=true*")
    asked = dict(parse_qsl(urlsplit(page.url).query))
    assert asked == {"speaker": speaker, "has_rebuttal": "true"} | {k: v for k, v in asked.items() if k == "ordering"}
    wanted = rows_of(stack, f"speaker={quote(speaker)}&has_rebuttal=true")
    assert len(wanted) > 1
    assert shown(page) == wanted
    # Chips and facets agree with the address.
    expect(page.get_by_role("link", name=f"Remove filter speaker {speaker}")).to_be_attached()
    expect(page.get_by_role("link", name="Remove filter denied or rebutted yes")).to_be_attached()
    expect(page.locator("#speaker-values li", has_text=speaker).locator("input")).to_be_checked()
    expect(page.locator("#rebuttal-yes")).to_be_checked()
    # The same for others, after a reload, and after Back.
    other = open_page()
    other.goto(page.url)
    assert shown(other) == wanted
    page.reload()
    assert shown(page) == wanted
    press(page, page.get_by_role("link", name=f"Remove filter speaker {speaker}"))
    page.wait_for_url(lambda address: "speaker" not in address)
    assert len(shown(page)) > len(wanted)
    page.go_back()
    expect(page.get_by_role("link", name=f"Remove filter speaker {speaker}")).to_be_attached()
    assert shown(page) == wanted
    page.goto("/claims/")
    expect(page.locator("#found")).to_have_text(everything)


@pytest.mark.parametrize("width", WIDTHS)
def test_each_facet_count_is_the_number_of_rows_it_gives(open_page: Opener, stack: Stack, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    query = "has_rebuttal=true&stance=-call"
    page.goto(f"/claims/?{query}")
    if width == min(WIDTHS):
        press(page, page.locator("summary", has_text="Filters (2)"))
    number = "parseInt(box.parentElement.querySelector('.number').innerText)"
    boxes = page.locator("#filters input[type=checkbox]")
    counts = boxes.evaluate_all(f"boxes => boxes.map(box => [box.name, box.value, {number}])")
    assert len(counts) > 25
    for name, value, count in counts:
        if not value.startswith("-"):
            kept = query.replace("&stance=-call", "") if name == "stance" else query
            assert len(rows_of(stack, f"{kept}&{name}={value}")) == count, (name, value)
    box = page.locator("input[name=outlet]:enabled").first
    count = int(box.locator("xpath=../span[last()]").inner_text().split()[0])
    tab_to(page, box)
    page.keyboard.press("Space")
    expect(page.locator("#found")).to_have_text(re.compile(rf"^{count} claims?$"))


def test_a_speaker_among_many_is_found_and_left_out(open_page: Opener, stack: Stack, speaker: str) -> None:
    page = open_page()
    page.goto("/claims/")
    page.get_by_label("Find: Speaker").press_sequentially(speaker.split()[0])
    values = page.locator("#speaker-values .value")
    expect(values.filter(has_text=speaker)).to_have_count(1)
    expect(page.get_by_label("Find: Speaker")).to_be_focused()
    assert page.url.endswith("/claims/")
    page.get_by_role("link", name=f"Not {speaker}").press("Enter")
    page.wait_for_url("**speaker=-*")
    expect(page.get_by_role("link", name=f"Remove filter speaker not {speaker}")).to_be_visible()
    left_out = rows_of(stack, f"speaker={quote(speaker)}")
    assert len(rows_of(stack, urlsplit(page.url).query)) == 400 - len(left_out)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_list_is_taken_away_by_keyboard_in_every_format(
    open_page: Opener, stack: Stack, tmp_path: Path, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    query = "stance=assertion&ordering=first_seen"
    page.goto(f"/claims/?{query}")
    wanted = rows_of(stack, query)
    assert len(wanted) >= 120
    menu = page.locator("summary", has_text="Export")
    press(page, menu)
    expect(page.get_by_text(f"{len(wanted)} claims, all pages")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for words in ("CSV", "NDJSON", "JSON", "JSON-LD, those with a verdict"):
        tab_to(page, page.get_by_role("link", name=words, exact=True))
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        download.value.save_as(tmp_path / download.value.suggested_filename)
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [int(row["id"]) for row in table] == wanted
    assert f"'{FORMULA}" in {row["text"] for row in table}
    assert not [cell for row in table for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    lines = (tmp_path / "claims.ndjson").read_text(encoding="utf-8")
    assert [json.loads(line)["id"] for line in lines.splitlines()] == wanted
    rows = json.loads((tmp_path / "claims.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in rows] == wanted
    reviews = json.loads((tmp_path / "claims.jsonld").read_text(encoding="utf-8"))["@graph"]
    judged = [row["url"] for row in rows if row["status"] in VERDICTS]
    assert judged
    assert [review["url"] for review in reviews] == judged
    feed = page.request.get(page.get_by_role("link", name="Atom", exact=True).get_attribute("href") or "")
    entries = ElementTree.fromstring(feed.body()).iter(f"{ATOM}entry")
    assert [int((entry.findtext(f"{ATOM}id") or "").split("/")[-2]) for entry in entries] == wanted
    line = shlex.split(page.locator("[data-curl]").inner_text())
    assert line[0] == "curl"
    told = subprocess.run([*line, "--silent"], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout == lines
    api = page.get_by_role("link", name="The request over REST").get_attribute("href") or ""
    over_rest: list[int] = []
    while api:
        answer = page.request.get(api).json()
        over_rest += [claim["id"] for claim in answer["results"]]
        api = answer["next"]
    assert over_rest == wanted
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="CSV", exact=True)).to_be_hidden()
    expect(menu).to_be_focused()


def test_pages_follow_each_other_and_stay_valid(page: Page, stack: Stack) -> None:
    query = "stance=assertion"
    wanted = rows_of(stack, query)
    page.goto(f"/claims/?{query}")
    seen = shown(page)
    while (older := page.get_by_role("link", name="Older claims")).count():
        older.press("Enter")
        expect(page.locator(".claim-says a").first).not_to_have_attribute("href", re.compile(rf"/claims/{seen[-50]}-"))
        seen += shown(page)
    assert seen == wanted
    page.get_by_role("link", name="Newer claims").click()
    expect(page.get_by_role("link", name="Older claims")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", WIDTHS)
def test_an_editor_decides_on_many_at_once_and_takes_it_back(
    open_page: Opener, stack: Stack, width: int, script: bool
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, java_script_enabled=script)
    sign_in(page, stack)
    query = "status=unverified&stance=commitment"
    page.goto(f"/claims/?{query}")
    numbers = shown(page)[:3]
    for number in numbers:
        box = page.locator(f"input[name=claim][value='{number}']")
        box.focus()
        page.keyboard.press("Space")
    if script:
        expect(page.get_by_text("With the 3 selected:")).to_be_visible()
        assert page.url.endswith(query), "ticking a claim is no filter"
    page.get_by_role("button", name="Set a status").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="3 claims together")).to_be_visible()
    page.get_by_role("button", name="Save for all").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Choose a status.")
    page.get_by_role("radio", name="Unproven").focus()
    page.keyboard.press("Space")
    page.get_by_label("Rationale").fill(WHY)
    page.get_by_label("Address").fill("https://archive.example/report")
    page.get_by_role("button", name="Save for all").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Saved: Unproven, for 3 claims.")).to_be_visible()
    assert urlsplit(page.url).query == query
    assert {ask(stack, f"/api/v1/claims/{number}/")["status"] for number in numbers} == {"unproven"}
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_role("status").filter(has_text="3 changes were taken back")).to_be_visible()
    assert {ask(stack, f"/api/v1/claims/{number}/")["status"] for number in numbers} == {"unverified"}


@pytest.mark.parametrize("path", ["speakers", "articles", "disputes", "outlets"])
def test_other_lists_are_narrowed_at_once_and_taken_away(page: Page, stack: Stack, path: str) -> None:
    page.goto(f"/{path}/")
    page.evaluate("window.stayed = true")
    order = page.get_by_label("Order")
    order.select_option(index=1)
    page.wait_for_url("**ordering=*")
    assert page.evaluate("window.stayed")
    choice = page.locator("#filters input[type=checkbox]:enabled").first
    if choice.count():
        count = int(choice.locator("xpath=../span[last()]").inner_text().split()[0])
        choice.check()
        expect(page.locator("#found")).to_have_text(re.compile(rf"^{count:,} {path[:-1]}s?$"))
    query = urlsplit(page.url).query
    found = int(page.locator("#found").inner_text().split()[0].replace(",", ""))
    assert len(ask(stack, f"/{path}.json?{query}")) == found
    page.locator("summary", has_text="Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert download.value.suggested_filename == f"{path}.csv"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_lists_meet_no_barrier(open_page: Opener, stack: Stack, width: int, theme: str) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=theme)
    sign_in(page, stack)
    for address in (
        "/claims/?speaker=1&stance=-call&q=bridge",
        "/claims/?q=zebra&stance=call",
        "/speakers/?kind=person",
        "/articles/?q=zebra&stage=done",
        "/disputes/?since=2020-01-01",
        "/outlets/",
        "/claims/bulk/?claim=1&claim=2&do=status",
        "/claims/bulk/?claim=1&claim=2&do=confirm",
        "/claims/bulk/?claim=1&claim=2&do=take",
        "/claims/bulk/",
    ):
        page.goto(address)
        assert_clean(page, f"{address}, {width}, {theme}")
    page.goto("/claims/bulk/?claim=1&claim=2&do=status")
    page.get_by_role("button", name="Save for all").click()
    page.get_by_role("alert").wait_for()
    assert_clean(page, f"bulk with an error, {width}, {theme}")
    page.goto("/claims/")
    page.locator("summary", has_text="Export").click()
    assert_clean(page, f"export, {width}, {theme}")
    page.get_by_label(SEARCH).press_sequentially("sta")
    page.get_by_role("listbox", name="Completions").get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    box, words = page.get_by_label(SEARCH).bounding_box(), page.get_by_role("listbox").bounding_box()
    assert box
    assert words
    assert words["y"] >= box["y"] + box["height"], "the list covers what is typed"
    assert_clean(page, f"completions, {width}, {theme}")


@pytest.mark.parametrize("view", ["list", "compact"])
def test_one_word_of_sixty_letters_does_not_widen_the_list(open_page: Opener, stack: Stack, view: str) -> None:
    name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauzeitung"[:60]
    code = f"from articles.models import Outlet; Outlet.objects.filter(pk=1).update(name={name!r})"
    stack.manage("shell", "-c", code)
    page = open_page(viewport={"width": 360, "height": 740})
    for address in (f"/claims/?outlet=1&view={view}", "/articles/?outlet=1", "/outlets/1/"):
        page.goto(address)
        page.evaluate(LARGE)
        expect(page.get_by_role("main")).to_contain_text(name)
        assert page.evaluate(SIDEWAYS) <= 0, f"{address} scrolls sideways in large text"


def test_a_bar_of_the_strip_of_dates_leads_to_its_claims(page: Page, stack: Stack) -> None:
    page.goto("/claims/?stance=denial&view=compact")
    strip = page.locator("#dates")
    strip.locator("summary").click()
    entry = strip.get_by_role("listitem").first
    count = int(entry.locator(".number").inner_text().split()[0])
    box = strip.locator("rect").first.bounding_box()
    assert box
    with page.expect_navigation():
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#found")).to_have_text(f"{count} claim{'' if count == 1 else 's'}")
    assert {"stance=denial", "view=compact"} < set(urlsplit(page.url).query.split("&"))
    expect(page.get_by_role("link", name=re.compile("Remove filter since"))).to_be_visible()
    assert_clean(page, "the strip of dates")
