"""The Makefile as somebody meets it on a machine that lacks something."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.stack import ROOT

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is not there")


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, folder)
    return subprocess.run(["make", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def test_an_old_python_is_named_with_a_way_out(tmp_path: Path) -> None:
    done = make(tmp_path, "install", "PYTHON=false")
    assert done.returncode != 0
    assert "needs Python 3.11 or newer" in done.stdout
    assert "PYTHON=python3.11" in done.stdout


def test_a_missing_venv_module_is_named_with_its_package(tmp_path: Path) -> None:
    crippled = tmp_path / "python3"
    crippled.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\nexit 0\n')
    crippled.chmod(0o755)
    done = make(tmp_path, "install", f"PYTHON={crippled}")
    assert done.returncode != 0
    assert "apt-get install python3-venv" in done.stdout


def test_no_lock_file_names_a_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (ROOT / name).read_text()
