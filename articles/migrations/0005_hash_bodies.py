"""Hash the words below the headline of the revisions that are there."""

import hashlib
import re
import unicodedata

from django.db import migrations

BATCH, FEWEST_WORDS = 500, 30


def hash_bodies(apps, schema_editor):
    Revision = apps.get_model("articles", "Revision")
    numbers = list(Revision.objects.filter(body_sha256="").order_by("pk").values_list("pk", flat=True))
    for begin in range(0, len(numbers), BATCH):
        rows = list(Revision.objects.filter(pk__in=numbers[begin : begin + BATCH]))
        for row in rows:
            body = unicodedata.normalize("NFKC", row.text.removeprefix(row.title)).casefold()
            words = re.findall(r"\w+", body)
            if len(words) >= FEWEST_WORDS:
                row.body_sha256 = hashlib.sha256(" ".join(words).encode()).hexdigest()
        Revision.objects.bulk_update(rows, ["body_sha256"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_revision_body_sha256")]

    operations = [migrations.RunPython(hash_bodies, migrations.RunPython.noop)]
