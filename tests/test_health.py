"""Probes: what is up, what is ready, what is counted."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from claimtrack import health
from tests.stack import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _worker() -> None:
    health._all_migrated.cache_clear()
    health.give_sign_of_life()


def ready(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()["checks"]


def test_a_process_that_answers_is_healthy(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_probes_need_no_known_host_name(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "10.1.2.3"}).status_code == 200
    assert client.get("/readyz", headers={"host": "10.1.2.3"}).status_code == 200


def test_ready_means_database_migrations_broker_and_worker(client: Client) -> None:
    assert ready(client) == (200, {"database": "ok", "migrations": "ok", "broker": "ok", "worker": "ok"})


def test_without_a_worker_it_is_not_ready(client: Client) -> None:
    cache.delete(health.WORKER_SIGN)
    status, checks = ready(client)
    assert status == 503
    assert checks["worker"] != "ok"
    assert checks["broker"] == "ok"


def test_without_a_broker_it_is_not_ready(client: Client, settings: Any) -> None:
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    status, checks = ready(client)
    assert (status, checks["broker"], checks["database"]) == (503, "no answer", "ok")


def test_with_a_migration_missing_it_is_not_ready(client: Client) -> None:
    health._all_migrated.cache_clear()  # a process that has seen all of them asks no more
    (latest,) = MigrationLoader(connection).graph.leaf_nodes("claims")
    MigrationRecorder(connection).record_unapplied(*latest)
    status, checks = ready(client)
    assert status == 503
    assert "manage.py migrate" in checks["migrations"]


def test_metrics_are_in_the_format_of_prometheus(client: Client) -> None:
    client.get("/api/v1/articles/")
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    assert b"django_http_requests_total_by_method_total{" in answer.content


def test_probes_are_read_only(client: Client) -> None:
    assert client.post("/readyz").status_code == 405
