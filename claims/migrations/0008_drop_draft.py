from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0007_fact_checks'),
    ]

    operations = [
        migrations.DeleteModel(
            name='Draft',
        ),
    ]
