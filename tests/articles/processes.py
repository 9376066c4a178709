"""Other processes against the servers and the database of the running tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def environment(**more: str) -> dict[str, str]:
    """Return the environment in which a process sees what the test sees."""
    parts = urlsplit(settings.DATABASE_URL)
    database = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    return {**os.environ, "DATABASE_URL": database, "REDIS_URL": settings.REDIS_URL, **more}


def manage(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command of manage.py to its end."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(**more), capture_output=True, text=True, timeout=120, check=False
    )


def start_worker(**more: str) -> subprocess.Popen[bytes]:
    """Start a worker of its own on all queues, with the sweep; its processes are one group."""
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "claimtrack",
        "worker",
        "-c",
        "1",
        "-B",
        "-Q",
        "fetch,extract,match",
    ]
    schedule = ["-s", f"{settings.VAR_DIR}/beat", "-l", "warning"]
    return subprocess.Popen([*command, *schedule], cwd=ROOT, env=environment(**more), start_new_session=True)
