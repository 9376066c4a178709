"""A real worker that dies in the middle of a story."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.utils import timezone
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from articles import ingestion
from articles.models import Article, Ingestion, Stage
from articles.submitting import Submission
from tests.articles.pages import STORY, page
from tests.articles.processes import start_worker


@contextmanager
def _worker(site: HTTPServer) -> Iterator[subprocess.Popen[bytes]]:
    worker = start_worker(FETCH_ALLOW=f"127.0.0.1:{site.port}", INGESTION_LEASE_SECONDS="3", SWEEP_SECONDS="1")
    try:
        yield worker
    finally:
        if worker.poll() is None:
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def _wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, list(Ingestion.objects.values("stage", "error_code", "attempts"))
        time.sleep(0.1)


@pytest.mark.django_db(transaction=True)
def test_a_story_survives_the_death_of_its_worker_and_is_stored_once(site: HTTPServer) -> None:
    asked = threading.Event()
    killed = threading.Event()

    def slow_once(_: Request) -> Response:
        asked.set()
        killed.wait(30)
        return Response(page(*STORY), content_type="text/html")

    site.expect_request("/ferry").respond_with_handler(slow_once)
    row = ingestion.submit(Submission(url=site.url_for("/ferry")), user=None, now=timezone.now()).ingestion
    with _worker(site) as worker:
        assert asked.wait(60)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    killed.set()
    row.refresh_from_db()
    assert (row.stage, row.attempts, row.body) == (Stage.FETCHING, 1, None)
    with _worker(site):
        _wait_until(lambda: Ingestion.objects.get(pk=row.pk).stage in (Stage.DONE, Stage.FAILED))
    row.refresh_from_db()
    assert (row.stage, row.error_message) == (Stage.DONE, "")
    assert Article.objects.get().revisions.count() == 1
    assert Ingestion.objects.count() == 1
