"""What either side says of a pair that the engine proposed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REASONS = [
    ("subject", "The subject is another"),
    ("level", "Level or career stage"),
    ("dates", "Dates or length of stay"),
    ("place", "Place"),
    ("language", "Language"),
    ("other", "Another reason"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("bases", "0002_frameworks"),
        ("experts", "0002_nomination_remembers_its_state"),
        ("matching", "0005_profiles_set_apart"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[("host", "host"), ("person", "person")], max_length=6, verbose_name="said by"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("relevant", "Fits"), ("not_relevant", "Not relevant")],
                        max_length=12,
                        verbose_name="verdict",
                    ),
                ),
                ("reason", models.CharField(blank=True, choices=REASONS, max_length=8, verbose_name="reason")),
                ("given_at", models.DateTimeField(auto_now=True, verbose_name="when")),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="actor",
                    ),
                ),
                (
                    "opening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="feedback", to="bases.opening"
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="feedback", to="experts.profile"
                    ),
                ),
            ],
            options={
                "verbose_name": "verdict on a pair",
                "verbose_name_plural": "verdicts on pairs",
                "ordering": ["-given_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("opening", "profile", "side"), name="one_verdict_per_pair_and_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["host", "person"])), name="feedback_side_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("verdict", "relevant")),
                            models.Q(
                                ("reason__in", [value for value, _ in REASONS]), ("verdict", "not_relevant")
                            ),
                            _connector="OR",
                        ),
                        name="only_not_relevant_has_a_reason",
                    ),
                ],
            },
        ),
    ]
