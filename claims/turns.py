"""Turns at writing who says what."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_KEY = 0x636C61696D  # "claim"; advisory locks of PostgreSQL are named by numbers


@contextmanager
def writing_turn() -> Iterator[None]:
    """Run a block as one transaction that nobody else who writes speakers, claims or links overlaps.

    One lock for all, taken first, cannot deadlock, and a later turn sees all that earlier ones wrote: so the order in
    which workers come does not matter. A turn costs milliseconds, extraction, outside of it, far more.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KEY])
        yield
