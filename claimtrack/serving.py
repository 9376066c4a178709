"""Settings of gunicorn: `gunicorn -c python:claimtrack.serving claimtrack.wsgi`."""

import os
from typing import Any

from prometheus_client import multiprocess

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 10
control_socket_disable = True
loglevel = "warning"


def child_exit(server: object, worker: Any) -> None:  # noqa: ARG001  (gunicorn's signature)
    """Take what an ended process counted out of the gauges."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
