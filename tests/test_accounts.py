"""Users, roles, tokens, and who is let in."""

from __future__ import annotations

import stat
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from rest_framework.test import APIClient

from claimtrack.accounts import client_address, ensure_login, ensure_user
from claimtrack.web import has_role
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def token_for(username: str, *options: str) -> str:
    out = StringIO()
    call_command("create_token", username, *options, stdout=out)
    return out.getvalue()


def may_write(token: str) -> bool:
    """Return whether a token passes the gate of editors; an empty submission is refused after it."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token.strip()}")
    status: int = client.post("/api/v1/articles/", {}, format="json").status_code
    assert status in (400, 403)
    return status == 400


def test_the_roles_are_groups_from_the_start() -> None:
    Group.objects.all().delete()  # tests that empty the tables may have run before, and others made some anew
    migration = import_module("claimtrack.migrations.0001_roles")
    migration.make_groups(apps, None)
    assert set(Group.objects.values_list("name", flat=True)) == {"analyst", "editor", "admin"}


def test_create_token_prints_the_token_alone() -> None:
    printed = token_for("alex", "--role", "editor")
    assert printed.count("\n") == 1
    assert len(printed.split()) == 1
    assert may_write(printed)


def test_a_new_user_is_an_analyst_unless_told_otherwise() -> None:
    assert not may_write(token_for("alex"))
    assert has_role(User.objects.get(username="alex"), "analyst")


def test_a_further_token_leaves_role_and_earlier_tokens_alone() -> None:
    first = token_for("alex", "--role", "editor")
    second = token_for("alex", "--role", "analyst")
    assert first != second
    assert may_write(first)
    assert may_write(second)


def test_administrators_get_the_admin_site(client: Client) -> None:
    token_for("root", "--role", "admin")
    client.force_login(User.objects.get(username="root"))
    assert client.get("/admin/").status_code == 200


def test_a_token_is_not_stored_readable() -> None:
    token = token_for("alex").strip()
    row = User.objects.get(username="alex").auth_token_set.values().get()  # type: ignore[attr-defined]
    assert token not in str(row)


def test_a_name_nobody_may_have_is_refused() -> None:
    with pytest.raises(CommandError, match="valid username"):
        token_for("alex smith")
    with pytest.raises(ValidationError):
        ensure_user("x" * 200)
    assert not User.objects.exists()


def test_a_deactivated_user_gets_no_token() -> None:
    make_user("alex", is_active=False)
    with pytest.raises(CommandError, match="deactivated"):
        token_for("alex")


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        token_for("alex", "--role", "owner")


def test_the_generated_login_is_made_once_and_private(tmp_path: Path) -> None:
    kept_in = tmp_path / "password"
    password = ensure_login("editor", role="editor", kept_in=kept_in)
    assert password
    assert stat.S_IMODE(kept_in.stat().st_mode) == 0o600
    assert ensure_login("editor", role="editor", kept_in=kept_in) == password
    assert User.objects.get().check_password(password)
    assert has_role(User.objects.get(), "editor")
    assert not has_role(User.objects.get(), "admin")


def test_a_password_of_ones_own_is_left_alone(tmp_path: Path) -> None:
    kept_in = tmp_path / "password"
    ensure_login("editor", role="editor", kept_in=kept_in)
    user = User.objects.get()
    user.set_password("my own secret words")
    user.save()
    assert ensure_login("editor", role="editor", kept_in=kept_in) is None
    kept_in.unlink()
    assert ensure_login("editor", role="editor", kept_in=kept_in) is None
    assert User.objects.get().check_password("my own secret words")


def test_an_emptied_database_gets_the_kept_password_back(tmp_path: Path) -> None:
    kept_in = tmp_path / "password"
    password = ensure_login("editor", role="editor", kept_in=kept_in)
    User.objects.all().delete()
    assert ensure_login("editor", role="editor", kept_in=kept_in) == password
    assert User.objects.get().check_password(password)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),  # nobody of ours stands in front, so anybody could have written it
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),  # the first one is what the client claims
        (2, "198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (2, "203.0.113.9", "203.0.113.9"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_say_counts(proxies: int, forwarded: str, address: str, settings: Any) -> None:
    settings.PROXIES = proxies
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR="10.0.0.1")
    assert client_address(request) == address
