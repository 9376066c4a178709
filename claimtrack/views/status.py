"""What administrators look at when something does not move: services, queues, versions, switches, retention."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import Any

import django
import redis
from django.conf import settings
from django.db import connection
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Ingestion, Revision, Stage
from claimtrack import embedded
from claimtrack.health import BROKER_TIMEOUT, check_all
from claimtrack.models import Upkeep
from claimtrack.retention import RULES
from claimtrack.web import role_required

PACKAGES = ("celery", "djangorestframework", "onnxruntime", "psycopg")


@require_safe
@role_required("admin")
def status(request: HttpRequest) -> HttpResponse:
    """Show whether everything works, how much waits, and which versions run."""
    counted = Ingestion.objects.values("stage").annotate(rows=Count("pk"), since=Min("stage_at"))
    stages = sorted(counted, key=lambda row: [*Stage].index(row["stage"]))
    context: dict[str, Any] = {
        "checks": check_all(),
        "queues": _queues(),
        "stages": stages,
        "extractors": Revision.objects.values("extracted_by").annotate(texts=Count("pk")).order_by("-texts")[:10],
        "versions": _versions(),
        "switches": {
            "PRIVATE": "on" if settings.PRIVATE else "off",
            "SECOND_OPINION": settings.SECOND_OPINION,
            "TAGGER": settings.TAGGER,
        },
        "rules": RULES,
        "upkeep": Upkeep.objects.order_by("-pk").first(),
    }
    return render(request, "about/status.html", context)


def _queues() -> list[tuple[str, int | None]]:
    """Return how many tasks wait in each queue; None where the broker does not answer."""
    url = embedded.client_url(settings.REDIS_URL)
    try:
        with redis.Redis.from_url(url, socket_timeout=BROKER_TIMEOUT, socket_connect_timeout=BROKER_TIMEOUT) as client:
            return [(name, int(client.llen(name))) for name in settings.WORKER_QUEUES]
    except redis.RedisError:
        return [(name, None) for name in settings.WORKER_QUEUES]


def _versions() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (postgres,) = cursor.fetchone()
    own = [("claimtrack", settings.VERSION), ("Python", platform.python_version()), ("Django", django.__version__)]
    return [*own, ("PostgreSQL", postgres), *((name, version(name)) for name in PACKAGES)]
