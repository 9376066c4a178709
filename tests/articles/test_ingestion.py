"""The state machine: each stage, each end, and nothing lost in between."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from celery import current_app
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from articles import ingestion
from articles.models import Article, Batch, Ingestion, Stage
from articles.submitting import Submission
from claimtrack.web import Problem
from tests.articles import steps
from tests.articles.processes import manage
from tests.articles.taking import NOW

TEXT = Submission(text="Ida Lund said the ferry would stop.")


@pytest.fixture(autouse=True)
def _nothing_seen() -> Iterator[None]:
    steps.seen.clear()
    yield
    steps.seen.clear()


def _way(settings: Settings, *names: str) -> None:
    """Make a way of two steps: fetching, which texts skip, and what follows."""
    stages = ("cleaning", "extracting", "matching")
    ways = {stage: (f"tests.articles.steps.{name}", "extract") for stage, name in zip(stages, names, strict=False)}
    settings.INGESTION_STEPS = {"fetching": ("tests.articles.steps.work", "fetch"), **ways}


def _submit(submission: Submission = TEXT) -> Ingestion:
    return ingestion.submit(submission, user=None, now=NOW).ingestion


def test_a_story_goes_through_all_steps_in_order(db: None, settings: Settings) -> None:
    _way(settings, "work", "work", "work")
    row = _submit()
    stages = [row.stage]
    while row.stage != Stage.DONE:
        ingestion.advance(row.pk, now=NOW)
        row.refresh_from_db()
        stages.append(Stage(row.stage))
    assert stages == [Stage.QUEUED, Stage.EXTRACTING, Stage.MATCHING, Stage.DONE]
    assert steps.seen == [row.pk] * 3
    assert row.finished_at is not None
    assert row.taken_until is None


def test_an_address_begins_with_the_first_step(db: None, settings: Settings) -> None:
    _way(settings, "work")
    row = _submit(Submission(url="https://skarvik-post.org/a"))
    ingestion.advance(row.pk, now=NOW)
    row.refresh_from_db()
    assert row.stage == Stage.CLEANING


def test_a_step_may_end_the_way(db: None, settings: Settings) -> None:
    _way(settings, "stop_early", "work")
    row = _submit()
    ingestion.advance(row.pk, now=NOW)
    row.refresh_from_db()
    assert (row.stage, steps.seen) == (Stage.DONE, [])


def test_what_no_try_can_mend_fails_at_once(db: None, settings: Settings) -> None:
    _way(settings, "refuse")
    row = _submit()
    ingestion.advance(row.pk, now=NOW)
    row.refresh_from_db()
    assert (row.stage, row.failed_in, row.error_code) == (Stage.FAILED, Stage.CLEANING, "no_article_text")


def test_what_a_try_can_mend_is_tried_three_times_with_growing_waits(db: None, settings: Settings) -> None:
    _way(settings, "put_off")
    row = _submit()
    waits: list[datetime] = []
    while row.stage != Stage.FAILED:
        ingestion.advance(row.pk, now=row.not_before or NOW)
        row.refresh_from_db()
        if row.not_before:
            assert row.error_message.startswith("Nobody answered. The next try is at ")
            waits.append(row.not_before)
    assert (row.error_code, row.error_message) == ("timeout", "Nobody answered.")
    assert len(steps.seen) == 3
    assert len(set(waits)) == 2


def test_no_try_is_made_before_its_time(db: None, settings: Settings) -> None:
    _way(settings, "put_off")
    row = _submit()
    ingestion.advance(row.pk, now=NOW)
    row.refresh_from_db()
    assert row.not_before is not None
    ingestion.advance(row.pk, now=row.not_before - timedelta(seconds=1))
    assert ingestion.sweep(now=row.not_before - timedelta(seconds=1)) == 0
    assert len(steps.seen) == 1


def test_a_site_cannot_put_a_story_off_for_more_than_a_day(db: None, settings: Settings) -> None:
    _way(settings, "put_off_for_years")
    row = _submit()
    ingestion.advance(row.pk, now=NOW)
    row.refresh_from_db()
    assert row.not_before is not None
    assert timedelta(hours=23) < row.not_before - timezone.now() <= timedelta(days=1)


def test_a_fault_of_ours_is_tried_again_and_then_named(
    db: None, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    _way(settings, "crash")
    row = _submit()
    for _ in range(3):
        ingestion.advance(row.pk, now=row.not_before or NOW)
        row.refresh_from_db()
    assert (row.stage, row.error_code) == (Stage.FAILED, "internal_error")
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivision" not in row.error_message


def test_a_story_that_takes_too_long_is_stopped_for_good(db: None, settings: Settings) -> None:
    _way(settings, "take_too_long")
    row = _submit()
    ingestion.advance(row.pk, now=NOW)
    row.refresh_from_db()
    assert (row.stage, row.error_code) == (Stage.FAILED, "too_slow")


def test_a_story_that_another_worker_has_is_left_alone(db: None, settings: Settings) -> None:
    _way(settings, "work")
    row = _submit()
    Ingestion.objects.filter(pk=row.pk).update(taken_until=NOW + timedelta(seconds=5))
    ingestion.advance(row.pk, now=NOW)
    assert steps.seen == []
    ingestion.advance(row.pk, now=NOW + timedelta(seconds=6))
    assert steps.seen == [row.pk]


def test_a_story_that_kills_its_workers_fails_in_the_end(db: None, settings: Settings) -> None:
    _way(settings, "work")
    row = _submit()
    now = NOW
    for _ in range(3):
        assert ingestion._take(row.pk, now=now) is not None  # and the worker dies
        assert ingestion._take(row.pk, now=now) is None
        now += timedelta(seconds=settings.INGESTION_LEASE_SECONDS + 1)
        assert ingestion.sweep(now=now) == 1
    ingestion.advance(row.pk, now=now)
    row.refresh_from_db()
    assert (row.stage, row.error_code, steps.seen) == (Stage.FAILED, "internal_error", [])
    assert ingestion.sweep(now=now) == 0


def test_a_worker_that_lost_its_story_does_not_move_it(db: None, settings: Settings) -> None:
    _way(settings, "work", "work")
    row = _submit()
    slow = ingestion._take(row.pk, now=NOW)
    assert slow is not None
    ingestion.advance(row.pk, now=NOW + timedelta(hours=1))
    ingestion._move(slow, Stage.DONE)
    row.refresh_from_db()
    assert row.stage == Stage.EXTRACTING


def test_a_failed_story_can_be_retried_from_where_it_failed(db: None, settings: Settings) -> None:
    _way(settings, "work", "refuse")
    row = _submit()
    for _ in range(2):
        ingestion.advance(row.pk, now=NOW)
    _way(settings, "work", "work")
    row.refresh_from_db()
    assert ingestion.retry(row, now=NOW)
    row.refresh_from_db()
    assert (row.stage, row.error_code, row.attempts) == (Stage.EXTRACTING, "", 0)
    assert not ingestion.retry(row, now=NOW)
    ingestion.advance(row.pk, now=NOW)
    row.refresh_from_db()
    assert row.stage == Stage.DONE


def test_an_unfinished_story_can_be_cancelled_and_taken_up_again(db: None, settings: Settings) -> None:
    _way(settings, "work", "work")
    row = _submit()
    ingestion.advance(row.pk, now=NOW)
    assert ingestion.cancel(row, now=NOW)
    row.refresh_from_db()
    assert (row.stage, row.error_code, row.failed_in) == (Stage.FAILED, "cancelled", Stage.EXTRACTING)
    assert not ingestion.cancel(row, now=NOW)
    assert ingestion.retry(row, now=NOW)


def test_a_message_is_sent_on_the_queue_of_the_stage_once_the_row_is_safe(
    db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    _way(settings, "work", "work")
    with django_capture_on_commit_callbacks() as callbacks:
        row = _submit()
    assert len(callbacks) == 1
    with django_capture_on_commit_callbacks(execute=True):
        ingestion.advance(row.pk, now=NOW)
    with current_app.connection_for_read() as broker:
        waiting = broker.SimpleQueue("extract")
        message = waiting.get(timeout=5)
        assert message.headers["task"] == "articles.tasks.advance"
        assert f'"ingestion_id": {row.pk}' in message.headers["kwargsrepr"].replace("'", '"')
        message.ack()
        waiting.clear()
        waiting.close()


@pytest.mark.django_db(transaction=True)
def test_a_story_is_accepted_and_swept_while_the_broker_is_down() -> None:
    code = (
        "from articles.ingestion import *; from django.utils import timezone; from datetime import datetime, timedelta;"
        "now = timezone.now(); submit(Submission(text='Ida Lund said no.'), user=None, now=now);"
        "print(sweep(now=now + timedelta(minutes=1)))"
    )
    done = manage("shell", "--no-imports", "-c", code, REDIS_URL="redis://127.0.0.1:1/0")
    assert (done.stdout.strip(), done.returncode) == ("1", 0), done.stderr
    assert Ingestion.objects.get().stage == Stage.QUEUED


def test_an_emptied_broker_loses_nothing(db: None, settings: Settings) -> None:
    _way(settings, "work")
    row = _submit()
    assert ingestion.sweep(now=NOW + timedelta(seconds=5)) == 0
    assert ingestion.sweep(now=NOW + timedelta(minutes=1)) == 1
    assert ingestion.sweep(now=NOW + timedelta(seconds=61)) == 0
    ingestion.advance(row.pk, now=NOW)
    assert ingestion.sweep(now=NOW + timedelta(days=1)) == 0


def test_a_batch_takes_the_good_and_names_the_bad(editor: User) -> None:
    stories = [
        TEXT,
        Submission(text=" "),
        Submission(url="ftp://skarvik-post.org/"),
        Submission(text="Rask denied it."),
    ]
    batch, outcomes = ingestion.submit_many(stories, user=editor, now=NOW)
    codes = [outcome.code if isinstance(outcome, Problem) else "" for outcome in outcomes]
    assert codes == ["", "empty_text", "scheme_not_allowed", ""]
    assert Batch.objects.get().ingestions.count() == 2
    assert batch.submitted_by == editor


@pytest.mark.django_db(transaction=True)
def test_the_lease_is_renewed_while_a_step_runs(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    _way(settings, "work")
    settings.INGESTION_LEASE_SECONDS = 1
    row = _submit()
    leases: list[object] = []

    def work_long(taken: Ingestion) -> None:
        for _ in range(3):
            threading.Event().wait(0.6)
            leases.append(Ingestion.objects.get(pk=taken.pk).taken_until)

    monkeypatch.setattr(steps, "work", work_long)
    ingestion.advance(row.pk, now=NOW)
    assert len(set(leases)) == 3
    assert Ingestion.objects.get(pk=row.pk).stage == Stage.DONE


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_one_story(settings: Settings) -> None:
    _way(settings, "work")
    row = _submit()
    taken: list[Ingestion] = []
    together = threading.Barrier(8)

    def take() -> None:
        together.wait()
        if got := ingestion._take(row.pk, now=NOW):
            taken.append(got)
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "submission", [TEXT, Submission(url="https://skarvik-post.org/a"), Submission(html="<p>Ida Lund said no.</p>")]
)
def test_the_same_story_at_the_same_moment_is_one_article(submission: Submission) -> None:
    together = threading.Barrier(6)
    created: list[bool] = []

    def submit() -> None:
        together.wait()
        created.append(ingestion.submit(submission, user=None, now=NOW).created)
        connection.close()

    threads = [threading.Thread(target=submit) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(created) == [False] * 5 + [True]
    assert Article.objects.count() == 1
