"""Nobody is bound to two stays on the same day, whoever asks the database."""

import django.db.models.deletion
from django.db import migrations, models

from matching.triggers import keep_stays_apart
from taxonomy.triggers import remember_states


class Migration(migrations.Migration):
    dependencies = [("matching", "0007_exchanges_carry_their_person")]

    operations = [
        migrations.AlterField(
            model_name="exchange",
            name="profile",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exchanges",
                to="experts.profile",
            ),
        ),
        remember_states("matching_exchange"),
        keep_stays_apart(),
    ]
