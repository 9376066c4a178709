"""The ingest page: what is sent becomes a batch, what cannot be sent is said and kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Article, Batch, Ingestion, Stage
from tests.factories import make_article, make_batch, make_ingestion

pytestmark = pytest.mark.django_db

STORY = "Mayor Ida Lund said the bridge was safe.\n\nTom Reyes of the harbour union denied it."


@pytest.fixture
def editing(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def paste(client: Client, **changes: str) -> Any:
    fields = {"kind": "paste", "text": STORY, "title": "Bridge is safe", "outlet": "Courier"} | changes
    return client.post("/ingest/", fields, follow=True)


def test_a_pasted_text_becomes_a_batch_that_shows_its_stages(editing: Client, editor: User) -> None:
    answer = paste(editing, published_on="2025-04-09")
    ingestion = Ingestion.objects.get()
    assert answer.redirect_chain == [(f"/ingest/{ingestion.batch_id}/", 302)]
    assert (ingestion.submitted_by, ingestion.given_outlet) == (editor, "Courier")
    page = answer.content.decode()
    assert "1 item: 0 done · 1 running" in text_of(answer)
    assert 'hx-trigger="every 2s"' in page
    assert "Refresh" in page
    assert "fetched" not in page


def test_the_same_text_again_adds_nothing_and_says_where_it_is(editing: Client) -> None:
    paste(editing)
    answer = paste(editing)
    assert Article.objects.count() == 1
    assert Ingestion.objects.count() == 1
    assert "Known already: Bridge is safe" in text_of(answer)
    assert Article.objects.get().get_absolute_url() in answer.content.decode()
    assert "hx-trigger" not in answer.content.decode()


def test_an_address_that_failed_is_tried_again_where_it_was(editing: Client) -> None:
    sent = {"kind": "addresses", "addresses": "https://a.example.org/1"}
    editing.post("/ingest/", sent)
    ingestion = Ingestion.objects.get()
    failure = {"stage": Stage.FAILED, "failed_in": Stage.FETCHING, "error_code": "timeout"}
    Ingestion.objects.update(**failure)
    answer = editing.post("/ingest/", sent, follow=True)
    assert "Known already: https://a.example.org/1" in text_of(answer)
    assert f'tried again: <a href="/ingest/{ingestion.batch_id}/">' in answer.content.decode()
    assert Ingestion.objects.get().stage == Stage.FETCHING


@pytest.mark.parametrize(
    ("kind", "field", "sent", "message"),
    [
        ("paste", "text", " ", "There is no text in it."),
        ("paste", "text", "Say\0no", "Null characters are not allowed."),
        ("paste", "published_on", "tomorrow", "Enter a date such as 2025-04-09."),
        ("addresses", "addresses", "ftp://example.org/a", "Line 1: "),
        ("addresses", "addresses", "", "Enter at least one address"),
        ("files", "uploads", "", "Choose at least one file."),
    ],
)
def test_what_cannot_be_sent_is_said_and_kept(editing: Client, kind: str, field: str, sent: str, message: str) -> None:
    answer = editing.post("/ingest/", {"kind": kind, "text": STORY, "title": "Kept title", field: sent})
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert "There is a problem" in text_of(answer)
    assert f'href="#id_{field}"' in answer.content.decode()
    if kind == "paste":
        assert "Kept title" in answer.content.decode()
    assert not Batch.objects.exists()


def test_a_refused_text_leaves_no_empty_batch(editing: Client) -> None:
    answer = paste(editing, published_on="2999-01-01")
    assert answer.status_code == 422
    assert "lies in the future" in text_of(answer)
    assert not Batch.objects.exists()


def test_of_several_addresses_each_goes_its_own_way(editing: Client) -> None:
    answer = editing.post(
        "/ingest/",
        {"kind": "addresses", "addresses": "https://a.example.org/1\n\nhttps://b.example.org/2"},
        follow=True,
    )
    assert "2 items: 0 done · 2 running" in text_of(answer)
    assert Ingestion.objects.filter(stage=Stage.QUEUED).count() == 2


def test_a_file_with_a_bad_line_gives_its_good_stories(editing: Client) -> None:
    lines = b'{"text": "Mayor Ida Lund said the bridge was safe."}\nno json\n'
    upload = SimpleUploadedFile("stories.ndjson", lines)
    answer = editing.post("/ingest/", {"kind": "files", "uploads": upload}, follow=True)
    assert Ingestion.objects.count() == 1
    assert "stories.ndjson, line 2" in text_of(answer)


def test_a_failed_item_says_code_cause_and_next_step(editing: Client) -> None:
    ingestion = make_ingestion(stage=Stage.FAILED, batch=make_batch(), payload="url", url="https://a.example.org/1")
    page = editing.get(f"/ingest/{ingestion.batch_id}/")
    words = text_of(page)
    assert "1 item: 0 done · 1 failed" in words
    assert "no_text There is no text in it." in words
    assert "source_url=https%3A//a.example.org/1#paste" in page.content.decode()
    assert "hx-trigger" not in page.content.decode()


def test_retry_touches_only_the_failed(editing: Client) -> None:
    batch = make_batch()
    failed = make_ingestion(stage=Stage.FAILED, batch=batch)
    done = make_ingestion(stage=Stage.DONE, batch=batch)
    answer = editing.post(f"/ingest/{batch.pk}/retry/", follow=True)
    assert "1 tried again." in text_of(answer)
    failed.refresh_from_db()
    done.refresh_from_db()
    assert (failed.stage, done.stage) == ("cleaning", "done")


def test_one_item_is_retried_alone(editing: Client) -> None:
    batch = make_batch()
    one, other = (make_ingestion(stage=Stage.FAILED, batch=batch) for _ in range(2))
    editing.post(f"/ingest/{batch.pk}/retry/", {"ingestion": str(one.pk)})
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.stage, other.stage) == ("cleaning", "failed")


def test_what_is_not_done_can_be_stopped(editing: Client) -> None:
    ingestion = make_ingestion(batch=make_batch())
    editing.post(f"/ingest/{ingestion.batch_id}/cancel/")
    ingestion.refresh_from_db()
    assert (ingestion.stage, ingestion.error_code) == ("failed", "cancelled")


def test_the_part_of_a_batch_is_only_the_part(editing: Client) -> None:
    ingestion = make_ingestion(batch=make_batch())
    answer = editing.get(f"/ingest/{ingestion.batch_id}/", headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<div class="stack" id="progress"')
    assert "HX-Request" in answer["Vary"]


def test_a_copy_says_whose_text_it_repeats(editing: Client) -> None:
    original = make_article("Ida Lund said the bridge was safe.", title="Bridge is safe")
    copy = make_article(None, title="The bridge, again")
    copy.duplicate_of = original
    copy.save()
    ingestion = make_ingestion(copy, stage=Stage.DONE, batch=make_batch())
    assert "Same text as Bridge is safe" in text_of(editing.get(f"/ingest/{ingestion.batch_id}/"))


def test_items_can_be_chosen_by_state(editing: Client) -> None:
    batch = make_batch()
    failed = make_ingestion(stage=Stage.FAILED, batch=batch)
    done = make_ingestion(stage=Stage.DONE, batch=batch)
    page = editing.get(f"/ingest/{batch.pk}/?stage=failed").content.decode()
    assert f'id="item-{failed.pk}"' in page
    assert f'id="item-{done.pk}"' not in page
