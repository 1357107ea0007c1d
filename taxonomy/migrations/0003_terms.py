"""The platform's own bilingual terminology."""

from django.db import migrations

from taxonomy.reference import load_terms


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0002_reference_data")]

    operations = [
        migrations.RunPython(lambda apps, editor: load_terms(apps), migrations.RunPython.noop),
    ]
