"""Real servers for the tests: PostgreSQL and Valkey in a temporary folder, and the whole stack for those who ask.

With DATABASE_URL and REDIS_URL in the environment, those servers are used instead.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from claimtrack import embedded

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from rest_framework.test import APIClient

    from tests.stack import Stack

VAR = pytest.StashKey[Path]()
# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("claimtrack", deadline=None)
hypothesis.settings.load_profile("claimtrack")


def pytest_configure(config: pytest.Config) -> None:
    """Point the settings to a var folder of this run before Django reads them.

    A process that only shares tests out leaves that to each of those that run them. They inherit its environment, in
    which importing claimtrack has named the settings; pytest-django would read them before this.
    """
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        del os.environ["DJANGO_SETTINGS_MODULE"]
        return
    var = Path(tempfile.mkdtemp(prefix="claimtrack-test-"))
    (var / "static").mkdir()
    config.stash[VAR] = var
    os.environ["DJANGO_SETTINGS_MODULE"] = "claimtrack.settings"
    os.environ["CLAIMTRACK_VAR"] = str(var)
    os.environ["STATICFILES_STORAGE"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

    from django.conf import settings

    assert var == settings.VAR_DIR


def pytest_collection_finish(session: pytest.Session) -> None:
    """Leave what is loaded by now out of the search for garbage, which a tenth of the time went into."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folder of this run."""
    if VAR in config.stash:
        shutil.rmtree(config.stash[VAR], ignore_errors=True)


@pytest.fixture(scope="session")
def services(pytestconfig: pytest.Config) -> Iterator[None]:
    """Run the servers that the environment does not name, until the last test is over."""
    wanted = {"postgres": not os.environ.get("DATABASE_URL"), "valkey": not os.environ.get("REDIS_URL")}
    with embedded.running(pytestconfig.stash[VAR], **wanted):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(services: None) -> None:
    """Have the servers before pytest-django makes its database."""


@pytest.fixture(scope="session")
def httpserver_listen_address() -> tuple[str, int]:
    """Where pytest-httpserver listens, as an address that is written the same everywhere."""
    return ("127.0.0.1", 0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of this machine may enter, which those of pytest are not."""
    folder = Path(tempfile.mkdtemp(prefix="claimtrack-open-"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def analyst(db: None) -> User:
    """Somebody who may read and save searches."""
    from tests.factories import make_user

    return make_user("analyst", role="analyst")


@pytest.fixture
def editor(db: None) -> User:
    """Somebody who may ingest and assess."""
    from tests.factories import make_user

    return make_user("editor", role="editor")


@pytest.fixture
def outsider(db: None) -> User:
    """Somebody who may sign in and has no role."""
    from tests.factories import make_user

    return make_user("outsider")


@pytest.fixture
def api(db: None) -> Callable[..., APIClient]:
    """Return a maker of REST clients: `api()` is a visitor, `api(editor)` sends a token of that user."""
    from tests.factories import make_api_client

    return make_api_client


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Run `manage.py up --no-demo` on a free port, with a folder of its own, until the last test is over."""
    from tests.stack import running_stack

    with running_stack(tmp_path_factory.mktemp("stack")) as stack:
        yield stack
