"""Claims that editors took are free again after half an hour."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from claims.models import Claim, Status
from claims.taking import LASTS, take
from claims.tasks import release_expired
from tests.factories import make_claim

pytestmark = pytest.mark.django_db


def test_the_beat_frees_what_was_taken_too_long_ago_and_nothing_else(editor: User) -> None:
    now = timezone.now()
    old, fresh, judged = (make_claim() for _ in range(3))
    Claim.objects.filter(pk=judged.pk).update(status=Status.SUPPORTED)
    for claim, minutes in ((old, 31), (fresh, 29), (judged, 31)):
        take(claim, editor=editor, now=now - timedelta(minutes=minutes))
    release_expired(a_word_of_a_newer_sender=True)
    for claim in (old, fresh, judged):
        claim.refresh_from_db()
    assert (old.taken_by, old.taken_until, old.status) == (None, None, Status.UNVERIFIED)
    assert (fresh.taken_by, fresh.status) == (editor, Status.IN_REVIEW)
    assert fresh.taken_until is not None
    assert fresh.taken_until - now < LASTS
    assert (judged.taken_by, judged.status) == (None, Status.SUPPORTED)


def test_the_beat_names_the_task() -> None:
    assert release_expired.name in [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
