"""Periodic work on claims."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from claims import taking


@shared_task(acks_late=True, ignore_result=True)
def release_expired(**_: object) -> None:
    """Free the claims that editors took more than half an hour ago."""
    taking.release_expired(now=timezone.now())
