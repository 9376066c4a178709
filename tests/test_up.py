"""`manage.py up` as its users start, stop, and crash it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from werkzeug import Request, Response

from claimtrack import children
from tests.stack import (
    ROOT,
    Stack,
    environment_for,
    free_port,
    running_stack,
    start_up,
    status_of,
    stop,
    until,
    wait_until_ready,
)

NOBODY = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
STORY = """<html><head><title>Mayor calls the east bridge safe</title></head><body><article>
<h1>Mayor calls the east bridge safe</h1>
<p>Mayor Ida Lund said on Tuesday that the east bridge was safe for lorries. The harbour union denied that
and said its members had counted forty cracks since March.</p>
<p>“We warned the council twice,” union leader Tom Reyes told reporters at the harbour gate.</p>
<p>The council is to hear both sides in the town hall next week, when the engineers publish their report.</p>
</article></body></html>"""


def test_one_command_brings_everything_up(stack: Stack) -> None:
    with urllib.request.urlopen(f"{stack.url}/readyz", timeout=10) as answer:
        assert set(json.load(answer)["checks"].values()) == {"ok"}
    printed = stack.output.read_text()
    assert f"{stack.url}/" in printed
    assert stack.password in printed
    assert (stack.var / "editor_password").stat().st_mode & 0o077 == 0


def test_a_second_up_on_the_same_folder_refuses(stack: Stack, tmp_path: Path) -> None:
    second = start_up(stack.environment, free_port(), tmp_path / "output.txt")
    assert second.wait(60) == 1
    assert "running already" in (tmp_path / "output.txt").read_text()
    assert status_of(f"{stack.url}/readyz") == 200


def test_a_taken_port_is_named_with_a_way_out(stack: Stack, tmp_path: Path) -> None:
    port = int(stack.url.rpartition(":")[2])
    second = start_up(environment_for(tmp_path / "var"), port, tmp_path / "output.txt")
    assert second.wait(60) == 1
    assert f"PORT={port + 1}" in (tmp_path / "output.txt").read_text()
    assert not children.working_in(tmp_path / "var" / "postgres")


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_what_is_no_port_is_refused(port: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "up"],
        env=environment_for(tmp_path, PORT=port),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"'{port}' is no port" in done.stderr


def test_a_killed_worker_is_started_again(stack: Stack) -> None:
    before = stack.output.read_text().count("worker ended")
    children.end_all(parts(stack.process, "worker"), asking=signal.SIGKILL)
    until(lambda: stack.output.read_text().count("worker ended") > before)
    until(lambda: bool(parts(stack.process, "worker")))
    until(lambda: status_of(f"{stack.url}/readyz") == 200)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_all_and_leaves_no_process_behind(number: signal.Signals, tmp_path: Path) -> None:
    with running_stack(tmp_path) as stack:
        family = psutil.Process(stack.process.pid).children(recursive=True)
        assert len(family) > 10
        assert stop(stack.process, number) == 0
        assert [process for process in family if process.is_running()] == []
        assert status_of(f"{stack.url}/healthz") == 0


def test_a_dead_database_is_a_clear_stop(tmp_path: Path) -> None:
    with running_stack(tmp_path) as stack:
        family = psutil.Process(stack.process.pid).children(recursive=True)
        children.end_all(children.working_in(stack.var / "postgres"), asking=signal.SIGKILL)
        assert stack.process.wait(60) == 1
        assert "postgres ended" in stack.output.read_text()
        assert [process for process in family if process.is_running()] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_kill_9_in_the_middle_of_an_ingestion_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with running_stack(tmp_path, INGESTION_LEASE_SECONDS="5", SWEEP_SECONDS="1") as stack:
        asked: list[float] = []
        stack.site.expect_request("/bridge").respond_with_handler(slow_page(asked, seconds=4))
        call = stack.api(stack.token("alex"))
        article = call("articles/", {"url": stack.site.url_for("/bridge")})
        until(lambda: bool(asked))
        family = psutil.Process(stack.process.pid).children(recursive=True)
        stop(stack.process, signal.SIGKILL)
        until(lambda: not any(process.is_running() for process in family))

        with up_again(stack):
            until(lambda: call(f"articles/{article['id']}/")["stage"] in ("done", "failed"), seconds=90)
            stored = call(f"articles/{article['id']}/")
            assert stored["stage"] == "done", stored["error"]
            assert stored["revision"]["number"] == 1
            assert len(call("articles/")["results"]) == 1
            texts = [claim["text"] for claim in call("claims/")["results"]]
            assert texts
            assert len(texts) == len(set(texts))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_normal_user_can_start_it(open_folder: Path) -> None:
    asked = [*NOBODY, sys.executable, "-c", "import sys; print(sys.version, end='')"]
    if subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout != sys.version:
        pytest.skip("the user nobody cannot run this Python")
    port, output = free_port(), open_folder / "output.txt"
    process = start_up(environment_for(open_folder / "var", HOME="/"), port, output, before=NOBODY)
    try:
        wait_until_ready(f"http://127.0.0.1:{port}", process, output)
        owners = {p.username() for p in psutil.Process(process.pid).children(recursive=True)}
        assert owners == {"nobody"}
    finally:
        assert stop(process) == 0


def parts(process: subprocess.Popen[bytes], name: str) -> list[psutil.Process]:
    """Return the processes of the web server, the worker or beat."""
    family = psutil.Process(process.pid).children(recursive=True)
    return [member for member in family if name in member.cmdline()]


def slow_page(asked: list[float], *, seconds: float) -> Callable[[Request], Response]:
    """Return a page that takes its time and notes when it was asked for."""

    def answer(request: Request) -> Response:
        asked.append(time.monotonic())
        time.sleep(seconds)
        return Response(STORY, content_type="text/html; charset=utf-8")

    return answer


@contextmanager
def up_again(stack: Stack) -> Iterator[None]:
    """Start a stack anew where a killed one was."""
    process = start_up(stack.environment, int(stack.url.rpartition(":")[2]), stack.output)
    try:
        wait_until_ready(stack.url, process, stack.output)
        yield
    finally:
        stop(process)
