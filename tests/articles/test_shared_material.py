"""Hostile inputs and an annotated story that live beside the repository; without them these tests are skipped."""

from __future__ import annotations

import importlib.util
import io
import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from articles import fetching
from articles.models import Article, Ingestion, Stage
from articles.polling import poll
from articles.submitting import Submission
from claimtrack.web import Problem
from tests.articles.conftest import Take
from tests.articles.taking import NOW, newest
from tests.factories import make_feed

SHARED = Path(__file__).resolve().parents[3] / "shared"
HOSTILE = SHARED / "hostile"
GOLD = SHARED / "gold"

pytestmark = pytest.mark.skipif(not HOSTILE.is_dir(), reason="../shared/hostile is not there")


def _hostile() -> Any:
    spec = importlib.util.spec_from_file_location("hostile", HOSTILE / "hostile.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _cases(*kinds: str) -> list[Any]:
    if not HOSTILE.is_dir():
        return []
    return [
        pytest.param(case, id=case["id"])
        for case in json.loads((HOSTILE / "index.json").read_text("utf-8"))["cases"]
        if case["kind"] in kinds and case.get("only") != "unit"
    ]


class Canary(socketserver.ThreadingTCPServer):
    """A listener of this machine that nobody may call."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), socketserver.BaseRequestHandler)
        self.calls = 0

    def process_request(self, *_: Any) -> None:
        self.calls += 1

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@pytest.fixture
def canary() -> Iterator[Canary]:
    with Canary() as listening:
        threading.Thread(target=listening.serve_forever, args=(0.05,), daemon=True).start()
        yield listening
        listening.shutdown()
    assert listening.calls == 0


def _outcome(take_in: Take, submission: Submission) -> tuple[str, Ingestion | None, str]:
    """Submit and return stored or refused, the row if there is one, and what is said about a refusal."""
    try:
        row = take_in(submission)
    except Problem as problem:
        assert problem.status in range(400, 500)  # noqa: PT017  (a refusal is one of two right ends)
        return "refused", None, problem.message
    assert row.stage in (Stage.DONE, Stage.FAILED)
    assert (row.stage == Stage.FAILED) == bool(row.error_code)
    return ("stored" if row.stage == Stage.DONE else "refused"), row, row.error_message


def _check(case: dict[str, Any], take_in: Take, submission: Submission) -> None:
    expect = case.get("expect", {})
    outcome, row, message = _outcome(take_in, submission)
    assert expect.get("outcome", "handled") in (outcome, "handled"), message
    if outcome == "refused":
        assert message.strip().endswith(".")
        assert not any(words in message for words in expect.get("message_lacks", []))
        return
    assert row is not None
    text = row.revision.text if row.revision else ""
    for words in expect.get("text_has", []) + expect.get("text_has_if_stored", []):
        assert words in text
    for words in expect.get("text_lacks", []):
        assert words not in text
    for words in expect.get("url_lacks", []):
        assert words not in (row.article.url or "")


@pytest.mark.parametrize("case", _cases("html", "text", "upload"))
def test_hostile_bodies_are_stored_or_refused_as_they_must(case: dict[str, Any], take_in: Take, canary: Canary) -> None:
    body = _hostile().make(case["body"])
    if case.get("fill"):
        body = body.replace(b"{canary}", b"127.0.0.1:%d" % canary.port)
    kind = "text" if case["kind"] == "text" else "html"
    _check(case, take_in, Submission(**{kind: body}, title=case.get("title", "")))


@pytest.mark.parametrize("case", [case for case in _cases("url") if "urls" in case.values[0]])
def test_hostile_addresses_are_refused_without_a_call(case: dict[str, Any], take_in: Take, canary: Canary) -> None:
    for entry in json.loads((HOSTILE / case["urls"]).read_text("utf-8")):
        address = entry["url"].replace("{canary}", f"127.0.0.1:{canary.port}").replace("{port}", str(canary.port))
        outcome, row, message = _outcome(take_in, Submission(url=address))
        assert (outcome, bool(message)) == ("refused", True), entry["why"]
        assert row is None or row.error_code in ("address_not_public", "unknown_host"), entry["why"]


@pytest.mark.parametrize("case", [case for case in _cases("url") if "serve" in case.values[0]])
def test_hostile_servers_are_survived(
    case: dict[str, Any], take_in: Take, canary: Canary, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "WHOLE_SECONDS", 2.0)
    with _hostile().server(case, canary=canary.port) as server:
        settings.FETCH_ALLOW = [server.address]
        _check(case, take_in, Submission(url=f"http://{server.address}/"))
        assert len(server.hits) <= case["expect"].get("max_hits", 100)
        assert not any(words in hit for words in case["expect"].get("hits_lack", []) for hit in server.hits)


@pytest.mark.parametrize("case", _cases("feed"))
def test_hostile_feeds_are_polled_and_bring_nothing_twice(
    case: dict[str, Any], db: None, canary: Canary, settings: Settings
) -> None:
    with _hostile().server(case, canary=canary.port) as server:
        settings.FETCH_ALLOW = [server.address]
        feed = make_feed(f"http://{server.address}/feed")
        poll(feed.pk, now=NOW)
        feed.refresh_from_db()
        assert feed.fault_code != "internal_error"
        found = Ingestion.objects.count()
        assert found >= case["expect"].get("items_min", 0)
        assert found or feed.fault_message
        assert poll(feed.pk, now=feed.next_poll_at) == 0
    assert Ingestion.objects.count() == found


@pytest.mark.parametrize("case", _cases("feed"))
def test_hostile_feeds_are_survived(
    case: dict[str, Any], db: None, up_to_revisions: None, canary: Canary, settings: Settings
) -> None:
    expect = case["expect"]
    with _hostile().server(case, canary=canary.port) as server:
        settings.FETCH_ALLOW = [server.address]
        out = io.StringIO()
        try:
            call_command("ingest", f"http://{server.address}/feed", "--now", stdout=out, stderr=out)
        except SystemExit as end:
            assert end.code == 1  # noqa: PT017  (failing with a summary is one of two right ends)
    stored = Article.objects.readable()
    assert expect.get("items_min", 0) <= stored.count() <= expect.get("items_max", 500)
    assert "stored " in out.getvalue()
    if leak := expect.get("leak_file"):
        secret = Path(leak).read_text().strip()
        assert secret not in out.getvalue()
        assert not stored.filter(latest__text__contains=secret).exists()


@pytest.mark.parametrize("case", _cases("api-payload"))
def test_hostile_requests_to_articles_have_answers(
    case: dict[str, Any], api: Callable[..., APIClient], editor: User, analyst: User
) -> None:
    clients = {"editor": api(editor), "analyst": api(analyst), "anonymous": api()}
    for request in json.loads((HOSTILE / case["requests_file"]).read_text("utf-8")):
        path = request["path"].replace("{api}", "/api/v1").replace("{article}", "1")
        if not path.startswith("/api/v1/articles/"):
            continue
        raw = json.dumps(request["json"]) if "json" in request else _hostile().make(request.get("raw", ""))
        kind = request.get("headers", {}).get("Content-Type", "application/json")
        answer = clients[request["as"]].generic(request["method"], path, raw, content_type=kind)
        assert answer.status_code in request["expect"]["status"], (request, answer.content)
        for field, value in request.get("not_equal", {}).items():
            assert answer.json().get(field) != value


@pytest.mark.parametrize("title", ["", "given"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_scraped_story_gives_its_text_and_nothing_else(take_in: Take, title: str, line_end: str) -> None:
    checked = 0
    for file in sorted(GOLD.glob("*.json")):
        story = json.loads(file.read_text("utf-8"))
        if "raw" in story:
            raw = story["raw"].replace("\n", line_end)
            row = take_in(Submission(text=raw, title=story["title"] if title else ""))
            assert newest(row.article).text == story["text"]
            assert row.article.title == story["title"]
            checked += 1
    assert checked
