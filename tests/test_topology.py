"""Web, worker and beat as docker-compose.yml starts them: processes of their own, servers that are not ours."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import jsonschema
import psutil
import psycopg
import pytest
import redis
import yaml

from claimtrack import children, embedded
from claimtrack.children import Child, Program
from tests.stack import ROOT, api_at, environment_for, free_port, start_up, status_of, stop, until, wait_until_ready

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
PASSWORD = "only4tests"
STORY = "Mayor Ida Lund said on Tuesday that the east bridge was safe.\n\nThe harbour union denied that it was safe."


@dataclass(frozen=True)
class Servers:
    """A PostgreSQL with a password and a Redis, listening on this machine's loopback address."""

    database: str
    broker: str
    folder: Path

    def environment(self, service: str) -> dict[str, str]:
        """Return the environment of a service of docker-compose.yml, with these servers in place of its own."""
        given = {"SECRET_KEY": "long and random enough for tests", "POSTGRES_PASSWORD": PASSWORD}
        values = {
            name: expand(str(value), given) for name, value in COMPOSE["services"][service]["environment"].items()
        }
        assert values["DATABASE_URL"] == f"postgres://claimtrack:{PASSWORD}@postgres:5432/claimtrack"
        values |= {"DATABASE_URL": self.database, "REDIS_URL": self.broker}
        return environment_for(self.folder / "var", **values)


def test_the_compose_file_follows_the_specification() -> None:
    # compose_spec.json is the schema of the Compose Specification (Apache 2.0).
    schema = json.loads((ROOT / "tests" / "compose_spec.json").read_text())
    assert [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(COMPOSE)] == []


def test_every_service_comes_back_and_no_secret_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    assert set(re.findall(r"\$\{(\w+):\?", text)) == {"SECRET_KEY", "POSTGRES_PASSWORD"}
    assert not re.search(r"\$\{(SECRET_KEY|POSTGRES_PASSWORD)(:?-|\})", text)
    lasting = {name: service for name, service in COMPOSE["services"].items() if name != "migrate"}
    assert {service["restart"] for service in lasting.values()} == {"unless-stopped"}
    assert {name for name in lasting if "healthcheck" not in lasting[name]} == {"beat"}  # it answers to nobody


def test_the_image_holds_all_that_the_services_import() -> None:
    copied = set(re.findall(r"^COPY (\w+) \1$", (ROOT / "Dockerfile").read_text(), re.MULTILINE))
    assert copied == {"claimtrack", "articles", "claims", "templates", "static"}
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert {f"!{folder}" for folder in copied} <= set(ignored)


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Start both servers by hand, on TCP."""
    folder = tmp_path_factory.mktemp("servers")
    with ExitStack() as running:
        yield Servers(running.enter_context(postgres(folder)), running.enter_context(broker(folder)), folder)


def test_processes_of_their_own_take_a_story_to_its_claims(servers: Servers) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    run(servers, "migrate")
    with service(servers, "web", BIND=f"127.0.0.1:{port}"), service(servers, "beat"):
        until(lambda: status_of(f"{url}/healthz") == 200)
        assert status_of(f"{url}/readyz") == 503  # nobody works yet
        call = api_at(url, token(servers))
        with service(servers, "worker"):
            until(lambda: status_of(f"{url}/readyz") == 200)
            first = call("articles/", {"text": STORY, "outlet": "Courier"})
            until(lambda: call(f"articles/{first['id']}/")["stage"] == "done", seconds=60)
            assert call("claims/")["results"]
        second = call("articles/", {"text": STORY.replace("Ida Lund", "Tom Reyes"), "outlet": "Courier"})
        redis.Redis.from_url(servers.broker).flushall()
        with service(servers, "worker"):
            until(lambda: call(f"articles/{second['id']}/")["stage"] == "done", seconds=60)


def test_up_uses_the_servers_that_are_named_and_starts_none(servers: Servers, tmp_path: Path) -> None:
    environment = environment_for(tmp_path / "var", DATABASE_URL=servers.database, REDIS_URL=servers.broker)
    port, output = free_port(), tmp_path / "output.txt"
    process = start_up(environment, port, output)
    try:
        wait_until_ready(f"http://127.0.0.1:{port}", process, output)
        names = {child.name() for child in psutil.Process(process.pid).children(recursive=True)}
        assert not any("postgres" in name or "valkey" in name for name in names)
        assert not (tmp_path / "var" / "postgres").exists()
    finally:
        assert stop(process) == 0


def test_up_says_what_an_administrator_of_the_database_has_to_do(servers: Servers, tmp_path: Path) -> None:
    bare, output = servers.database.replace("/claimtrack", "/bare"), tmp_path / "output.txt"
    environment = environment_for(tmp_path / "var", DATABASE_URL=bare, REDIS_URL=servers.broker)
    assert start_up(environment, free_port(), output).wait(60) == 1
    assert "CREATE EXTENSION vector" in output.read_text()
    assert "Traceback" not in output.read_text()


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("DATABASE_URL", "postgres://claimtrack@127.0.0.1:{port}/claimtrack"),
        ("REDIS_URL", "redis://127.0.0.1:{port}/0"),
    ],
)
def test_up_says_which_server_does_not_answer(name: str, url: str, tmp_path: Path) -> None:
    output, absent = tmp_path / "output.txt", url.format(port=free_port())
    process = start_up(environment_for(tmp_path / "var", **{name: absent}), free_port(), output)
    assert process.wait(60) == 1
    assert f"Check {name}" in output.read_text()
    assert "Traceback" not in output.read_text()
    assert not children.working_in(tmp_path / "var" / "postgres")


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Run a PostgreSQL that asks for a password; yield the address of a database whose owner is no superuser.

    An administrator has put pgvector into it, but not into the database `bare`.
    """
    own = partial(psycopg.connect, autocommit=True)
    with embedded.running(folder, valkey=False), own(embedded.database_url(folder)) as connection:
        connection.execute("CREATE EXTENSION vector")
        connection.execute("CREATE ROLE app LOGIN PASSWORD 'only4tests'")
        connection.execute("ALTER DATABASE claimtrack OWNER TO app")
        connection.execute("CREATE DATABASE bare OWNER app")
    data, port = folder / "postgres", free_port()
    (data / "pg_hba.conf").write_text("host all all 127.0.0.1/32 scram-sha-256\n")
    command = [embedded.postgres_binary("postgres"), "-D", str(data), "-c", f"port={port}"]
    command += ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
    child = Child(Program("postgres-tcp", command, enter=embedded.other_user(), cwd=Path("/")), folder)
    url = f"postgres://app:{PASSWORD}@127.0.0.1:{port}/claimtrack"
    try:
        until(lambda: answers(url))
        yield url
    finally:
        child.stop()


