"""What sides report stands in tables of its own; no page has ever written the columns that go."""

import django.utils.timezone
import matching.models.outcome
from django.db import migrations, models

from taxonomy.triggers import remember_states


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0011_merging'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='outcome',
            name='host_report_says_its_language',
        ),
        migrations.RemoveConstraint(
            model_name='outcome',
            name='person_report_says_its_language',
        ),
        migrations.RemoveField(
            model_name='outcome',
            name='host_report',
        ),
        migrations.RemoveField(
            model_name='outcome',
            name='host_report_language',
        ),
        migrations.RemoveField(
            model_name='outcome',
            name='person_report',
        ),
        migrations.RemoveField(
            model_name='outcome',
            name='person_report_language',
        ),
        migrations.AddField(
            model_name='outcome',
            name='created_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name='outcome',
            name='due_on',
            field=models.DateField(default=matching.models.outcome.due_by_default, verbose_name='reports due'),
        ),
        remember_states("matching_outcome"),
    ]
