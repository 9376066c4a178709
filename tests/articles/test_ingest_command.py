"""manage.py ingest: files, folders, addresses, feeds."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_httpserver import HTTPServer

from articles.models import Article, Ingestion, Stage
from tests.articles.pages import HEADLINE, STORY, page

Run = Callable[..., tuple[str, str, int]]


@pytest.fixture
def ingest(db: None, up_to_revisions: None) -> Run:
    """Return a way to run the command in this process: what it prints, what it complains of, its exit code."""

    def run(*sources: str | Path) -> tuple[str, str, int]:
        out, err, code = io.StringIO(), io.StringIO(), 0
        try:
            call_command("ingest", *map(str, sources), "--now", stdout=out, stderr=err)
        except SystemExit as end:
            code = int(end.code or 0)
        return out.getvalue().strip(), err.getvalue(), code

    return run


def test_files_and_folders_are_taken_in(ingest: Run, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.txt").write_text("\n\n".join([HEADLINE, *STORY]))
    (tmp_path / "deep" / "b.html").write_text(page("Rask said a word about the ferry and the price of ice.", *STORY))
    (tmp_path / "deep" / "c.bin").write_bytes(b"\0")
    lines = [{"text": "Ida Lund said no."}, {"text": "Rask said yes."}]
    many = tmp_path / "many.ndjson"
    many.write_text("\n".join(json.dumps(line) for line in lines))
    assert ingest(tmp_path) == ("stored 4, duplicate 0, failed 0", "", 0)
    assert Article.objects.readable().count() == 4


def test_known_stories_are_counted_as_such(ingest: Run, tmp_path: Path) -> None:
    story = tmp_path / "a.txt"
    story.write_text("Ida Lund said no.")
    ingest(story)
    assert ingest(story)[0] == "stored 0, duplicate 1, failed 0"


def test_a_bad_line_never_stops_the_rest_and_is_named(ingest: Run, tmp_path: Path) -> None:
    many = tmp_path / "many.ndjson"
    many.write_text(
        '{"text": "Ida Lund said no."}\nnot json\n{"text": " "}\n{"html": "<nav>x</nav>"}\n{"text": "Rask too."}'
    )
    out, err, code = ingest(many, tmp_path / "missing.txt")
    assert (out, code) == ("stored 2, duplicate 0, failed 4", 1)
    for words in (
        "many.ndjson, line 2: This is no JSON",
        "line 3: empty_text",
        "line 4: no_article_text",
        "missing.txt: ",
    ):
        assert words in err


def test_a_page_is_taken_in_from_its_address(ingest: Run, site: HTTPServer) -> None:
    site.expect_request("/ferry").respond_with_data(page(), content_type="text/html")
    assert ingest(site.url_for("/ferry"))[0] == "stored 1, duplicate 0, failed 0"
    article = Article.objects.get()
    assert (article.url, article.title) == (site.url_for("/ferry"), HEADLINE)


def test_the_entries_of_a_feed_are_taken_in(ingest: Run, site: HTTPServer) -> None:
    links = [site.url_for("/1"), site.url_for("/2"), "http://10.0.0.5/a", "ftp://skarvik-post.org/", site.url_for("/1")]
    items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    site.expect_request("/feed").respond_with_data(feed, content_type="application/rss+xml")
    for number in (1, 2):
        site.expect_request(f"/{number}").respond_with_data(
            page(*STORY, f"Rask said {number}."), content_type="text/html"
        )
    out, err, code = ingest(site.url_for("/feed"))
    assert (out, code) == ("stored 2, duplicate 0, failed 2", 1)
    assert "http://10.0.0.5/a: address_not_public" in err
    assert "ftp://skarvik-post.org/: scheme_not_allowed" in err


@pytest.mark.parametrize(
    ("source", "code"), [("http://127.0.0.1:1/", "address_not_public"), ("http://nowhere.invalid/", "unknown_host")]
)
def test_an_address_that_cannot_be_fetched_is_a_failure(ingest: Run, source: str, code: str) -> None:
    out, err, status = ingest(source)
    assert (out, status) == ("stored 0, duplicate 0, failed 1", 1)
    assert f"{source}: {code}: " in err
    assert not Ingestion.objects.filter(stage=Stage.DONE).exists()
