"""The whole product as its users start it: `manage.py up` in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pytest_httpserver import HTTPServer

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 120


@dataclass(frozen=True)
class Stack:
    """A running claimtrack. `site` is a web server whose pages it may fetch; login and password are the editor's."""

    url: str
    var: Path
    site: HTTPServer
    environment: dict[str, str]
    process: subprocess.Popen[bytes]
    output: Path
    login: str = "editor"

    @property
    def password(self) -> str:
        return (self.var / "editor_password").read_text(encoding="ascii").strip()

    def manage(self, *arguments: str, stdin: str = "") -> str:
        """Run a command of manage.py against the same servers and return what it prints."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, input=stdin, text=True, capture_output=True, check=False
        )
        assert done.returncode == 0, f"manage.py {' '.join(arguments)} failed:\n{done.stderr}"
        return done.stdout

    def token(self, name: str, role: str = "editor") -> str:
        """Return a token of the REST API for a user, made if needed."""
        return self.manage("create_token", name, "--role", role).strip()

    def api(self, token: str) -> Callable[..., Any]:
        """Return a caller of the REST API: `call(path)` reads, `call(path, body)` posts."""
        return api_at(self.url, token)


@contextmanager
def running_stack(folder: Path, **settings: str) -> Iterator[Stack]:
    """Run `manage.py up --no-demo` with its var folder in `folder`; yield it when it is ready."""
    site = HTTPServer(host="127.0.0.1", port=0)
    site.start()
    site.expect_request("/robots.txt").respond_with_data("", status=404)
    here = f"127.0.0.1:{site.port}"
    environment = environment_for(folder / "var", FETCH_ALLOW=here, WEBHOOK_ALLOW=here, **settings)
    port = free_port()
    process = start_up(environment, port, folder / "output.txt")
    stack = Stack(f"http://127.0.0.1:{port}", folder / "var", site, environment, process, folder / "output.txt")
    try:
        wait_until_ready(stack.url, process, stack.output)
        yield stack
    finally:
        stop(process)
        site.stop()


def environment_for(var: Path, **settings: str) -> dict[str, str]:
    """Return the environment of an installation of its own: this one, without what names servers of the tests."""
    foreign = ("DATABASE_URL", "REDIS_URL", "STATICFILES_STORAGE", "PORT", "HOST", "SITE")
    own = {name: value for name, value in os.environ.items() if name not in foreign}
    return {**own, "CLAIMTRACK_VAR": str(var), **settings}


def start_up(
    environment: dict[str, str], port: int, output: Path, *, before: Sequence[str] = ()
) -> subprocess.Popen[bytes]:
    """Start `manage.py up --no-demo` in a session of its own; `before` stands before the command."""
    command = [*before, sys.executable, "manage.py", "up", "--no-demo", "--port", str(port)]
    with output.open("ab") as file:
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT, start_new_session=True
        )


def wait_until_ready(url: str, process: subprocess.Popen[bytes], output: Path) -> None:
    """Wait for /readyz and the greeting; fail with what was printed if the process ends or takes too long."""
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if f"{url}/" in output.read_text() and status_of(f"{url}/readyz") == 200:
            return
        time.sleep(0.2)
    raise AssertionError(f"manage.py up is not ready (exit status {process.poll()}):\n{output.read_text()}")


def status_of(url: str) -> int:
    """Return the status of the answer, 0 if there is none."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


def stop(process: subprocess.Popen[bytes], number: signal.Signals = signal.SIGTERM) -> int:
    """Ask `up` to stop and return its exit status."""
    if process.poll() is None:
        process.send_signal(number)
    return process.wait(60)


def free_port() -> int:
    """Return a port nobody listens on now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(is_so: Callable[[], object], *, seconds: float = 60) -> None:
    """Wait for something to be so."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"not so after {seconds} seconds"
        time.sleep(0.1)


def api_at(url: str, token: str) -> Callable[..., Any]:
    """Return a caller of the REST API of an installation."""

    def call(path: str, body: dict[str, object] | None = None) -> Any:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        content = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{url}/api/v1/{path}", content, headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    return call
