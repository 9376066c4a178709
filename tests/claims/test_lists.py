"""The lists of speakers, articles, disputes and outlets: one frame, filters that say what they give, files."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shlex
from typing import Any

import feedparser
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Stage
from claims.lists import ARTICLES
from claims.models import Claim, Dispute
from claims.paging import AGES, page_of
from tests.claims.stories import person, state
from tests.factories import make_article, make_claim, make_ingestion, make_outlet, make_rebuttal

pytestmark = pytest.mark.django_db
LISTS = ("speakers", "articles", "disputes", "outlets")


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", answer.content.decode())))


def rows(client: Client, address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(b"".join(client.get(address).streaming_content))  # type: ignore[attr-defined]
    return found


@pytest.fixture
def cast() -> None:
    make_claim("the bridge was safe", who=person("Ida Lund", "mayor of Harrow"), outlet="Post", day=1)
    make_claim("the tunnel was dry", who=person("Ida Lund", "mayor of Harrow"), outlet="Post", day=2)
    make_claim("it has kept the peace treaty", who=state("Karsia"), outlet="Courier", day=3)
    for day in (4, 5):
        make_rebuttal(day=day)
    make_ingestion(make_article(None, title="A page that failed", outlet="Post"), stage=Stage.FAILED)


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("speakers.json", 3),
        ("speakers.json?kind=person", 2),
        ("speakers.json?kind=-person", 1),
        ("speakers.json?kind=state&kind=person", 3),
        ("speakers.json?q=lund", 1),
        ("speakers.json?q=nobody", 0),
        ("articles.json?q=page", 1),
        ("articles.json?outlet=post", 3),
        ("articles.json?outlet=-Post", 3),
        ("articles.json?stage=failed", 1),
        ("articles.json?since=2025-04-05", 3),
        ("articles.json?until=2025-04-02", 1),
        ("disputes.json", 2),
        ("disputes.json?speaker=Ida+Lund", 2),
        ("disputes.json?speaker=-Ida+Lund", 0),
        ("disputes.json?q=bridge", 2),
        ("disputes.json?q=treaty", 0),
        ("disputes.json?since=2025-04-06", 1),
        ("outlets.json", 2),
        ("outlets.json?q=pos", 1),
        ("outlets.json?kind=agency", 0),
    ],
)
def test_a_list_and_its_files_hold_what_is_asked_for(cast: None, client: Client, address: str, count: int) -> None:
    found = rows(client, f"/{address}")
    assert len(found) == count
    page = client.get("/" + address.replace(".json", "/"))
    assert f"{count} {address.split('.')[0][: -1 if count == 1 else None]}" in words_of(page)
    table = b"".join(client.get(f"/{address.replace('.json', '.csv')}").streaming_content).decode()  # type: ignore[attr-defined]
    assert [row["id"] for row in csv.DictReader(io.StringIO(table))] == [str(row["id"]) for row in found]


def test_rows_say_what_their_list_shows(cast: None, client: Client) -> None:
    lund = rows(client, "/speakers.json?q=lund")[0]
    assert (lund["name"], lund["roles"], lund["claims"]) == ("Ida Lund", ["mayor of Harrow"], 4)
    assert rows(client, "/outlets.json?q=post")[0]["claims"] == 2
    assert rows(client, "/articles.json?stage=failed")[0]["error"] == "no_text"
    dispute = rows(client, "/disputes.json")[0]
    assert (dispute["claims"], dispute["answers"], dispute["speakers"]) == (2, 1, ["Ida Lund", "Tom Reyes"])
    assert "mayor of Harrow" in words_of(client.get("/speakers/"))


@pytest.mark.parametrize(
    ("path", "ordering", "key"),
    [
        ("speakers", "name", "name"),
        ("speakers", "-seen", "last_seen"),
        ("speakers", "-answered", "answered"),
        ("speakers", "-claims", "claims"),
        ("articles", "title", "title"),
        ("articles", "published", "published_at"),
        ("articles", "-published", "published_at"),
        ("disputes", "-moved", "moved_at"),
        ("disputes", "-answers", "answers"),
        ("outlets", "name", "name"),
        ("outlets", "-claims", "claims"),
        ("outlets", "-articles", "articles"),
    ],
)
def test_lists_come_in_the_order_asked_for(cast: None, client: Client, path: str, ordering: str, key: str) -> None:
    values = [row[key] for row in rows(client, f"/{path}.json?ordering={ordering}")]
    assert values == sorted(values, reverse=ordering.startswith("-"))


def beside(page: Any) -> dict[str, tuple[str, str]]:
    """Return the links to the pages before and after a page: what they are called, and where they lead."""
    return {link.rel: (link.word, link.address) for link in page.context["neighbours"]}


@pytest.mark.parametrize("ordering", ["-seen", "-claims", "name"])
def test_pages_follow_each_other_in_every_order(client: Client, ordering: str) -> None:
    for number in range(53):
        make_claim(who=person(f"Ida Lund{'abcdefghijklmnopqrstuvwxyz'[number % 26]}{'xy'[number // 26 % 2]}z{number}"))
    first = client.get(f"/speakers/?ordering={ordering}")
    seen = [speaker.pk for speaker in first.context["speakers"]]
    second = client.get(f"/speakers/{beside(first)['next'][1]}")
    seen += [speaker.pk for speaker in second.context["speakers"]]
    assert seen == [row["id"] for row in rows(client, f"/speakers.json?ordering={ordering}")]
    assert [beside(first)["next"][0], beside(second)["prev"][0]] == ["Next", "Previous"]
    assert 'aria-label="Next speakers">Next</a>' in first.content.decode()
    back = client.get(f"/speakers/{beside(second)['prev'][1]}")
    assert [speaker.pk for speaker in back.context["speakers"]] == seen[:50]


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (("-first_seen", "-id"), ["Newer", "Older"]),
        (("first_seen", "id"), ["Older", "Newer"]),
        (("-answer_count", "-id"), ["Previous", "Next"]),
        (("-updated_at", "-id"), ["Previous", "Next"]),
        (("id",), ["Previous", "Next"]),
    ],
)
def test_pages_are_called_newer_and_older_where_rows_come_by_age_alone(
    order: tuple[str, ...], words: list[str]
) -> None:
    for day in (1, 2, 3):
        make_claim(day=day)
    found = Claim.objects.order_by(*order)
    page = page_of(found, page_of(found, None, size=1).next, size=1)
    assert [neighbour.word for neighbour in page.neighbours("?")] == words


def test_articles_come_by_age_unless_asked_for_by_title() -> None:
    columns = {name: columns[0].lstrip("-") for name, (_, columns) in ARTICLES.orders.items()}
    assert {name for name, column in columns.items() if column in AGES} == set(columns) - {"title"}


@pytest.mark.parametrize("path", LISTS)
def test_each_facet_count_is_the_number_of_rows_it_gives(cast: None, client: Client, path: str) -> None:
    for query in ("", "q=e"):
        for facet in client.get(f"/{path}/?{query}").context["facets"]:
            for choice in facet.values:
                found = rows(client, f"/{path}.json?{query}&{facet.name}={choice.value.value}")
                assert len(found) == choice.value.count, (facet.name, choice.value)


def test_articles_are_narrowed_to_outlets_that_are_found_by_name(cast: None, client: Client) -> None:
    def outlets(query: str) -> list[tuple[str, int, bool, bool]]:
        (facet,) = (f for f in client.get(f"/articles/?{query}").context["facets"] if f.name == "outlet")
        values = (choice.value for choice in facet.values)
        return [(value.label, value.count, value.selected, value.excluded) for value in values]

    assert outlets("") == [("Post", 3, False, False), ("Courier", 3, False, False)]
    assert outlets("find_outlet=po") == [("Post", 3, False, False)]
    assert outlets("outlet=post&find_outlet=none") == [("Post", 3, True, False)]
    assert outlets("outlet=-Post")[0] == ("Post", 3, False, True)


def test_bad_values_are_named_and_the_rest_counts(cast: None, client: Client) -> None:
    page = words_of(client.get("/articles/?stage=lost&since=yesterday&outlet=post&ordering=best"))
    for words in ("“lost” is not one of", "“yesterday” is not a date", "“best” is not one of", "3 articles"):
        assert words in page


def test_where_nothing_is_found_each_filter_says_what_its_removal_gives(cast: None, client: Client) -> None:
    page = words_of(client.get("/speakers/?q=lund&kind=state"))
    assert "without name: lund (1)" in page
    assert "without kind: state (1)" in page


@pytest.mark.parametrize("path", LISTS)
def test_files_cost_as_many_queries_for_many_rows_as_for_few(client: Client, path: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            rows(client, f"/{path}.json")
        return len(captured)

    make_rebuttal()
    make_outlet("Post")
    few = cost()
    for day in range(8):
        make_rebuttal(day=day)
        make_claim(who=person(f"Ida Lund{'abcdefgh'[day]}"), outlet=f"Post {day}")
    assert cost() == few


@pytest.mark.parametrize("path", LISTS)
def test_a_private_installation_gives_visitors_no_file(client: Client, settings: Any, path: str) -> None:
    settings.PRIVATE = True
    assert client.get(f"/{path}.csv").status_code == 302


@pytest.mark.parametrize("path", LISTS)
def test_there_is_no_file_of_another_kind(client: Client, path: str) -> None:
    assert client.get(f"/{path}.jsonld").status_code == 404


def files_of(page: str) -> dict[str, str]:
    """Return what the menu of a list offers: the files, the request over REST, the line for a terminal."""
    menu = page.split('<div class="menu-body export">')[1].split("</div>")[0]
    found = {words: html.unescape(address) for address, words in re.findall(r'<a href="([^"]+)">([^<]+)</a>', menu)}
    lines = re.findall(r"data-curl>([^<]+)<", menu)
    return found | ({"curl": shlex.split(html.unescape(lines[0]))[-1]} if lines else {})


QUERIES = {
    "speakers": ("", "?kind=-state", "?q=lund&kind=person&ordering=name"),
    "articles": (
        "",
        "?outlet=-Post",
        "?outlet=post&outlet=courier",
        "?stage=-failed",
        "?since=2025-04-03&until=2025-04-05",
        "?ordering=published",
        "?ordering=title&stage=-failed",
    ),
    "disputes": ("", "?speaker=Ida+Lund&ordering=-moved", "?since=2025-04-06", "?q=bridge"),
    "outlets": ("", "?q=pos", "?ordering=-claims", "?kind=agency"),
}


@pytest.mark.parametrize(("path", "query"), [(path, query) for path, queries in QUERIES.items() for query in queries])
def test_every_file_and_the_request_hold_the_rows_of_the_list(
    cast: None, client: Client, path: str, query: str
) -> None:
    page = client.get(f"/{path}/{query}").content.decode()
    menu = files_of(page)
    wanted = [row["id"] for row in rows(client, f"/{path}.json{query}")]
    lines = b"".join(client.get(menu["curl"]).streaming_content).decode()  # type: ignore[attr-defined]
    assert [json.loads(line)["id"] for line in lines.splitlines()] == wanted
    asked = client.get(menu["The request over REST"]).json()
    assert sorted(row["id"] for row in asked["results"]) == sorted(wanted)
    if "ordering" in query:
        assert [row["id"] for row in asked["results"]] == wanted
    feed = feedparser.parse(b"".join(client.get(menu["Atom"]).streaming_content))  # type: ignore[attr-defined]
    assert not feed.bozo
    addresses = [row["url"] for row in rows(client, f"/{path}.json{query}")]
    assert [entry.link for entry in feed.entries] == addresses
    assert html.unescape(page.split('type="application/atom+xml"')[1].split('href="')[1].split('"')[0]) == menu["Atom"]
    if feed.entries:
        assert feed.feed.updated_parsed == max(entry.updated_parsed for entry in feed.entries)


@pytest.mark.parametrize("path", LISTS)
def test_the_line_of_a_private_installation_asks_its_api(
    cast: None, client: Client, editor: User, settings: Any, path: str
) -> None:
    settings.PRIVATE = True
    client.force_login(editor)
    address = files_of(client.get(f"/{path}/").content.decode())["curl"]
    assert "/api/v1/" in address
    assert client.get(address).json()["results"]
    client.logout()
    assert client.get(address).status_code == 401


@pytest.mark.parametrize("path", ["speakers.csv", "claims.csv", "claims.json", "claims.atom"])
def test_a_file_that_cannot_be_begun_is_a_failure(path: str, caplog: pytest.LogCaptureFixture) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_claim RENAME TO claims_gone")
    answer = Client(raise_request_exception=False).get(f"/{path}")
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in caplog.text


@pytest.mark.parametrize("asked", ["speakers/?kind=ghost", "speakers/?ordering=password", "articles/?ordering=secret"])
def test_a_request_that_cannot_be_used_is_a_problem(client: Client, asked: str) -> None:
    answer = client.get(f"/api/v1/{asked}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_dispute_without_two_shown_claims_is_in_no_file(client: Client) -> None:
    rebuttal = make_rebuttal()
    Claim.objects.filter(pk=rebuttal.answer_id).update(hidden_at=rebuttal.created_at)
    assert Dispute.objects.exists()
    assert rows(client, "/disputes.json") == []
