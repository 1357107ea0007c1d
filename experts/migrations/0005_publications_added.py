"""When a publication was entered; of those that stand already, when their profile was begun."""

from __future__ import annotations

import django.utils.timezone
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def date_what_stands(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    begun = apps.get_model("experts", "Profile").objects.filter(pk=OuterRef("profile")).values("created_at")
    apps.get_model("experts", "Publication").objects.update(added_at=Subquery(begun))


class Migration(migrations.Migration):
    dependencies = [("experts", "0004_profiles_are_confirmed")]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="added_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="added"
            ),
        ),
        migrations.RunPython(date_what_stands, migrations.RunPython.noop),
    ]
