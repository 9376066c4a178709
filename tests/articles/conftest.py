"""What the tests of articles share: a web server to fetch from, and a way to take a story in without workers."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

import pytest
from django.core.cache.backends.locmem import LocMemCache
from pytest_django.fixtures import Settings
from pytest_httpserver import HTTPServer

if TYPE_CHECKING:
    from articles.models import Ingestion

_numbers = count(1)
Take = Callable[..., "Ingestion"]


@pytest.fixture
def up_to_revisions(settings: Settings) -> None:
    """Let stories end at their revision: what claims does with it has tests of its own."""
    settings.INGESTION_STEPS = {stage: settings.INGESTION_STEPS[stage] for stage in ("fetching", "cleaning")}


@pytest.fixture(autouse=True)
def robots(monkeypatch: pytest.MonkeyPatch) -> LocMemCache:
    """Return the cache of robots.txt, of this test alone: another one may have a site on the same port."""
    cache = LocMemCache(f"robots-{next(_numbers)}", {})
    monkeypatch.setattr("articles.robots.cache", cache)
    return cache


@pytest.fixture
def site(settings: Settings, httpserver: HTTPServer) -> HTTPServer:
    """Return a web server that may be fetched from although it is on this machine."""
    settings.FETCH_ALLOW = [f"127.0.0.1:{httpserver.port}"]
    return httpserver


@pytest.fixture
def take_in(db: None, up_to_revisions: None) -> Take:
    """Return a way to submit a story and take it to its end, in this process."""
    from tests.articles.taking import take_in

    return take_in
