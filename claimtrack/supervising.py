"""Start processes in order, watch them, start again what died, stop all in order; no Django here."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from claimtrack.children import Child, ChildError
from claimtrack.logs import Follower

POLL_SECONDS = 0.25
SETTLED_SECONDS = 60  # whoever lived for so long begins anew with short waits
LONGEST_WAIT = 30
STOP_SECONDS = 20


@dataclass
class Watched:
    """A process that is kept running. Without an essential one, the others cannot go on."""

    name: str
    start: Callable[[], Child]
    essential: bool = False
    child: Child | None = None
    follower: Follower | None = None
    started_at: float = 0
    deaths: int = 0
    due: float | None = None


@dataclass
class Supervisor:
    """The parent of all processes of one installation. `say` prints a line to the terminal."""

    say: Callable[[str], None]
    watched: list[Watched] = field(default_factory=list)

    def start(self, name: str, start: Callable[[], Child], *, essential: bool = False) -> None:
        """Start a process and watch it from now on. Raises ChildError."""
        process = Watched(name, start, essential)
        self._launch(process)
        self.watched.append(process)

    def watch(self) -> None:
        """Keep everything running until something essential ends: then raises ChildError."""
        while True:
            self.look()
            time.sleep(POLL_SECONDS)

    def look(self) -> None:
        """Show new warnings, note who died, start again who is due. Raises ChildError for an essential one."""
        now = time.monotonic()
        for process in self.watched:
            self._show_log(process)
            if process.due is not None:
                if now >= process.due:
                    self._launch(process)
            elif process.child and process.child.ended():
                self._note_death(process, process.child, now)

    def stop(self) -> None:
        """Stop all, those first that were started last; the ones that do not need each other at the same time."""
        for essential in (False, True):
            group = [p.child for p in reversed(self.watched) if p.essential is essential and p.child]
            for child in group:
                child.ask_to_stop()
            for child in group:
                child.stop(STOP_SECONDS)
        self.watched.clear()

    def _launch(self, process: Watched) -> None:
        process.due = None
        process.started_at = time.monotonic()
        process.child = process.start()
        if not process.essential:
            process.follower = Follower(process.child.log, process.child.log_start)

    def _note_death(self, process: Watched, child: Child, now: float) -> None:
        child.kill()  # what it started itself
        how = f"{process.name} ended (status {child.process.returncode})"
        if process.essential:
            raise ChildError(f"{how}, and nothing works without it:\n{child.last_words()}\nSee {child.log}.")
        process.deaths = 1 if now - process.started_at > SETTLED_SECONDS else process.deaths + 1
        wait = min(2 ** (process.deaths - 1), LONGEST_WAIT)
        process.due = now + wait
        self.say(f"{how}; starting it again in {wait} s. See {child.log}.")

    def _show_log(self, process: Watched) -> None:
        if process.follower:
            for line in process.follower.news():
                self.say(f"{process.name:<8} {line}")


@contextmanager
def only_one(var: Path) -> Iterator[TextIO]:
    """Hold the var folder for this process. Raises ChildError if another one has it."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "up.lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            raise ChildError(
                f"claimtrack is running already on {var} ({lock.read().strip() or 'just starting'}). "
                "Stop it with Ctrl-C in its terminal, or set CLAIMTRACK_VAR to another folder for a second one."
            ) from error
        lock.truncate(0)
        lock.write(f"process {os.getpid()}")
        lock.flush()
        yield lock
