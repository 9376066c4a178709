"""The log of actions as a page and as files, and beginning with the demo."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from claims.actions import record
from claims.hiding import hide
from claims.models import Action
from tests.claims.stories import NOW
from tests.factories import make_claim, make_speaker, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editing(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def act(actor: User | None, name: str, verb: str = "rename speaker") -> Action:
    return record(verb, actor=actor, obj=make_speaker(name), before={"name": "Lund"}, after={"name": name}, now=NOW)


def shown(client: Client, query: str) -> set[str]:
    lines = b"".join(client.get(f"/activity.ndjson?{query}").streaming_content).decode()  # type: ignore[attr-defined]
    return {json.loads(line)["object"] for line in lines.splitlines()}


@pytest.mark.parametrize("address", ["/activity/", "/activity.csv"])
def test_the_log_is_for_editors(client: Client, analyst: User, address: str) -> None:
    assert client.get(address).status_code == 302
    client.force_login(analyst)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Ida Lund", "Tom Reyes", "The board"}),
        ("person=ana", {"Tom Reyes"}),
        ("action=hide", {"Tom Reyes"}),
        ("object=lund", {"Ida Lund"}),
        ("machine=0", {"Ida Lund", "Tom Reyes"}),
        ("since=2100-01-01", set()),
        ("until=2100-01-01&machine=0", {"Ida Lund", "Tom Reyes"}),
        ("since=yesterday", {"Ida Lund", "Tom Reyes", "The board"}),
    ],
)
def test_filters_leave_what_fits(editing: Client, editor: User, query: str, names: set[str]) -> None:
    act(editor, "Ida Lund")
    act(make_user("ana", role="editor"), "Tom Reyes", "hide")
    act(None, "The board")
    assert shown(editing, query) == names
    page = editing.get(f"/activity/?{query}").content.decode()
    assert {name for name in ("Ida Lund", "Tom Reyes", "The board") if f'">{name}</a>' in page} == names


def test_an_empty_log_says_whether_filters_made_it_so(editing: Client) -> None:
    assert "Nobody has done anything yet." in editing.get("/activity/").content.decode()
    assert "Clear all filters" in editing.get("/activity/?object=zebra").content.decode()


def test_a_value_that_is_no_date_is_named(editing: Client) -> None:
    assert "“yesterday” is no date." in editing.get("/activity/?since=yesterday").content.decode()


def test_a_name_that_is_a_formula_is_inert_in_the_file(editing: Client, editor: User) -> None:
    act(editor, "=1+1")
    text = b"".join(editing.get("/activity.csv").streaming_content).decode()  # type: ignore[attr-defined]
    (row,) = csv.DictReader(StringIO(text))
    assert (row["object"], row["actor"]) == ("'=1+1", "editor")


def test_a_long_log_costs_as_many_queries_as_a_short_one(editing: Client, editor: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            editing.get("/activity/")
        return len(captured)

    for number in range(2):
        act(editor, f"Speaker {number}")
    few = queries()
    for number in range(2, 30):
        act(editor, f"Speaker {number}")
    assert queries() == few


def test_the_demo_is_one_click_for_editors(editing: Client, analyst: User) -> None:
    assert 'action="/ingest/demo/"' in editing.get("/").content.decode()
    editing.post("/ingest/demo/")
    assert Article.objects.exists()
    editing.force_login(analyst)
    assert editing.post("/ingest/demo/").status_code == 403


def test_a_long_change_opens_in_its_row(editing: Client, editor: User) -> None:
    rationale = f"{'Nobody saw the crack before May. ' * 8}The log says why."
    record("assess", actor=editor, obj=make_speaker("Ida Lund"), before={}, after={"rationale": rationale}, now=NOW)
    page = editing.get("/activity/").content.decode()
    shown, hidden = page.split('<details class="change">')[1].split("</details>")[0].split("</summary>")
    assert "The log says why" not in shown
    assert rationale in hidden


def test_what_is_true_or_not_is_said_in_words(editing: Client, editor: User) -> None:
    hide(make_claim("the bridge was safe"), reason="Said by another.", editor=editor, now=NOW)
    page = editing.get("/activity/").content.decode()
    assert "shown: <del>yes</del> <ins>no</ins>" in page


def test_where_nothing_changed_no_cell_stands_open(editing: Client, editor: User) -> None:
    record(
        "rename dispute", actor=editor, obj=make_speaker("Ida Lund"), before={"title": ""}, after={"title": ""}, now=NOW
    )
    assert '<td data-label="Changed"></td>' in editing.get("/activity/").content.decode()
