"""The embedded servers survive what can happen to them, and keep their data."""

from __future__ import annotations

import os
import shutil
import signal
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from claimtrack import children, embedded
from claimtrack.children import Child, ChildError, Program


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    """A var folder, freed of whatever a test left running."""
    yield tmp_path
    for folder in ("postgres", "valkey"):
        children.end_all(children.working_in(tmp_path / folder), asking=signal.SIGKILL)


def write(var: Path, word: str) -> None:
    with psycopg.connect(embedded.database_url(var)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS words (word text)")
        connection.execute("INSERT INTO words VALUES (%s)", [word])


def words(var: Path) -> list[str]:
    with psycopg.connect(embedded.database_url(var)) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM words ORDER BY word")]


def test_postgres_has_vectors_and_folds_case_beyond_ascii(var: Path) -> None:
    with embedded.running(var, valkey=False), psycopg.connect(embedded.database_url(var)) as connection:
        connection.execute("CREATE EXTENSION vector")
        assert connection.execute("SELECT lower('КИЇВ ÉLYSÉE')").fetchone() == ("київ élysée",)


def test_postgres_keeps_more_of_its_files_at_hand_where_there_is_memory(var: Path) -> None:
    total = psutil.virtual_memory().total // 2**20
    with embedded.running(var, valkey=False), psycopg.connect(embedded.database_url(var)) as connection:
        kept = connection.execute("SELECT setting::int * 8 / 1024 FROM pg_settings WHERE name = 'shared_buffers'")
        assert kept.fetchone() == (min(max(total // 8, 128), 2048),)


def test_the_servers_listen_to_nobody_else(var: Path) -> None:
    with embedded.running(var):
        assert stat.S_IMODE(embedded.socket_dir(var).stat().st_mode) == 0o700
        listening = [
            connection
            for name in ("postgres", "valkey")
            for process in children.working_in(var / name)
            for connection in process.net_connections("inet")
        ]
        assert listening == []


def test_data_outlives_an_orderly_stop(var: Path) -> None:
    with embedded.running(var):
        write(var, "bridge")
        redis.Redis.from_url(embedded.client_url(embedded.redis_url(var))).set("word", "bridge")
    with embedded.running(var):
        assert words(var) == ["bridge"]
        assert redis.Redis.from_url(embedded.client_url(embedded.redis_url(var))).get("word") == b"bridge"
    assert children.working_in(var / "postgres") == []


def test_data_outlives_kill_9_of_every_process(var: Path) -> None:
    child = embedded.start_postgres(var)
    write(var, "bridge")
    children.end_all(children.working_in(var / "postgres"), asking=signal.SIGKILL)
    child.kill()
    assert (var / "postgres" / "postmaster.pid").exists()
    with embedded.running(var, valkey=False):
        assert words(var) == ["bridge"]


def test_a_process_number_that_somebody_else_has_now_is_no_obstacle(var: Path) -> None:
    with embedded.running(var, valkey=False):
        write(var, "bridge")
        lines = (var / "postgres" / "postmaster.pid").read_text().splitlines()
    (var / "postgres" / "postmaster.pid").write_text("\n".join([str(os.getppid()), *lines[1:]]))
    with embedded.running(var, valkey=False):
        assert words(var) == ["bridge"]


def test_an_orphaned_server_is_stopped_before_another_one_starts(var: Path) -> None:
    orphan = embedded.start_postgres(var)
    write(var, "bridge")
    with embedded.running(var, valkey=False):
        assert orphan.ended()
        assert words(var) == ["bridge"]


def test_an_interrupted_initialization_is_begun_again(var: Path) -> None:
    (var / "postgres.new" / "base").mkdir(parents=True)
    with embedded.running(var, valkey=False):
        write(var, "bridge")


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    var = tmp_path / ("long" * 25)
    assert len(str(embedded.socket_dir(var))) <= embedded.MAX_SOCKET_DIR
    try:
        with embedded.running(var):
            write(var, "bridge")
            assert stat.S_IMODE(embedded.socket_dir(var).stat().st_mode) == 0o700
    finally:
        shutil.rmtree(embedded.socket_dir(var), ignore_errors=True)


def test_a_socket_folder_of_somebody_else_is_not_used(tmp_path: Path) -> None:
    var = tmp_path / ("long" * 25)
    trap = embedded.socket_dir(var)
    trap.symlink_to(tmp_path)
    try:
        with pytest.raises(ChildError, match="belongs to somebody else"):
            embedded.start_valkey(var)
    finally:
        trap.unlink()


def test_a_server_that_cannot_start_says_why(var: Path) -> None:
    with embedded.running(var, valkey=False):
        pass
    (var / "postgres" / "PG_VERSION").write_text("9.6\n")
    with pytest.raises(ChildError, match=r"postgres ended while starting:(.|\n)*9\.6"):
        embedded.start_postgres(var)


def users_of(processes: Iterable[psutil.Process]) -> Iterator[str]:
    """Yield who runs processes; those of PostgreSQL that end meanwhile have nobody any more."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            yield process.username()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs somebody else to run PostgreSQL")
def test_root_without_user_namespaces_runs_it_as_nobody(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    var = open_folder
    monkeypatch.setattr(embedded, "ENTER_NAMESPACE", ("false",))
    embedded.other_user.cache_clear()
    try:
        with embedded.running(var, valkey=False):
            write(var, "bridge")
            assert set(users_of(children.working_in(var / "postgres"))) == {"nobody"}
    finally:
        embedded.other_user.cache_clear()


def test_what_an_earlier_parent_left_is_found_by_its_folder(tmp_path: Path) -> None:
    mine = Child(Program("sleeper", ["sleep", "60"]), tmp_path / "mine")
    other = Child(Program("sleeper", ["sleep", "60"]), tmp_path / "other")
    try:
        assert [process.pid for process in children.left_over(tmp_path / "mine")] == [mine.process.pid]
        children.end_all(children.left_over(tmp_path / "mine"), asking=signal.SIGINT)
        assert mine.ended()
        assert not other.ended()
    finally:
        mine.kill()
        other.kill()
