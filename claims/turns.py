"""Turns at writing who says what, and at watching it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

# "claim" and "watch"; advisory locks of PostgreSQL are named by numbers
_WRITING, _WATCHING = 0x636C61696D, 0x7761746368


@contextmanager
def writing_turn() -> Iterator[None]:
    """Run a block as one transaction that nobody else who writes speakers, claims or links overlaps.

    One lock for all, taken first, cannot deadlock, and a later turn sees all that earlier ones wrote: so the order in
    which workers come does not matter. A turn costs milliseconds, extraction, outside of it, far more.
    """
    with _turn(_WRITING):
        yield


@contextmanager
def watching_turn() -> Iterator[None]:
    """Run a block as one transaction that overlaps no other one which looks through claims for saved searches."""
    with _turn(_WATCHING):
        yield


@contextmanager
def _turn(key: int) -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
        yield
