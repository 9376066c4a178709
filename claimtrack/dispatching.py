"""Messages to the workers. Each may get lost: what is to be done stands in the database, and is looked up again."""

from __future__ import annotations

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def dispatch(task: str, *, otherwise: str, queue: str | None = None, wait: float = 0, **arguments: int | str) -> None:
    """Have the workers do a task, after `wait` seconds, as soon as the present transaction, if any, is over.

    Never raises: without a broker the log says what becomes of it `otherwise`.
    """

    def send() -> None:
        try:
            current_app.send_task(task, kwargs=arguments, queue=queue, countdown=wait or None, retry=False)
        except (OperationalError, OSError) as error:
            logger.warning("No broker, %s: %s", otherwise, error)

    transaction.on_commit(send)
