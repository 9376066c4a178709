"""Stories to look at on a first visit."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from articles.models import Article, Ingestion, Stage
from articles.submitting import Submission
from claims import demonstrating
from claims.models import Assessment, Claim
from claims.tasks import assess_demo
from tests.articles.taking import take_in
from tests.claims.stories import NOW
from tests.factories import make_article, make_ingestion

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


@pytest.fixture
def read(transactional_db: None) -> None:
    """Read the demo stories, in this process."""
    for line in demonstrating.STORIES.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        take_in(Submission(text=story["text"], title=story["title"], outlet=story["outlet"], source_url=story["url"]))


def test_the_demo_has_verdicts_on_invented_people_alone(read: None, client: Client) -> None:
    wanted = [json.loads(line) for line in demonstrating.ASSESSMENTS.read_text(encoding="utf-8").splitlines()]
    assert demonstrating.is_read()
    assess_demo(a_word_of_a_newer_sender=True)
    judged = Claim.objects.filter(assessments__isnull=False)
    assert judged.count() >= len(wanted) - 1  # one may be lost where a tagger reads it in another way
    assert {claim.status for claim in judged} >= {"supported", "unproven", "misleading", "false"}
    first = [json.loads(line)["url"] for line in demonstrating.STORIES.read_text(encoding="utf-8").splitlines()[:3]]
    real = Claim.objects.filter(statements__revision__article__url__in=first).values("speaker")
    assert not judged.filter(speaker__in=real).exists()
    for claim in judged:
        assert "by demo-editor" in client.get(claim.get_absolute_url()).content.decode()
    assert {f"{made.made_at:%Y-%m-%d}" for made in Assessment.objects.all()} <= {one["on"] for one in wanted}
    assert not User.objects.get(username="demo-editor").is_active
    before = Assessment.objects.count()
    assert demonstrating.assess_demo(now=NOW) == 0
    assert Assessment.objects.count() == before


@pytest.mark.django_db
def test_nothing_is_assessed_where_the_stories_are_not() -> None:
    assert demonstrating.assess_demo(now=NOW) == 0
    assert not User.objects.filter(username="demo-editor").exists()


@pytest.mark.django_db
def test_the_demo_is_not_read_while_a_story_is_on_its_way() -> None:
    article = make_article(None, url="https://meridianwire.example/region/lanmoor-lab-results")
    ingestion = make_ingestion(article)
    assert not demonstrating.is_read()
    Ingestion.objects.filter(pk=ingestion.pk).update(stage=Stage.FAILED, error_code="no_text")
    assert demonstrating.is_read()
