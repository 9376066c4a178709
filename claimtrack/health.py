"""Whether this process lives, whether the installation can work, and numbers for Prometheus.

A middleware answers these, before the host name is checked: probes ask by address.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache

import redis
from celery.signals import heartbeat_sent
from django.conf import settings
from django.core.cache import cache as shared_cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView

from claimtrack import embedded

logger = logging.getLogger(__name__)

WORKER_SIGN = "worker-alive"
# Workers give a sign every 2 seconds (Celery's heartbeat).
WORKER_SILENCE = 10
BROKER_TIMEOUT = 3


class NotReady(Exception):  # noqa: N818  (a state, not an error)
    """Something that is needed is not there; the message says what."""


class HealthMiddleware:
    """Answer the three addresses of health; let everything else pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        views = {"/healthz": healthz, "/readyz": readyz, "/metrics": ExportToDjangoView}
        self.answers = {path: require_safe(view) for path, view in views.items()}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or pass on."""
        answer = self.answers.get(request.path_info)
        if answer is None:
            return self.get_response(request)
        response: HttpResponse = answer(request)
        response.headers["Cache-Control"] = "no-store"
        return response


def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  (a view)
    """Say that this process is up."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  (a view)
    """Say whether database, migrations, broker and a worker are there; 503 if one is not."""
    checks = check_all()
    ready = all(found == "ok" for found in checks.values())
    return JsonResponse({"status": "ok" if ready else "not ready", "checks": checks}, status=200 if ready else 503)


def check_all() -> dict[str, str]:
    """Return of each thing that is needed "ok", or what is wrong with it."""
    return {name: _found(check) for name, check in CHECKS.items()}


@heartbeat_sent.connect
def give_sign_of_life(**_: object) -> None:
    """Note that a worker is alive."""
    try:
        shared_cache.set(WORKER_SIGN, True, WORKER_SILENCE)
    except redis.RedisError as error:
        logger.warning("The broker does not take the worker's sign of life: %s", error)


def _found(check: Callable[[], None]) -> str:
    try:
        check()
    except NotReady as missing:
        return str(missing)
    except (DatabaseError, redis.RedisError) as error:
        logger.warning("Not ready: %s", error)
        return "no answer"
    return "ok"


def _check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _check_migrations() -> None:
    if not _all_migrated():
        _all_migrated.cache_clear()
        raise NotReady("not all applied: run manage.py migrate")


@cache
def _all_migrated() -> bool:
    """Return whether the database is as this code wants it; once so, it stays so while this process runs."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def check_broker() -> None:
    """Raise RedisError if the broker does not answer."""
    url = embedded.client_url(settings.REDIS_URL)
    with redis.Redis.from_url(url, socket_timeout=BROKER_TIMEOUT, socket_connect_timeout=BROKER_TIMEOUT) as client:
        client.ping()


def _check_worker() -> None:
    if not shared_cache.get(WORKER_SIGN):
        raise NotReady(f"none gave a sign of life in the last {WORKER_SILENCE} seconds")


CHECKS = {
    "database": _check_database,
    "migrations": _check_migrations,
    "broker": check_broker,
    "worker": _check_worker,
}
