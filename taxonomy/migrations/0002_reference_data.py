"""Fields, challenges, disciplines and regions."""

from django.db import migrations

from taxonomy.reference import load_reference


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0001_initial")]

    operations = [
        migrations.RunPython(lambda apps, editor: load_reference(apps), migrations.RunPython.noop),
    ]
