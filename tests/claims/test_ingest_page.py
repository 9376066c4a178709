"""The ingest page: what is sent becomes a batch, what cannot be sent is said and kept."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Batch, Ingestion, Stage
from claims.batches import progress_of
from tests.claims.stories import NOW
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
    fields = {"text": STORY, "title": "Bridge is safe", "outlet": "Courier"} | changes
    return client.post("/ingest/paste/", fields, follow=True)


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
    Ingestion.objects.update(stage=Stage.DONE)
    answer = paste(editing)
    assert Article.objects.count() == 1
    assert Ingestion.objects.count() == 1
    assert "Nothing new · 1 known already" in text_of(answer)
    assert "Same text as Bridge is safe (" in text_of(answer)
    assert "No second copy was stored." in text_of(answer)
    assert Article.objects.get().get_absolute_url() in answer.content.decode()
    assert "hx-trigger" not in answer.content.decode()


def test_an_address_that_failed_is_tried_again_where_it_was(editing: Client) -> None:
    sent = {"addresses": "https://a.example.org/1"}
    editing.post("/ingest/addresses/", sent)
    ingestion = Ingestion.objects.get()
    failure = {"stage": Stage.FAILED, "failed_in": Stage.FETCHING, "error_code": "timeout"}
    Ingestion.objects.update(**failure)
    answer = editing.post("/ingest/addresses/", sent, follow=True)
    assert "Known already: https://a.example.org/1" in text_of(answer)
    assert f'href="/ingest/{ingestion.batch_id}/">batch {ingestion.batch_id}</a>.' in answer.content.decode()
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
    answer = editing.post(f"/ingest/{kind}/", {"text": STORY, "title": "Kept title", field: sent})
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
        "/ingest/addresses/",
        {"addresses": "https://a.example.org/1\n\nhttps://b.example.org/2"},
        follow=True,
    )
    assert "2 items: 0 done · 2 running" in text_of(answer)
    assert Ingestion.objects.filter(stage=Stage.QUEUED).count() == 2


def test_a_file_with_a_bad_line_gives_its_good_stories(editing: Client) -> None:
    lines = b'{"text": "Mayor Ida Lund said the bridge was safe."}\nno json\n'
    upload = SimpleUploadedFile("stories.ndjson", lines)
    answer = editing.post("/ingest/files/", {"uploads": upload}, follow=True)
    assert Ingestion.objects.count() == 1
    assert "1 refused" in text_of(answer)
    (refusal,) = Batch.objects.get().refused
    assert refusal.startswith("stories.ndjson, line 2: This is no JSON")
    assert refusal in text_of(editing.get(answer.request["PATH_INFO"]))


def test_a_failed_item_says_code_cause_and_next_step(editing: Client) -> None:
    ingestion = make_ingestion(stage=Stage.FAILED, batch=make_batch(), payload="url", url="https://a.example.org/1")
    page = editing.get(f"/ingest/{ingestion.batch_id}/")
    words = text_of(page)
    assert "1 item: 0 done · 1 failed" in words
    assert "no_text There is no text in it." in words
    assert f'href="/ingest/paste/?from={ingestion.pk}"' in page.content.decode()
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


def test_what_failed_comes_back_into_the_form(editing: Client) -> None:
    article = make_article(None, title="Bridge is safe", outlet="Post")
    text = make_ingestion(article, stage=Stage.FAILED, given_title="Bridge, again", body="“Safe”, she said.".encode())
    page = editing.get(f"/ingest/paste/?from={text.pk}").content.decode()
    assert "“Safe”, she said.</textarea>" in page
    assert 'value="Bridge, again"' in page
    assert 'value="Post"' in page
    assert f'value="{NOW:%Y-%m-%d}"' in page
    html = make_ingestion(article, stage=Stage.FAILED, payload="html", body=b"<body><nav hidden>x</nav><p>One.<p>Two.")
    assert "One.\n\nTwo.</textarea>" in editing.get(f"/ingest/paste/?from={html.pk}").content.decode()
    fetched = make_ingestion(article, stage=Stage.FAILED, payload="url", url="https://a.example.org/1", body=None)
    page = editing.get(f"/ingest/paste/?from={fetched.pk}").content.decode()
    assert 'value="https://a.example.org/1"' in page
    assert 'value="Bridge is safe"' in page
    assert editing.get("/ingest/paste/?from=99999999").status_code == 200


@pytest.mark.parametrize("way", ["addresses", "paste", "files", "feed"])
def test_each_way_is_a_page_of_its_own_that_needs_no_script(editing: Client, analyst: User, way: str) -> None:
    page = editing.get(f"/ingest/{way}/").content.decode()
    assert f'<a href="/ingest/{way}/" aria-current="page">' in page
    assert page.count('aria-current="page"') == 1 + page.count('href="/ingest/" aria-current="page"')
    assert editing.get("/ingest/no-such-way/").status_code == 404
    editing.force_login(analyst)
    assert editing.get(f"/ingest/{way}/").status_code == 403


def test_a_page_that_has_not_changed_says_so(editing: Client) -> None:
    article = make_article("Ida Lund said the bridge was safe.")
    later = NOW + timedelta(days=3)
    ingestion = make_ingestion(article, stage=Stage.DONE, batch=make_batch(), revision=article.latest, now=later)
    words = text_of(editing.get(f"/ingest/{ingestion.batch_id}/"))
    assert f"Known already, and its text is the same as on {NOW:%-d %B %Y}." in words


def test_the_rate_is_that_of_the_latest_minute(editing: Client) -> None:
    batch = make_batch(now=NOW)
    for seconds in (1, 30, 81, 83, 90):
        make_ingestion(stage=Stage.DONE, batch=batch, finished_at=NOW + timedelta(seconds=seconds))
    assert "0.1/s" in text_of(editing.get(f"/ingest/{batch.pk}/"))
    assert progress_of(batch, now=NOW).rate == 3 / 60


def test_a_long_batch_comes_in_pages_at_a_constant_number_of_queries(editing: Client) -> None:
    batch = make_batch()
    numbers = []
    for more in (2, 58):
        for _ in range(more):
            make_ingestion(stage=Stage.FAILED, batch=batch)
        with CaptureQueriesContext(connection) as queries:
            page = editing.get(f"/ingest/{batch.pk}/").content.decode()
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
    assert "60 items: 0 done · 60 failed" in text_of(editing.get(f"/ingest/{batch.pk}/"))
    assert page.count('<li class="item-failed"') == 50
    later = re.search(r'rel="next" href="([^"]+)"', page)
    assert later
    second = editing.get(f"/ingest/{batch.pk}/{later[1].replace('&amp;', '&')}").content.decode()
    assert second.count('<li class="item-failed"') == 10


def test_a_retry_leads_back_to_the_chosen_items(editing: Client) -> None:
    ingestion = make_ingestion(stage=Stage.FAILED, batch=make_batch())
    here = f"/ingest/{ingestion.batch_id}/?stage=failed"
    sent = {"ingestion": str(ingestion.pk), "next": here}
    assert editing.post(f"/ingest/{ingestion.batch_id}/retry/", sent)["Location"] == here


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
    other = make_ingestion(stage=Stage.FAILED, batch=batch, error_code="timeout", failed_in="fetching")
    make_ingestion(batch=batch)
    page = editing.get(f"/ingest/{batch.pk}/").content.decode()
    assert re.findall(r'href="\?stage=([a-z]+)(?:&amp;code=([a-z_]+))?"', page) == [
        ("running", ""), ("queued", ""), ("done", ""), ("failed", ""), ("failed", "no_text"), ("failed", "timeout"),
    ]  # fmt: skip
    page = editing.get(f"/ingest/{batch.pk}/?stage=failed&code=no_text").content.decode()
    assert f'id="item-{failed.pk}"' in page
    assert f'id="item-{other.pk}"' not in page
    page = editing.get(f"/ingest/{batch.pk}/?stage=failed").content.decode()
    assert f'id="item-{failed.pk}"' in page
    assert f'id="item-{done.pk}"' not in page
