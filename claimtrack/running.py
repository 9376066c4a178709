"""The course of `manage.py up`, from nothing running to everything ready, and back."""

from __future__ import annotations

import io
import json
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection
from psycopg.errors import InsufficientPrivilege
from redis import RedisError

from articles.models import Ingestion, Stage
from claimtrack import children, embedded, health, programs
from claimtrack.accounts import ensure_login
from claimtrack.children import Child, ChildError, Program
from claimtrack.environment import WILDCARDS, site_at
from claimtrack.supervising import Supervisor, only_one

READY_SECONDS = 90
DEMO_SECONDS = 60  # with more to do than the demo, that goes on behind
PASSWORD_FILE = "editor_password"  # noqa: S105  (a file's name)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @classmethod
    def parse(cls, host: str, port: str) -> Address:
        """Read what a person gave. Raises ChildError for what is no port."""
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise ChildError(f"{port!r} is no port. Give a number from 1 to 65535, as in --port 8001 or PORT=8001.")
        return cls(host.strip("[]"), int(port))

    @property
    def url(self) -> str:
        """The address for a browser on this machine."""
        return site_at(self.host, self.port)

    def allowed_hosts(self) -> list[str]:
        """Return the host names that are answered: those of the settings, and the one listened on."""
        names: list[str] = list(settings.ALLOWED_HOSTS)
        own = f"[{self.host}]" if ":" in self.host else self.host
        return names if self.host in WILDCARDS or own in names else [*names, own]

    def check_free(self) -> None:
        """Raise ChildError if nobody could listen there."""
        try:
            found = socket.getaddrinfo(self.host or None, self.port, type=socket.SOCK_STREAM)
            family, kind, protocol, _, place = found[0]
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(place)
        except socket.gaierror as error:
            raise ChildError(f"{self.host} is no address of this machine ({error.strerror}).") from error
        except OSError as error:
            raise ChildError(
                f"Port {self.port} on {self.host} cannot be used: {error.strerror}. "
                f"Choose another one: `manage.py up --port {self.port + 1}`, or `PORT={self.port + 1} make run`."
            ) from error


def run(address: Address, *, var: Path, demo: bool, say: Say) -> None:
    """Start everything, say where it is, and watch it until interrupted; leaves no process behind.

    Raises ChildError if something cannot start, or if the database ends.
    """
    with only_one(var) as lock:
        children.end_all(children.left_over(var), asking=signal.SIGINT)
        address.check_free()
        supervisor = Supervisor(say)
        try:
            start_services(supervisor, var)
            password = prepare(var)
            start_programs(supervisor, address, var)
            wait_until_ready(supervisor, address)
            lock.write(f", {address.url}")
            lock.flush()
            if demo:
                load_demo(supervisor, var)
            greet(say, address, password)
            supervisor.watch()
        finally:
            say("\nStopping.")
            supervisor.stop()


def start_services(supervisor: Supervisor, var: Path) -> None:
    """Start the servers that the settings do not name."""
    if settings.EMBEDDED_DATABASE:
        supervisor.start("postgres", partial(embedded.start_postgres, var), essential=True)
    if settings.EMBEDDED_REDIS:
        supervisor.start("valkey", partial(embedded.start_valkey, var), essential=True)


def prepare(var: Path) -> str | None:
    """Bring database and static files to this version; return the editor's password, unless a person changed it."""
    check_servers()
    call_command("check", stdout=io.StringIO())
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        raise ChildError(f"The database cannot be brought to this version: {error}{_remedy(error)}") from error
    call_command("collectstatic", interactive=False, verbosity=0)
    password = ensure_login("editor", role="editor", kept_in=var / PASSWORD_FILE)
    connection.close()
    return password


def _remedy(error: DatabaseError) -> str:
    denied = isinstance(error.__cause__, InsufficientPrivilege) and "extension" in str(error)
    return "\nLet an administrator of the database run once, in it: CREATE EXTENSION vector;" if denied else ""


def check_servers() -> None:
    """Raise ChildError if a server that the settings name does not answer."""
    try:
        connection.ensure_connection()
        health.check_broker()
    except OperationalError as error:
        raise ChildError(f"The database does not answer: {str(error).strip()}. Check DATABASE_URL.") from error
    except RedisError as error:
        raise ChildError(f"Redis does not answer: {error} Check REDIS_URL.") from error


def start_programs(supervisor: Supervisor, address: Address, var: Path) -> None:
    """Start worker, beat and web."""
    web = programs.web(var, host=address.host, port=address.port, allowed_hosts=address.allowed_hosts())
    worker = programs.worker(settings.WORKER_QUEUES, settings.WORKER_PROCESSES)
    for program in (worker, programs.beat(var), web):
        supervisor.start(program.name, _starter(program, var))


def _starter(program: Program, var: Path) -> Callable[[], Child]:
    return lambda: Child(program, var)


def wait_until_ready(supervisor: Supervisor, address: Address) -> None:
    """Wait until /readyz says so. Raises ChildError."""
    end = time.monotonic() + READY_SECONDS
    while missing := what_is_missing(address.url):
        supervisor.look()
        if time.monotonic() > end:
            raise ChildError(f"Not ready after {READY_SECONDS} seconds: {missing}. See {settings.VAR_DIR / 'log'}.")
        time.sleep(0.1)


def what_is_missing(url: str) -> str:
    """Return what an installation says it lacks, nothing if it is ready."""
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5):  # noqa: S310  (our own http address)
            return ""
    except urllib.error.HTTPError as error:
        with error:
            checks = json.load(error).get("checks", {}) if error.code == HTTPStatus.SERVICE_UNAVAILABLE else {}
        return ", ".join(f"{name}: {found}" for name, found in checks.items() if found != "ok") or str(error)
    except OSError as error:
        return f"web: {error}"


def load_demo(supervisor: Supervisor, var: Path) -> None:
    """Send the demo stories through the real ingestion, so that a first visit finds claims.

    A failure is told, and the rest goes on.
    """
    supervisor.say("Loading the demo stories.")
    demo, end = Child(programs.demo(), var), time.monotonic() + DEMO_SECONDS
    try:
        while time.monotonic() < end and (not demo.ended() or work_is_waiting()):
            supervisor.look()
            time.sleep(0.2)
        if demo.process.returncode:
            supervisor.say(f"The demo stories were not loaded: {demo.last_words(1)}. See {demo.log}.")
    finally:
        demo.stop()


def work_is_waiting() -> bool:
    """Return whether some story is still on its way."""
    try:
        return Ingestion.objects.exclude(stage__in=[Stage.DONE, Stage.FAILED]).exists()
    finally:
        connection.close()


def greet(say: Say, address: Address, password: str | None) -> None:
    """Say where it runs and how to sign in."""
    say(f"\nclaimtrack is ready: {address.url}/")
    if password:
        say(f"Sign in as editor with the password {password} (kept in {settings.VAR_DIR / PASSWORD_FILE}).")
    else:
        say("Sign in as editor with the password you gave it (manage.py changepassword editor sets another).")
    if address.host in WILDCARDS or not _is_loopback(address.host):
        say(f"Answers to these names only: {', '.join(address.allowed_hosts())}. ALLOWED_HOSTS sets others.")
    say("Ctrl-C stops it.\n")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
