"""Work on many things side by side, with the results in the order of the things."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from queue import Queue
from threading import Event
from typing import TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")


def in_order(
    work: Callable[[Thing], Result],
    things: Iterable[Thing],
    deliver: Callable[[Result], object],
    *,
    workers: Executor,
    ahead: int,
) -> None:
    """Call `deliver(work(thing))` for each thing, in order, each as soon as it and those before it are done.

    No result waits for the next thing, and no more than `ahead` things are taken before their turn, so memory stays the
    same however many there are. Stops at the first error of `work` or `deliver`, and raises it.
    """
    waiting: Queue[Future[Result] | None] = Queue(maxsize=ahead)
    failed = Event()

    def deliver_all() -> None:
        try:
            while (result := waiting.get()) is not None:
                deliver(result.result())
        except BaseException:
            failed.set()
            while waiting.get() is not None:
                pass
            raise

    with ThreadPoolExecutor(1) as delivering:
        delivered = delivering.submit(deliver_all)
        try:
            for thing in things:
                if failed.is_set():
                    break
                waiting.put(workers.submit(work, thing))
        finally:
            waiting.put(None)
    delivered.result()
