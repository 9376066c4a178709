"""Settings that cannot work, found at start."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string

from articles.models import Stage
from claimtrack.logs import LEVELS

MAX_PORT = 65535
LEAST = {
    "WORKER_PROCESSES": 1,
    "INGESTION_LEASE_SECONDS": 5,
    "MAX_UPLOAD_BYTES": 1000,
    "PROXIES": 0,
    "KEEP_DELIVERIES_DAYS": 0,
    "KEEP_FAILED_DAYS": 0,
    "KEEP_OWN_ACTIONS_DAYS": 0,
}


@register
def check_settings(**_: Any) -> list[CheckMessage]:
    """Find settings that cannot work."""
    return list(chain(wrong_steps(), wrong_allowances(), wrong_numbers()))


def wrong_steps() -> Iterator[CheckMessage]:
    """Want each step of ingestion to exist, belong to a stage and go to a queue that workers read."""
    for stage, (path, queue) in settings.INGESTION_STEPS.items():
        if stage not in Stage.values or Stage(stage).is_final:
            yield Error(f"INGESTION_STEPS names the stage {stage!r}, at which no step can be.", id="claimtrack.E001")
        if queue not in settings.WORKER_QUEUES:
            known = ", ".join(settings.WORKER_QUEUES)
            yield Error(f"INGESTION_STEPS sends {stage} to {queue!r}, which is none of {known}.", id="claimtrack.E002")
        try:
            import_string(path)
        except ImportError as error:
            yield Error(f"INGESTION_STEPS names {path} for {stage}, which is not there: {error}", id="claimtrack.E003")


def wrong_allowances() -> Iterator[CheckMessage]:
    """Let the address guard pass by host and port only, nothing wider."""
    named = [(name, entry) for name in ("FETCH_ALLOW", "WEBHOOK_ALLOW") for entry in getattr(settings, name)]
    for name, entry in named:
        host, _, port = entry.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) <= MAX_PORT:
            yield Error(f"{name} holds {entry!r}.", hint="Write host:port.", id="claimtrack.E004")


def wrong_numbers() -> Iterator[CheckMessage]:
    """Want counts, sizes and times that allow some work at all, and a level that there is."""
    for name, least in LEAST.items():
        if getattr(settings, name) < least:
            yield Error(f"{name} is {getattr(settings, name)}.", hint=f"Give {least} or more.", id="claimtrack.E005")
    if settings.LOG_LEVEL not in LEVELS:
        yield Error(f"LOG_LEVEL is {settings.LOG_LEVEL!r}.", hint=f"One of {', '.join(LEVELS)}.", id="claimtrack.E006")
