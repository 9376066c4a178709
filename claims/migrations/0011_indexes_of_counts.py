"""Counts look at indexes instead of whole rows."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("claims", "0010_denser_index"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("hidden_at", None), ("merged_into", None), ("statement_count__gt", 0)),
                fields=["id"],
                include=("speaker",),
                name="claim_shown",
            ),
        ),
        AddIndexConcurrently(
            model_name="statement",
            index=models.Index(fields=["type", "claim"], name="statement_by_type"),
        ),
    ]
