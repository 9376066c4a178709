"""The parent of all processes: what it starts again, and when it gives up."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from claimtrack.children import ROTATE_AT, Child, ChildError, Program, rotate
from claimtrack.logs import Follower, shorten
from claimtrack.supervising import Supervisor, only_one
from tests.stack import ROOT, until


@pytest.fixture
def said() -> list[str]:
    """What was printed to the terminal."""
    return []


@pytest.fixture
def supervisor(said: list[str]) -> Iterator[Supervisor]:
    """A supervisor whose children are stopped at the end."""
    supervisor = Supervisor(said.append)
    yield supervisor
    supervisor.stop()


def sleeper(name: str, var: Path, script: str = "sleep 60") -> Child:
    return Child(Program(name, ["sh", "-c", script]), var)


def looking(supervisor: Supervisor, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        supervisor.look()
        time.sleep(0.02)


def test_what_dies_is_started_again_after_growing_waits(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    starts: list[float] = []

    def start() -> Child:
        starts.append(time.monotonic())
        return sleeper("worker", tmp_path, "exit 3")

    supervisor.start("worker", start)
    looking(supervisor, 4)
    assert len(starts) == 3
    assert [round(later - earlier) for earlier, later in pairwise(starts)] == [1, 2]
    assert "worker ended (status 3)" in said[0]


def test_what_dies_takes_along_what_it_started(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start("worker", lambda: sleeper("worker", tmp_path, "sleep 60 & echo $!; exit 1"))
    log = tmp_path / "log" / "worker.log"
    until(lambda: log.read_text().strip())
    grandchild = int(log.read_text().split()[0])
    assert psutil.pid_exists(grandchild)
    looking(supervisor, 0.5)
    until(lambda: not psutil.pid_exists(grandchild), seconds=5)


def test_without_something_essential_it_ends_and_shows_the_last_words(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start("postgres", lambda: sleeper("postgres", tmp_path, "echo disk full; exit 1"), essential=True)
    with pytest.raises(ChildError, match=r"postgres ended(.|\n)*disk full"):
        looking(supervisor, 5)


def test_warnings_of_the_programs_reach_the_terminal_and_routine_does_not(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    lines = [{"level": "info", "event": "done"}, {"level": "warning", "event": "site is slow"}]
    script = "".join(f"echo '{json.dumps(line)}'; " for line in lines) + "sleep 60"
    supervisor.start("worker", lambda: sleeper("worker", tmp_path, script))
    looking(supervisor, 0.5)
    assert said == ["worker   warning: site is slow"]


def test_one_folder_has_one_parent(tmp_path: Path) -> None:
    with (
        only_one(tmp_path),
        pytest.raises(ChildError, match=r"running already.*CLAIMTRACK_VAR"),
        only_one(tmp_path),
    ):
        pass
    with only_one(tmp_path):
        pass


def test_a_child_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    child = sleeper("deaf", tmp_path, "trap '' TERM; echo ready; while :; do sleep 0.1; done")
    until(lambda: child.last_words())
    child.stop(timeout=0.3)
    assert child.ended()


def test_a_line_is_shown_once_it_is_whole(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_text("before\nfirst ha")
    follower = Follower(log, len("before\n"))
    assert list(follower.news()) == []
    log.write_text("before\nfirst half\n\nsecond\n")
    assert list(follower.news()) == ["first half", "second"]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ('{"level": "error", "event": "two\\nlines"}', "error: two lines"),
        ('{"level": "info", "event": "routine"}', ""),
        ("Traceback (most recent call last):", "Traceback (most recent call last):"),
        ("[1, 2]", ""),
        ("x" * 1000, "x" * 200),
    ],
)
def test_a_log_line_is_cut_to_what_a_person_needs(line: str, shown: str) -> None:
    assert shorten(line) == shown


def test_a_big_log_is_moved_aside(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_bytes(b"x" * (ROTATE_AT + 1))
    rotate(log)
    assert not log.exists()
    assert (tmp_path / "web.log.1").stat().st_size == ROTATE_AT + 1


def test_log_lines_are_json_with_their_exception() -> None:
    script = (
        "import django; django.setup(); import logging\n"
        "logging.getLogger('redis').info('chatter')\n"
        "log = logging.getLogger('articles.ingestion'); log.info('taken in')\n"
        "try: 1 / 0\nexcept ZeroDivisionError: log.exception('failed')"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    entries = [json.loads(line) for line in done.stderr.splitlines()]
    assert [entry["event"] for entry in entries] == ["taken in", "failed"]
    assert "ZeroDivisionError" in entries[1]["exception"]
    assert entries[0]["logger"] == "articles.ingestion"
    assert logging.getLevelName(entries[0]["level"].upper()) == logging.INFO
