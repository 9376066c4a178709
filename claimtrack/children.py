"""Child processes that end with their parent, and the search for those that did not; no Django here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

TETHER = Path(__file__).with_name("tethered.py")
# Marks the environment of every child with its var folder, so that a later parent finds what an earlier one left.
MARK = "CLAIMTRACK_CHILD_OF"
ROTATE_AT = 10_000_000  # bytes


class ChildError(Exception):
    """A child that cannot start, does not get ready, or ended; the message says what to do."""


@dataclass(frozen=True)
class Program:
    """What to run. `enter` stands before the tether, to change the user; `orphaned` is sent when the parent dies."""

    name: str
    command: Sequence[str]
    stop_signal: signal.Signals = signal.SIGTERM
    orphaned: signal.Signals = signal.SIGTERM
    enter: Sequence[str] = ()
    cwd: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


class Child:
    """One running program, leader of its own session, writing to `var/log/NAME.log`."""

    def __init__(self, program: Program, var: Path) -> None:
        self.program, self.log = program, var / "log" / f"{program.name}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        rotate(self.log)
        tether = [sys.executable, "-I", "-S", str(TETHER), str(os.getpid()), str(int(program.orphaned))]
        with self.log.open("ab") as log:
            self.log_start = log.tell()
            self.process = subprocess.Popen(  # noqa: S603  (commands are our own)
                [*program.enter, *tether, *program.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd=program.cwd,
                env={**os.environ, **program.environment, MARK: str(var)},
            )

    def ended(self) -> bool:
        """Return whether the program is no longer there."""
        return self.process.poll() is not None

    def ask_to_stop(self) -> None:
        """Send the signal that the program takes for an orderly end."""
        with suppress(ProcessLookupError):
            self.process.send_signal(self.program.stop_signal)

    def stop(self, timeout: float = 20) -> None:
        """Stop the program, in order if it does so within `timeout` seconds, and whatever is left of its session."""
        if not self.ended():
            self.ask_to_stop()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout)
        self.kill()

    def kill(self) -> None:
        """Kill the program and all that it started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self, lines: int = 5) -> str:
        """Return the end of what the program wrote since it was started."""
        with self.log.open("rb") as log:
            log.seek(max(self.log_start, log.seek(0, os.SEEK_END) - 4000))
            return "\n".join(log.read().decode(errors="replace").splitlines()[-lines:])


def rotate(log: Path) -> None:
    """Keep a log below the size where it is moved aside, in place of the one moved before."""
    with suppress(FileNotFoundError):
        if log.stat().st_size > ROTATE_AT:
            log.replace(log.with_suffix(".log.1"))


def left_over(var: Path) -> list[psutil.Process]:
    """Return the processes that an earlier parent on this var folder started and that are still there."""
    return [process for process in psutil.process_iter() if process.pid != os.getpid() and _is_child_of(process, var)]


def working_in(folder: Path) -> list[psutil.Process]:
    """Return the processes whose working folder this is: for a database, its server and all its backends."""
    return [process for process in psutil.process_iter() if _works_in(process, folder)]


def end_all(processes: Iterable[psutil.Process], *, asking: signal.Signals, timeout: float = 10) -> None:
    """Ask processes to end and kill those that did not within `timeout` seconds."""
    waiting = list(processes)
    for process in waiting:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(asking)
    _, alive = psutil.wait_procs(waiting, timeout)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout)


def waiting(child: Child, seconds: float) -> Iterator[None]:
    """Give the caller a turn every 50 ms, until `seconds` are over or the child ended: then raises ChildError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if child.ended():
            raise ChildError(f"{child.program.name} ended while starting:\n{child.last_words()}\nSee {child.log}.")
        yield
        time.sleep(0.05)
    raise ChildError(f"{child.program.name} was not ready after {seconds:.0f} seconds. See {child.log}.")


def _is_child_of(process: psutil.Process, var: Path) -> bool:
    with suppress(psutil.Error, OSError):
        return process.environ().get(MARK) == str(var) and process.status() != psutil.STATUS_ZOMBIE
    return False


def _works_in(process: psutil.Process, folder: Path) -> bool:
    with suppress(psutil.Error, OSError):
        return process.cwd() == str(folder) and process.status() != psutil.STATUS_ZOMBIE
    return False
