"""Why a page is slow: its slowest queries, and what PostgreSQL does for them."""

from __future__ import annotations

import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

SHORTEST = 0.01  # seconds; a query that takes less is no reason
WIDTH, MOST_LINES = 160, 24


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was sent, with how long it took in seconds."""

    sql: str
    params: Any
    seconds: float


def explained(request: Callable[[], object], *, most: int = 2) -> str:
    """Return how many queries a request sends, how long they take, and the plans of the `most` slowest."""
    queries = _sent_by(request)
    total = sum(query.seconds for query in queries)
    slowest = sorted(queries, key=lambda query: -query.seconds)[:most]
    parts = [f"{len(queries)} queries, {total:.3f} s"]
    parts += [_shown(query) for query in slowest if query.seconds >= SHORTEST]
    return "\n".join(parts)


def _sent_by(request: Callable[[], object]) -> list[Query]:
    queries: list[Query] = []

    def timed(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        begin = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            queries.append(Query(sql, params, time.perf_counter() - begin))

    with connection.execute_wrapper(timed):
        request()
    return queries


def _shown(query: Query) -> str:
    lines = [f"- {query.seconds:.3f} s: {_short(query.sql)}"]
    if query.sql.lstrip("( ").startswith("SELECT"):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY OFF) {query.sql}", query.params)
            lines += [f"    {line[:WIDTH]}" for (line,) in cursor.fetchall()[:MOST_LINES]]
    return "\n".join(lines)


def _short(sql: str) -> str:
    """Return a query without the names of the columns that it reads."""
    begin, table, rest = sql.partition(" FROM ")
    return textwrap.shorten(f"{begin[:60]}{' ...' if len(begin) > 60 else ''}{table}{rest}", WIDTH * 4)
