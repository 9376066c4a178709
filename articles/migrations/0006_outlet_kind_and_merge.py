"""Outlets have kinds, and may become part of one another."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0005_hash_bodies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='outlet',
            name='kind',
            field=models.CharField(blank=True, choices=[('newspaper', 'newspaper'), ('agency', 'news agency'), ('broadcaster', 'broadcaster'), ('magazine', 'magazine'), ('site', 'site'), ('official', 'official body')], max_length=12),
        ),
        migrations.AddField(
            model_name='outlet',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='former', to='articles.outlet'),
        ),
        migrations.CreateModel(
            name='OutletMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('articles', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('feeds', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('former', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), help_text='Outlets that were part of the one merged.', size=None)),
                ('made_at', models.DateTimeField()),
                ('editor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges_received', to='articles.outlet')),
                ('outlet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='articles.outlet')),
            ],
        ),
    ]
