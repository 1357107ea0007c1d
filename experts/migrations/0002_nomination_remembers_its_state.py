"""No step of a nomination is skipped, whoever asks the database."""

from django.db import migrations

from taxonomy.triggers import remember_states


class Migration(migrations.Migration):
    dependencies = [("experts", "0001_initial")]

    operations = [remember_states("experts_nomination")]
