"""The copy of ROR that comes with the code."""

from django.db import migrations

from bases.ror import load_extract


class Migration(migrations.Migration):
    replaces = [("bases", "0011_ror")]

    dependencies = [("bases", "0002_frameworks")]

    operations = [
        migrations.RunPython(lambda apps, editor: load_extract(apps), migrations.RunPython.noop),
    ]