@contextmanager
def broker(folder: Path) -> Iterator[str]:
    """Run a Redis: the system's where there is one, else Valkey."""
    port, data = free_port(), folder / "redis"
    data.mkdir()
    binary = shutil.which("redis-server") or embedded.valkey_binary()
    child = Child(
        Program("redis", [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", ""], cwd=data), folder
    )
    url = f"redis://127.0.0.1:{port}/0"
    try:
        for _ in children.waiting(child, 30):
            if redis_answers(url):
                break
        yield url
    finally:
        child.stop()


@contextmanager
def service(servers: Servers, name: str, **environment: str) -> Iterator[None]:
    """Run a service of docker-compose.yml, by its own command, as a process."""
    values = {**servers.environment(name), **environment}
    if "PROMETHEUS_MULTIPROC_DIR" in values:
        values["PROMETHEUS_MULTIPROC_DIR"] = str(servers.folder / "metrics")
    values["STATICFILES_STORAGE"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    child = Child(Program(name, command_of(servers, name), cwd=ROOT, environment=values), servers.folder)
    try:
        yield
        assert not child.ended(), child.last_words(30)
    finally:
        child.stop()


def run(servers: Servers, name: str) -> None:
    """Run a service of docker-compose.yml that ends by itself."""
    command, environment = command_of(servers, name), servers.environment(name)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def command_of(servers: Servers, name: str) -> list[str]:
    program, *arguments = COMPOSE["services"][name]["command"]
    folder = str(servers.folder / "beat")
    return [str(Path(sys.executable).with_name(program)), *(folder if a == "/tmp/beat" else a for a in arguments)]


def token(servers: Servers) -> str:
    command = [sys.executable, "manage.py", "create_token", "alex", "--role", "editor"]
    done = subprocess.run(command, cwd=ROOT, env=servers.environment("web"), capture_output=True, text=True, check=True)
    return done.stdout.strip()


def expand(text: str, given: dict[str, str]) -> str:
    """Fill in ${NAME:-default} and ${NAME:?message} as Compose does."""
    return re.sub(r"\$\{(\w+):[-?]([^}]*)\}", lambda found: given.get(found[1], found[2]), text)


def answers(url: str) -> bool:
    try:
        with psycopg.connect(url):
            return True
    except psycopg.OperationalError:
        return False


def redis_answers(url: str) -> bool:
    try:
        return bool(redis.Redis.from_url(url).ping())
    except redis.ConnectionError:
        return False
