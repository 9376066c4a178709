"""Making and revoking tokens of the REST API."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser, User
from django.db import transaction
from knox.models import AuthToken

from claims.actions import changed_since, record, undo_of
from claims.models import Action
from claimtrack.models import TokenDetails


def make_token(user: User, *, name: str, scope: str, lasts: timedelta | None, now: datetime) -> str:
    """Make a token and return it; the database keeps its hash alone. `lasts` is empty for one without an end."""
    with transaction.atomic():
        token, text = AuthToken.objects.create(user, expiry=lasts)
        details = TokenDetails.objects.create(token=token, name=name, scope=scope)
        after = {"name": name, "scope": scope, "expires": token.expiry.date().isoformat() if token.expiry else "never"}
        record("make token", actor=user, obj=details, before=None, after=after, private=True, now=now)
    return str(text)


def revoke_token(details: TokenDetails, *, user: User, now: datetime) -> Action:
    """Let a token open nothing any more; undoing lets it again."""
    with transaction.atomic():
        TokenDetails.objects.filter(pk=details.pk).update(revoked_at=now)
        before, after = {"state": "valid"}, {"state": "revoked"}
        return record("revoke token", actor=user, obj=details, before=before, after=after, private=True, now=now)


@undo_of("revoke token")
def _restore(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (the log has it)
    if not TokenDetails.objects.filter(pk=action.object_id).update(revoked_at=None):
        raise changed_since(action)
    return f"The token “{action.label}” is valid again."
