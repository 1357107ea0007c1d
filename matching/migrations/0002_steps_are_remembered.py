"""No step from match to outcome is skipped, whoever asks the database."""

from django.db import migrations

from taxonomy.triggers import remember_states


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial")]

    operations = [
        remember_states(
            "matching_match", "matching_introduction", "matching_exchange", "matching_outcome", "matching_round"
        ),
    ]
