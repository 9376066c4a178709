"""Requests that a script may repeat: the same key gives the same article."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles.duplicates import lock_identity
from articles.ingestion import Submitted
from articles.models import IdempotencyKey
from claimtrack.web import Problem

LONGEST_KEY = 200


def submit_once(
    key: str, request: Mapping[str, object], submit: Callable[[], Submitted], *, user: User, now: datetime
) -> Submitted:
    """Submit unless this user's key was used for the same request before; then give what came of it.

    Raises Problem when the key was used for another request.
    """
    if len(key) > LONGEST_KEY or not key.isprintable():
        message = f"The Idempotency-Key is longer than {LONGEST_KEY} characters or not printable. Use a shorter one."
        raise Problem("idempotency_key_invalid", message, status=400)
    sha256 = hashlib.sha256(json.dumps(request, sort_keys=True, default=str).encode("utf-8", "replace")).hexdigest()
    with transaction.atomic():
        lock_identity("key", f"{user.pk}:{key}")
        known = IdempotencyKey.objects.filter(user=user, key=key).select_related("article").first()
        if known and known.request_sha256 != sha256:
            message = "This Idempotency-Key was used for another request. Use a new key for each request."
            raise Problem("idempotency_key_reused", message)
        if known and (ingestion := known.article.ingestions.order_by("-id").first()):
            return Submitted(known.article, ingestion, created=False)
        submitted = submit()
        IdempotencyKey.objects.create(
            user=user, key=key, request_sha256=sha256, article=submitted.article, created_at=now
        )
        return submitted
