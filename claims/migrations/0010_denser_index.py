"""The index of meanings made anew, denser: among a million it finds more of the true neighbours."""

from __future__ import annotations

import pgvector.django.indexes
from django.apps.registry import Apps
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# What the build holds of a row; an index that outgrows its memory takes many times as long.
KILOBYTES_A_ROW = 2
LEAST_MEGABYTES, MOST_MEGABYTES = 128, 4096
MANY = 50_000


def make_room(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give the build the memory that so many rows take, and say how long it lasts where there are many.

    It works alone: helpers of PostgreSQL share memory in /dev/shm, of which a container has 64 MB.
    """
    rows = apps.get_model("claims", "ClaimEmbedding").objects.count()
    megabytes = min(max(rows * KILOBYTES_A_ROW // 1024, LEAST_MEGABYTES), MOST_MEGABYTES)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SET max_parallel_maintenance_workers = 0")
        cursor.execute(f"SET maintenance_work_mem = '{megabytes}MB'")
    if rows >= MANY:
        print(f"\n    Indexing {rows:,} claims by meaning anew: {rows // 60_000 + 1} minutes or more and {megabytes:,} MB"
              " of PostgreSQL's memory. The site can be used meanwhile."
              " How far it is: SELECT * FROM pg_stat_progress_create_index;", flush=True)  # fmt: skip


def give_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let the connection work as before."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("RESET max_parallel_maintenance_workers")
        cursor.execute("RESET maintenance_work_mem")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("claims", "0009_comparisons"),
    ]

    operations = [
        migrations.RunPython(make_room, give_back),
        # What a build that was broken off left.
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS claim_near_by_meaning", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="claimembedding",
            index=pgvector.django.indexes.HnswIndex(
                name="claim_near_by_meaning",
                fields=["vector"],
                opclasses=["halfvec_cosine_ops"],
                m=24,
                ef_construction=128,
            ),
        ),
        RemoveIndexConcurrently(model_name="claimembedding", name="claim_by_meaning"),
        migrations.RunPython(give_back, make_room),
    ]
