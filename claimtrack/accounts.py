"""Users, their roles and their tokens."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from knox.models import AuthToken

from claimtrack.web import has_role


def ensure_user(username: str, *, role: str | None = None) -> User:
    """Return the user of that name, made if missing (an analyst, unless a role is given).

    A role is added to what the user may do already, never taken away. Raises ValidationError for a name that none
    may have.
    """
    user = User.objects.filter(username=username).first()
    if user is None:
        role = role or "analyst"
        user = User(username=username)
        user.set_unusable_password()
        user.full_clean(exclude=["password"])
        user.save()
    if role and not has_role(user, role):
        give_role(user, role)
    return user


def give_role(user: User, role: str) -> None:
    """Let a user do what a role may do; administrators also get Django's admin."""
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    if role == "admin":
        user.is_staff = user.is_superuser = True
        user.save(update_fields=["is_staff", "is_superuser"])
    user.__dict__.pop("_role_names", None)  # what has_role remembered


def create_token(user: User) -> str:
    """Make a further token of the REST API; it is shown once, the database keeps its hash."""
    _, token = AuthToken.objects.create(user)
    return str(token)


def ensure_login(username: str, *, role: str, kept_in: Path) -> str | None:
    """Make sure that somebody can sign in, and return the password: one made here, once, and kept in a file.

    Returns None where the user has another password by now, which is left alone.
    """
    user = ensure_user(username, role=role)
    if kept_in.exists():
        password = kept_in.read_text(encoding="ascii").strip()
        if user.has_usable_password():
            return password if user.check_password(password) else None
    elif user.has_usable_password():
        return None
    else:
        password = secrets.token_urlsafe(12)
        _write_private(kept_in, password)
    user.set_password(password)
    user.save(update_fields=["password"])
    return password


def client_address(request: HttpRequest) -> str:
    """Return who asks: the peer, or what the outermost of our own proxies saw; what a client claims does not count."""
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.PROXIES and forwarded:
        return str(forwarded[-min(settings.PROXIES, len(forwarded))])
    return str(request.META.get("REMOTE_ADDR", ""))


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{text}\n")
