"""Processes that work beside this one, on the other cores."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait
from threading import Thread


def worker_processes(count: int, prepare: Callable[[], object]) -> ProcessPoolExecutor:
    """Return a pool of `count` processes, each of which calls `prepare` first.

    On Linux they share what this process has loaded, and are copies of it, so call this before it has threads. They
    end with this process, however that ends. One that is killed shows as `BrokenProcessPool` to whoever waits for it.
    """
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    workers = ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(prepare,))
    workers.submit(int).result()  # the first thing to do starts them all
    return workers


def _begin(prepare: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one sees it too, and decides
    Thread(target=_end_with_parent, daemon=True).start()
    prepare()


def _end_with_parent() -> None:
    """End when the parent is gone: each worker holds both ends of the queue, so none would see it end."""
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)
