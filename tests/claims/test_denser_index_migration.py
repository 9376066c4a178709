"""The denser index of meanings takes the place of the former one."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection


def indexes() -> dict[str, str]:
    """Return the valid indexes of vectors with what they are made by."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
            "WHERE indrelid = 'claims_claimembedding'::regclass AND indisvalid"
        )
        return {name: made_by for name, made_by in cursor.fetchall() if "hnsw" in made_by}


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        (value,) = cursor.fetchone()
    return str(value)


@pytest.mark.django_db(transaction=True)
def test_it_is_built_even_after_a_build_that_was_broken_off() -> None:
    call_command("migrate", "claims", "0009", verbosity=0)
    try:
        assert list(indexes()) == ["claim_by_meaning"]
        with connection.cursor() as cursor:
            cursor.execute("CREATE INDEX claim_near_by_meaning ON claims_claimembedding (made_of)")
    finally:
        call_command("migrate", "claims", verbosity=0)
    ((name, made_by),) = indexes().items()
    assert name == "claim_near_by_meaning"
    assert "m='24'" in made_by


@pytest.mark.django_db
def test_it_is_built_alone_in_memory_of_its_own() -> None:
    migration = import_module("claims.migrations.0010_denser_index")
    before = setting("maintenance_work_mem"), setting("max_parallel_maintenance_workers")
    with connection.schema_editor(atomic=False) as editor:
        migration.make_room(apps, editor)
        assert (setting("maintenance_work_mem"), setting("max_parallel_maintenance_workers")) == ("128MB", "0")
        migration.give_back(apps, editor)
    assert (setting("maintenance_work_mem"), setting("max_parallel_maintenance_workers")) == before
