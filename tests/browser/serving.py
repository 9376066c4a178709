"""One more web server beside the running product: with other settings, or of an installation that is still empty."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg

from claimtrack import embedded
from tests.stack import ROOT, Stack, free_port, status_of, until


@contextmanager
def one_more_server(stack: Stack, folder: Path, **settings: str) -> Iterator[Stack]:
    """Run a web server with other settings on the servers of a stack."""
    port = free_port()
    environment = stack.environment | {
        "BIND": f"127.0.0.1:{port}",
        "PATH": os.environ["PATH"],
        "PROMETHEUS_MULTIPROC_DIR": str(folder / "metrics"),
        "WEB_PROCESSES": "1",
        **settings,
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "python:claimtrack.serving", "claimtrack.wsgi:application"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        url = f"http://127.0.0.1:{port}"
        until(lambda: status_of(f"{url}/healthz") == 200)
        yield replace(stack, url=url, environment=environment)
    finally:
        server.terminate()
        server.wait(30)


def empty_database(stack: Stack) -> str:
    """Make a database with no stories in it on the PostgreSQL of a stack; return its address."""
    own = embedded.database_url(stack.var)
    with psycopg.connect(own, autocommit=True) as connection:
        connection.execute("CREATE DATABASE untouched")
    url = own.replace(f"/{embedded.DATABASE}?", "/untouched?")
    replace(stack, environment=stack.environment | {"DATABASE_URL": url}).manage("migrate")
    return url
