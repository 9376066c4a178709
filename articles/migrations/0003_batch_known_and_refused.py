"""A batch keeps which articles were known already, and what was refused."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_feed")]

    operations = [
        migrations.AddField(
            "batch",
            "known",
            django.contrib.postgres.fields.ArrayField(
                models.BigIntegerField(), default=list, help_text="Articles that were here before."
            ),
        ),
        migrations.AddField(
            "batch",
            "refused",
            django.contrib.postgres.fields.ArrayField(
                models.TextField(), default=list, help_text="What could not be accepted, and why."
            ),
        ),
    ]
