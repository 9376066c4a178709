"""What the workers do for the installation as a whole."""

from celery import shared_task
from django.utils import timezone

from claimtrack import retention


@shared_task(acks_late=True, ignore_result=True, time_limit=600)
def keep_house(**_: object) -> None:
    """Remove what is not to be kept any longer, once a day."""
    retention.keep_house(now=timezone.now())
