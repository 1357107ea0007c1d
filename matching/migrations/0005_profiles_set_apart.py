"""Two profiles that seemed to be one person's and are not."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("experts", "0002_nomination_remembers_its_state"),
        ("matching", "0003_what_a_match_found"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SetApart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decided_at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="actor",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="experts.profile",
                        verbose_name="profile",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="experts.profile",
                        verbose_name="other profile",
                    ),
                ),
            ],
            options={
                "verbose_name": "pair set apart",
                "verbose_name_plural": "pairs set apart",
                "ordering": ["-decided_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="pair_apart_has_one_order"
                    ),
                    models.UniqueConstraint(fields=("first", "second"), name="one_decision_per_pair"),
                ],
            },
        ),
    ]
