"""Settings of gunicorn: `gunicorn -c python:claimtrack.serving claimtrack.wsgi`."""

import os
import shutil
from pathlib import Path
from typing import Any

from prometheus_client import multiprocess

METRICS = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 10
control_socket_disable = True
loglevel = "warning"

if METRICS:  # what the processes of an earlier start counted would be added up with what these count
    shutil.rmtree(METRICS, ignore_errors=True)
    Path(METRICS).mkdir(parents=True)


def child_exit(server: object, worker: Any) -> None:  # noqa: ARG001  (gunicorn's signature)
    """Take what an ended process counted out of the gauges."""
    if METRICS:
        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
