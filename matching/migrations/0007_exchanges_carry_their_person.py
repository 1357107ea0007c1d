"""The person of an exchange stands on its row, so that a database can compare stays."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, editor) -> None:
    introductions = apps.get_model("matching", "Introduction").objects.filter(pk=OuterRef("introduction_id"))
    exchanges = apps.get_model("matching", "Exchange").objects.filter(profile=None)
    exchanges.update(profile_id=Subquery(introductions.values("profile_id")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("experts", "0002_nomination_remembers_its_state"),
        ("matching", "0006_feedback"),
    ]

    operations = [
        migrations.AddField(
            model_name="exchange",
            name="profile",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exchanges",
                to="experts.profile",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
