"""Claims of a span of time are found without looking at all others, for matching."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("claims", "0011_indexes_of_counts"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="claimembedding",
            index=models.Index(fields=["first_seen"], name="claim_by_time"),
        ),
    ]
