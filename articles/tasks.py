"""What the workers do for articles. The outcome is in the row; see articles/ingestion.py."""

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from articles import ingestion, polling

# The soft limit ends a step with a code; the hard one ends a worker that does not listen any more.
SOFT_LIMIT, HARD_LIMIT = 90, 110


@shared_task(name="articles.tasks.advance", acks_late=True, soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def advance(*, ingestion_id: int, **_: object) -> None:  # **_: a newer sender may say more
    """Take an ingestion through its present step."""
    ingestion.advance(ingestion_id, now=timezone.now())


@shared_task(name="articles.tasks.sweep", time_limit=60)
def sweep(**_: object) -> None:
    """Pick up what stalled or got lost."""
    ingestion.sweep(now=timezone.now())


@shared_task(name="articles.tasks.poll_due_feeds", time_limit=60)
def poll_due_feeds(**_: object) -> None:
    """Send a message for every feed whose time has come."""
    polling.poll_due(now=timezone.now())


@shared_task(name="articles.tasks.poll_feed", acks_late=True, soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def poll_feed(*, feed_id: int, **_: object) -> None:
    """Ask a feed for what is new."""
    polling.poll(feed_id, now=timezone.now())


@worker_ready.connect
def sweep_at_start(**_: object) -> None:
    """Look at once for what a killed worker left, instead of at the next turn."""
    ingestion.sweep(now=timezone.now())
