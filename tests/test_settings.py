"""Settings come from the environment; a wrong one stops the start and is named."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from claims.extraction.tagger import DEFAULT_TAGGER, TAGGERS
from claimtrack.checks import check_settings
from tests.stack import ROOT, environment_for

SHOW = "from django.conf import settings; print(repr(getattr(settings, {!r})))"


def load(name: str, var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Read one setting in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", SHOW.format(name)],
        cwd=ROOT,
        env=environment_for(var, **environment),
        capture_output=True,
        text=True,
        check=False,
    )


def shown(name: str, var: Path, **environment: str) -> str:
    done = load(name, var, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_defaults_are_safe(tmp_path: Path) -> None:
    assert shown("DEBUG", tmp_path) == "False"
    assert "*" not in shown("ALLOWED_HOSTS", tmp_path)


def test_the_secret_key_is_made_once_and_private(tmp_path: Path) -> None:
    first = shown("SECRET_KEY", tmp_path)
    assert len(first) > 50
    assert shown("SECRET_KEY", tmp_path) == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text("long and random")
    assert shown("SECRET_KEY", tmp_path, SECRET_KEY_FILE=str(secret)) == "'long and random'"


@pytest.mark.parametrize(
    ("given", "site"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "8123"}, "http://127.0.0.1:8123"),
        ({"HOST": "0.0.0.0", "PORT": "8123"}, "http://127.0.0.1:8123"),
        ({"HOST": "::1"}, "http://[::1]:8000"),
        ({"PORT": "8123", "SITE": "https://claims.example/"}, "https://claims.example"),
    ],
)
def test_links_lead_to_where_up_listens_unless_told_otherwise(given: dict[str, str], site: str, tmp_path: Path) -> None:
    assert shown("SITE", tmp_path, **given) == repr(site)


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL"])
def test_a_named_server_is_used_wherever_its_name_comes_from(name: str, tmp_path: Path) -> None:
    url = {"DATABASE_URL": "postgres://app:pw@db.example/app", "REDIS_URL": "redis://broker.example:6379/0"}[name]
    embedded = {"DATABASE_URL": "EMBEDDED_DATABASE", "REDIS_URL": "EMBEDDED_REDIS"}[name]
    file = tmp_path / "url"
    file.write_text(url)
    assert shown(embedded, tmp_path) == "True"
    assert shown(embedded, tmp_path, **{name: ""}) == "True"
    assert shown(embedded, tmp_path, **{name: url}) == "False"
    assert shown(embedded, tmp_path, **{f"{name}_FILE": str(file)}) == "False"


def test_an_empty_value_is_as_good_as_none(tmp_path: Path) -> None:
    assert shown("PRIVATE", tmp_path, PRIVATE="") == "False"
    assert shown("MAX_UPLOAD_BYTES", tmp_path, MAX_UPLOAD_BYTES="") == "10485760"


def test_a_pool_keeps_the_options_of_the_address(tmp_path: Path) -> None:
    databases = shown("DATABASES", tmp_path, DATABASE_POOL="true", DATABASE_URL="postgres://app@h/app?sslmode=require")
    assert "'sslmode': 'require'" in databases
    assert "'pool': {" in databases


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://app@db/app"),
        ("MAX_UPLOAD_BYTES", "ten"),
        ("SWEEP_SECONDS", "soon"),
        ("PRIVATE", "maybe"),
        ("TAGGER", "guess"),
    ],
)
def test_a_wrong_value_stops_the_start_and_is_named(name: str, value: str, tmp_path: Path) -> None:
    done = load("DEBUG", tmp_path, **{name: value})
    assert done.returncode != 0
    assert name in done.stderr.splitlines()[-1]


def test_the_settings_as_they_are_can_work() -> None:
    assert check_settings() == []


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("INGESTION_STEPS", {"fetching": ("articles.fetching.no_such_step", "fetch")}, "claimtrack.E003"),
        ("INGESTION_STEPS", {"done": ("articles.fetching.fetch_page", "fetch")}, "claimtrack.E001"),
        ("INGESTION_STEPS", {"fetching": ("articles.fetching.fetch_page", "slow")}, "claimtrack.E002"),
        ("FETCH_ALLOW", ["10.0.0.0/8"], "claimtrack.E004"),
        ("FETCH_ALLOW", ["intranet:99999"], "claimtrack.E004"),
        ("WORKER_PROCESSES", 0, "claimtrack.E005"),
        ("PROXIES", -1, "claimtrack.E005"),
        ("LOG_LEVEL", "LOUD", "claimtrack.E006"),
    ],
)
def test_a_setting_that_cannot_work_is_found_at_start(name: str, value: Any, error: str, settings: Any) -> None:
    setattr(settings, name, value)
    assert [found.id for found in check_settings()] == [error]


def test_each_tagger_can_be_set(settings: Any) -> None:
    source = (ROOT / "claimtrack" / "settings.py").read_text()
    allowed = re.search(r'one_of\("TAGGER", \((.*?)\), default="(.*?)"\)', source)
    assert allowed is not None
    assert set(re.findall(r'"(\w+)"', allowed[1])) == set(TAGGERS)
    assert allowed[2] == DEFAULT_TAGGER


def test_every_setting_is_documented() -> None:
    source = (ROOT / "claimtrack" / "settings.py").read_text() + (ROOT / "claimtrack" / "serving.py").read_text()
    source += (ROOT / "claimtrack" / "programs.py").read_text()
    read = set(re.findall(r'env\.\w+\("(\w+)"', source)) | set(re.findall(r'environ\.get\("(\w+)"', source))
    documented = set(re.findall(r"^\| `(\w+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))
    assert read - documented == set()
    assert documented - read - {"HOST", "PORT"} == set()
