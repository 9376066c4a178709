"""Stories to look at on a first visit."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.models import Article, Ingestion

STORY = {
    "outlet": "Harrow Courier",
    "url": "https://courier.example/bridge",
    "title": "Mayor says bridge is safe",
    "published_at": "2025-04-09T08:00:00Z",
    "text": "Mayor says bridge is safe\n\nMayor Ida Lund said on Tuesday that the east bridge was safe.",
}


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    path = tmp_path / "stories.ndjson"
    other = {**STORY, "url": "https://post.example/tunnel", "text": "Tom Reyes said the tunnel was wet."}
    path.write_text("\n".join(json.dumps(story) for story in (STORY, {**STORY, "url": "ftp://x"}, other)))
    return path


@pytest.mark.django_db(transaction=True)
def test_stories_are_submitted_once_and_a_refused_one_is_named(stories: Path) -> None:
    out, err = StringIO(), StringIO()
    call_command("load_demo", stories, stdout=out, stderr=err)
    assert out.getvalue() == "Demo stories submitted: 2 new.\n"
    assert err.getvalue().startswith("ftp://x: ")
    call_command("load_demo", stories, stdout=out, stderr=err)
    assert Article.objects.count() == Ingestion.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_story_keeps_outlet_title_and_date(stories: Path) -> None:
    call_command("load_demo", stories, verbosity=0, stderr=StringIO())
    ingestion = Ingestion.objects.get(article__url="https://courier.example/bridge")
    assert (ingestion.given_outlet, ingestion.given_title) == ("Harrow Courier", "Mayor says bridge is safe")
    assert ingestion.given_published_at is not None
    assert ingestion.given_published_at.isoformat() == "2025-04-09T08:00:00+00:00"
