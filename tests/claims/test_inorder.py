"""Work side by side comes out in order, as soon as it is done, and holds no more than it was told."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from claims.inorder import in_order

SECONDS = 30


def test_results_come_in_the_order_of_the_things() -> None:
    delivered: list[int] = []

    def slow_if_even(number: int) -> int:
        time.sleep(0.02 * (number % 2 == 0))
        return number

    with ThreadPoolExecutor(4) as workers:
        in_order(slow_if_even, range(40), delivered.append, workers=workers, ahead=8)
    assert delivered == list(range(40))


def test_a_result_does_not_wait_for_the_next_thing() -> None:
    delivered = threading.Event()

    def things() -> Iterator[int]:
        yield 1
        assert delivered.wait(SECONDS), "the first result waited for the second thing"
        yield 2

    with ThreadPoolExecutor(1) as workers:
        in_order(int, things(), lambda _: delivered.set(), workers=workers, ahead=2)


def test_no_more_is_read_than_ahead() -> None:
    taken, delivered = [], []

    def things() -> Iterator[int]:
        for number in range(50):
            taken.append(number)
            yield number

    def deliver(number: int) -> None:
        time.sleep(0.002)
        delivered.append(number)
        # those that wait, the one being delivered, and the one in hand
        assert len(taken) - len(delivered) <= 5 + 2

    with ThreadPoolExecutor(3) as workers:
        in_order(int, things(), deliver, workers=workers, ahead=5)
    assert len(delivered) == 50


@pytest.mark.parametrize("where", ["work", "deliver", "things"])
def test_an_error_stops_it_and_comes_out(where: str) -> None:
    taken = []

    def fail(at: str, number: int) -> int:
        if at == where and number == 3:
            raise LookupError(at)
        return number

    def things() -> Iterator[int]:
        for number in range(1000):
            taken.append(fail("things", number))
            yield number

    with ThreadPoolExecutor(2) as workers, pytest.raises(LookupError, match=where):
        in_order(lambda n: fail("work", n), things(), lambda n: fail("deliver", n), workers=workers, ahead=4)
    assert len(taken) < 1000
