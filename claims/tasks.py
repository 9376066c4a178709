"""What the workers do for claims."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from claims import alerting, demonstrating, digests, fact_check_sources, matching, taking, webhooks

ASK_AGAIN_SECONDS, MOST_TIMES = 3, 200


@shared_task(acks_late=True, ignore_result=True)
def release_expired(**_: object) -> None:
    """Free the claims that editors took more than half an hour ago."""
    taking.release_expired(now=timezone.now())


@shared_task(acks_late=True, ignore_result=True, time_limit=600)
def watch_searches(**_: object) -> None:
    """Find what is new to saved searches, and send what is due to their webhooks."""
    alerting.watch(now=timezone.now())
    webhooks.send_due(now=timezone.now())


@shared_task(acks_late=True, ignore_result=True, time_limit=50)
def deliver(*, delivery_id: int, **_: object) -> None:  # **_: a newer sender may say more
    """Send a delivery to its webhook."""
    webhooks.deliver(delivery_id, now=timezone.now())


@shared_task(acks_late=True, ignore_result=True, time_limit=600)
def send_digests(**_: object) -> None:
    """Send the mails that are due."""
    digests.send_due(now=timezone.now())


@shared_task(acks_late=True, ignore_result=True)
def assess_demo(*, asked: int = 0, **_: object) -> None:
    """Give the demo stories their verdicts, once all of them are read."""
    if not demonstrating.is_read() and asked < MOST_TIMES:
        # Waiting is no failure: a retry would be logged as a warning each time.
        assess_demo.apply_async(kwargs={"asked": asked + 1}, countdown=ASK_AGAIN_SECONDS)
    else:
        demonstrating.assess_demo(now=timezone.now())


@shared_task(acks_late=True, ignore_result=True, time_limit=3600)
def import_fact_checks(**_: object) -> None:
    """Read the sources of fact-checks that have changed."""
    fact_check_sources.import_followed(now=timezone.now())


@shared_task(acks_late=True, ignore_result=True, time_limit=3600)
def match_waiting(**_: object) -> None:
    """Match the claims that editors changed with those of other articles."""
    matching.match_waiting(now=timezone.now())
