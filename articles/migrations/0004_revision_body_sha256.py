"""Revisions know their words below the headline, by which copies under another one are found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_batch_known_and_refused")]

    operations = [
        migrations.AddField(
            "revision",
            "body_sha256",
            models.CharField(
                blank=True, db_index=True, default="", help_text="Of the words below the title.", max_length=64
            ),
            preserve_default=False,
        ),
    ]
