"""The editor's first page is headed by the name of the site, else by that of its host."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("wagtailcore", "Site").objects.filter(site_name="").update(site_name="TalentBridge")


class Migration(migrations.Migration):
    dependencies = [("cms", "0007_data_set")]

    operations = [migrations.RunPython(name, migrations.RunPython.noop)]
