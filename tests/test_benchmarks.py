"""What the benchmarks say of slow pages."""

from __future__ import annotations

import pytest
from django.db import connection

from benchmarks.plans import explained

pytestmark = pytest.mark.django_db


def test_the_plan_of_the_slowest_query_is_shown() -> None:
    def request() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.execute("SELECT pg_sleep(%s)", [0.3])

    shown = explained(request, most=1)
    assert shown.startswith("2 queries, ")
    assert shown.count("SELECT") == 1
    assert "SELECT pg_sleep" in shown
    assert "Result (actual time=" in shown
