"""Facets, queues and outlets are counted from indexes instead of whole rows."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

SHOWN = models.Q(("hidden_at", None), ("merged_into", None), ("statement_count__gt", 0))


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("claims", "0012_places_by_time"),
    ]

    operations = [
        RemoveIndexConcurrently(model_name="claim", name="claim_shown"),
        AddIndexConcurrently(
            model_name="claim",
            index=models.Index(
                condition=SHOWN,
                fields=["id"],
                include=("speaker", "status", "stance", "first_seen", "answer_count"),
                name="claim_shown",
            ),
        ),
        AddIndexConcurrently(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("taken_until", None), _negated=True), fields=["taken_until"], name="claim_taken"
            ),
        ),
        AddIndexConcurrently(
            model_name="statement",
            index=models.Index(fields=["revision", "claim"], name="statement_by_revision"),
        ),
        AddIndexConcurrently(
            model_name="statement",
            index=models.Index(
                condition=models.Q(("via", ""), _negated=True), fields=["claim", "via"], name="statement_via_others"
            ),
        ),
    ]
