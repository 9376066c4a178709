"""Who asks over REST: tokens with a scope, an end and a memory of their use."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication
from rest_framework import exceptions
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from claimtrack.models import Scope, TokenDetails

NOTED_EVERY = timedelta(minutes=1)


class ScopedTokenAuthentication(TokenAuthentication):  # type: ignore[misc]
    """Refuse revoked tokens, and writing with those that may only read; note when a token was used."""

    def authenticate(self, request: Request) -> Any:
        """Return user and token, or None where no token was sent."""
        found = super().authenticate(request)
        if found is None:
            return None
        details = TokenDetails.objects.filter(token=found[1]).first()
        if details is None:
            return found
        if details.revoked_at:
            raise exceptions.AuthenticationFailed("This token was revoked. Make another one, at /account/tokens/.")
        if details.scope == Scope.READ and request.method not in SAFE_METHODS:
            message = "This token may only read. Make one that may write, at /account/tokens/."
            raise exceptions.PermissionDenied(message)
        _note_use(details, timezone.now())
        return found

    def _cleanup_token(self, auth_token: Any) -> bool:
        """Return whether a token has expired. Unlike knox, keep the row: its user shall see what became of it."""
        return bool(auth_token.expiry and auth_token.expiry < timezone.now())


class ScopedTokenScheme(KnoxTokenScheme):
    """Describe it in the schema as knox's own."""

    target_class = "claimtrack.authentication.ScopedTokenAuthentication"


def _note_use(details: TokenDetails, now: datetime) -> None:
    """Write at most once a minute, however often a script asks."""
    long_ago = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTED_EVERY)
    TokenDetails.objects.filter(long_ago, pk=details.pk).update(last_used_at=now)
