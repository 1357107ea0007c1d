"""The cooperation frameworks with their countries."""

from django.db import migrations

from bases.reference import load_frameworks


class Migration(migrations.Migration):
    dependencies = [("bases", "0001_initial")]

    operations = [
        migrations.RunPython(lambda apps, editor: load_frameworks(apps), migrations.RunPython.noop),
    ]
