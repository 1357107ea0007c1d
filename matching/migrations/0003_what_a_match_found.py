"""A stored match says how strong it was and where its evidence stands."""

from django.db import migrations, models

from taxonomy.triggers import remember_states


class Migration(migrations.Migration):
    dependencies = [("matching", "0002_steps_are_remembered")]

    operations = [
        migrations.AddField(
            model_name="match",
            name="strength",
            field=models.CharField(blank=True, default="", max_length=8, verbose_name="strength"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="match",
            name="affinity",
            field=models.FloatField(blank=True, null=True, verbose_name="raw affinity"),
        ),
        migrations.AddField(
            model_name="match",
            name="evidence",
            field=models.JSONField(blank=True, default=list, verbose_name="evidence"),
        ),
        remember_states("matching_match"),
    ]
