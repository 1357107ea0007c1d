"""What a letter to a nominated person says, and when it went."""

import django.core.validators
import django_countries.fields
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

from taxonomy.triggers import remember_states


def say_their_language(apps, editor):
    apps.get_model("experts", "Nomination").objects.update(words_language=F("language"))


class Migration(migrations.Migration):

    dependencies = [
        ('bases', '0012_pictures'),
        ('experts', '0009_looks_at_profiles'),
        ('taxonomy', '0004_term_proposals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='nomination',
            name='nomination_transition_is_legal',
        ),
        migrations.AddField(
            model_name='nomination',
            name='affiliation',
            field=models.CharField(blank=True, max_length=200, verbose_name='current affiliation'),
        ),
        migrations.AddField(
            model_name='nomination',
            name='country',
            field=django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country where they work'),
        ),
        migrations.AddField(
            model_name='nomination',
            name='email_key',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='nomination',
            name='fields',
            field=models.ManyToManyField(blank=True, related_name='nominations', to='taxonomy.priorityfield', verbose_name='priority fields'),
        ),
        migrations.AddField(
            model_name='nomination',
            name='native_name',
            field=models.CharField(blank=True, max_length=150, verbose_name='name in native script'),
        ),
        migrations.AddField(
            model_name='nomination',
            name='orcid',
            field=models.CharField(blank=True, max_length=19, validators=[django.core.validators.RegexValidator('^\\d{4}-\\d{4}-\\d{4}-\\d{3}[\\dX]$', 'An ORCID iD looks like 0000-0002-1825-0097.')], verbose_name='ORCID iD'),
        ),
        migrations.AddField(
            model_name='nomination',
            name='reminded_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='reminded'),
        ),
        migrations.AddField(
            model_name='nomination',
            name='sent_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='sent'),
        ),
        migrations.AddField(
            model_name='nomination',
            name='words_language',
            field=models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of reason, evidence and relation'),
        ),
        migrations.AlterField(
            model_name='nomination',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mail address'),
        ),
        migrations.AlterField(
            model_name='nomination',
            name='language',
            field=models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the letter'),
        ),
        migrations.AlterField(
            model_name='nomination',
            name='name',
            field=models.CharField(max_length=150, verbose_name='name in Latin script'),
        ),
        migrations.AlterField(
            model_name='nomination',
            name='reason',
            field=models.TextField(blank=True, verbose_name='reason'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('came_from', ''), ('state', 'draft')), models.Q(('came_from', 'draft'), ('state__in', ['sent', 'withdrawn'])), models.Q(('came_from', 'sent'), ('state__in', ['accepted', 'blocked', 'declined', 'expired', 'withdrawn'])), models.Q(('came_from', 'declined'), ('state__in', ['blocked'])), _connector='OR'), name='nomination_transition_is_legal'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'sent'), models.Q(('email_key', ''), _negated=True)), fields=('email_key',), name='one_live_nomination_per_address'),
        ),
        migrations.RunPython(say_their_language, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('evidence', ''), ('reason', ''), ('relation', '')), ('words_language__in', ['zh-hans', 'en']), _connector='OR'), name='nomination_says_its_language'),
        ),
        remember_states("experts_nomination"),
    ]
