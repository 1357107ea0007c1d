"""A deadline by law does not wait for whoever was asked something."""

from django.conf import settings
from django.db import migrations, models

from taxonomy.triggers import remember_states


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0002_names_left'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='datarequest',
            name='data_request_transition_is_legal',
        ),
        migrations.AddConstraint(
            model_name='datarequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('came_from', ''), ('state', 'unconfirmed')), models.Q(('came_from', 'unconfirmed'), ('state__in', ['open'])), models.Q(('came_from', 'open'), ('state__in', ['taken', 'withdrawn'])), models.Q(('came_from', 'taken'), ('state__in', ['answered', 'asked', 'refused', 'withdrawn'])), models.Q(('came_from', 'asked'), ('state__in', ['answered', 'refused', 'taken', 'withdrawn'])), _connector='OR'), name='data_request_transition_is_legal'),
        ),
        remember_states("privacy_datarequest"),
    ]
