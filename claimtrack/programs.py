"""The processes of an installation beside its servers: web, worker, beat."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from claimtrack.children import Program

ROOT = Path(__file__).resolve().parent.parent


def web(var: Path, *, host: str, port: int, allowed_hosts: list[str]) -> Program:
    """Return the web server, with its numbers for Prometheus under `var/metrics`."""
    environment = {
        "BIND": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "PROMETHEUS_MULTIPROC_DIR": str(var / "metrics"),
        "DATABASE_POOL": os.environ.get("DATABASE_POOL", "true"),
        "ALLOWED_HOSTS": ",".join(allowed_hosts),
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "python:claimtrack.serving", "claimtrack.wsgi:application"]
    return Program("web", command, cwd=ROOT, environment=environment)


def worker(queues: tuple[str, ...], concurrency: int) -> Program:
    """Return the Celery worker of all queues."""
    options = ["--queues", ",".join(queues), "--concurrency", str(concurrency), "--without-gossip", "--without-mingle"]
    # Only JSON is taken from the queues, so Celery's warning for root, which is about pickle, does not apply.
    environment = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"}
    # An orderly end would wait for a broker that is gone too. Work is not lost: what is unfinished is in the database.
    orphaned = signal.SIGKILL
    return Program("worker", [*_celery("worker"), *options], orphaned=orphaned, cwd=ROOT, environment=environment)


def beat(var: Path) -> Program:
    """Return Celery's clock, which sends the periodic tasks."""
    return Program("beat", [*_celery("beat"), "--schedule", str(var / "beat"), "--pidfile="], cwd=ROOT)


def demo() -> Program:
    """Return the command that submits the demo stories."""
    return Program("demo", [sys.executable, "manage.py", "load_demo"], cwd=ROOT)


def _celery(part: str) -> list[str]:
    return [sys.executable, "-m", "celery", "--app", "claimtrack", "--quiet", part, "--loglevel", "INFO"]
