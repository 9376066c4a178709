"""What the tests of claims share."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nothing_kept(request: pytest.FixtureRequest) -> None:
    """Begin without what an earlier test left in the cache, which the database takes back but Valkey keeps."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("services")
        cache.clear()
