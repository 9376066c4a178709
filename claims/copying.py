"""Many rows at once: PostgreSQL's COPY for rows of models."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Max, Model
from psycopg import sql


def copy_rows(model: type[Model], rows: Iterable[Any]) -> None:
    """Write unsaved rows, which have their numbers; nothing is checked but what the database checks."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields]),
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields])


def next_number(model: type[Model]) -> int:
    """Return the number that follows the highest of a table."""
    highest: int | None = model._default_manager.aggregate(n=Max("pk"))["n"]
    return (highest or 0) + 1


def go_on_after(models: Iterable[type[Model]]) -> None:
    """Let the tables' own counting go on after the numbers that were written."""
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table
            name = sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), (SELECT max(id) FROM {}))")
            cursor.execute(name.format(sql.Literal(table), sql.Identifier(table)))
