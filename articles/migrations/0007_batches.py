"""Several batches are called so."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0006_outlet_kind_and_merge"),
    ]

    operations = [
        migrations.AlterModelOptions(name="batch", options={"verbose_name_plural": "batches"}),
    ]
