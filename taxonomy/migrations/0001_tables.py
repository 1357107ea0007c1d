import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
from django.conf import settings
from django.db import migrations, models

from taxonomy.triggers import remember_states



class Migration(migrations.Migration):

    replaces = [('taxonomy', '0001_initial'), ('taxonomy', '0004_term_proposals')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('name_zh', models.CharField(max_length=120, verbose_name='Chinese name')),
                ('name_en', models.CharField(max_length=120, verbose_name='English name')),
                ('slug', models.SlugField(max_length=20, primary_key=True, serialize=False)),
                ('order', models.PositiveSmallIntegerField()),
            ],
            options={
                'verbose_name': 'global challenge',
                'verbose_name_plural': 'global challenges',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='PriorityField',
            fields=[
                ('name_zh', models.CharField(max_length=120, verbose_name='Chinese name')),
                ('name_en', models.CharField(max_length=120, verbose_name='English name')),
                ('slug', models.SlugField(max_length=20, primary_key=True, serialize=False)),
                ('short_zh', models.CharField(max_length=20, verbose_name='short Chinese name')),
                ('short_en', models.CharField(max_length=30, verbose_name='short English name')),
                ('order', models.PositiveSmallIntegerField()),
            ],
            options={
                'verbose_name': 'priority field',
                'verbose_name_plural': 'priority fields',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Discipline',
            fields=[
                ('name_zh', models.CharField(max_length=120, verbose_name='Chinese name')),
                ('name_en', models.CharField(max_length=120, verbose_name='English name')),
                ('code', models.CharField(max_length=5, primary_key=True, serialize=False)),
                ('order', models.PositiveSmallIntegerField()),
                ('fields', models.ManyToManyField(blank=True, related_name='disciplines', to='taxonomy.priorityfield', verbose_name='priority fields')),
            ],
            options={
                'verbose_name': 'discipline',
                'verbose_name_plural': 'disciplines',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='MissingTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=64, unique=True)),
                ('surface', models.CharField(blank=True, max_length=60, verbose_name='word')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language')),
                ('times', models.PositiveIntegerField(default=0, verbose_name='times asked')),
                ('days', models.PositiveIntegerField(default=0, verbose_name='days on which it was asked')),
                ('last_asked', models.DateField(blank=True, null=True, verbose_name='last asked')),
                ('ignored', models.BooleanField(default=False, verbose_name='ignored')),
            ],
            options={
                'verbose_name': 'missing term',
                'verbose_name_plural': 'missing terms',
                'ordering': ['-days', '-times', 'key'],
                'constraints': [models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='missing_term_language_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('zh', models.CharField(max_length=16, verbose_name='Chinese')),
                ('en', models.CharField(max_length=120, verbose_name='English')),
                ('zh_aliases', models.JSONField(blank=True, default=list, verbose_name='other Chinese forms')),
                ('en_aliases', models.JSONField(blank=True, default=list, verbose_name='other English forms')),
                ('field', models.ForeignKey(blank=True, help_text='Leave empty for a term that every field uses.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='taxonomy.priorityfield', verbose_name='priority field')),
                ('changed', models.DateTimeField(auto_now=True, db_index=True)),
            ],
            options={
                'verbose_name': 'term',
                'verbose_name_plural': 'terms',
                'ordering': ['zh'],
                'constraints': [models.UniqueConstraint(fields=('zh',), name='one_term_per_chinese_form')],
            },
        ),
        migrations.CreateModel(
            name='TermProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('zh', models.CharField(max_length=16, verbose_name='Chinese')),
                ('en', models.CharField(max_length=120, verbose_name='English')),
                ('field', models.ForeignKey(blank=True, help_text='Leave empty for a term that every field uses.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taxonomy.priorityfield', verbose_name='priority field')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='why it is needed')),
                ('state', models.CharField(choices=[('open', 'Not decided yet'), ('accepted', 'Accepted'), ('declined', 'Declined')], default='open', max_length=10, verbose_name='state')),
                ('came_from', models.CharField(blank=True, editable=False, max_length=10)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='term_proposals', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposed')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('answer', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='taxonomy.term', verbose_name='term')),
            ],
            options={
                'verbose_name': 'proposal of a term',
                'verbose_name_plural': 'proposals of terms',
                'ordering': ['-proposed_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('came_from', ''), ('state', 'open')), models.Q(('came_from', 'open'), ('state__in', ['accepted', 'declined'])), _connector='OR'), name='term_proposal_transition_is_legal'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='declined_term_proposal_has_a_reason'), models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('zh', 'proposed_by'), name='one_open_proposal_per_term_and_person')],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('name_zh', models.CharField(max_length=120, verbose_name='Chinese name')),
                ('name_en', models.CharField(max_length=120, verbose_name='English name')),
                ('slug', models.SlugField(max_length=30, primary_key=True, serialize=False)),
                ('order', models.PositiveSmallIntegerField()),
                ('countries', django_countries.fields.CountryField(max_length=746, multiple=True, verbose_name='countries')),
            ],
            options={
                'verbose_name': 'region',
                'verbose_name_plural': 'regions',
                'ordering': ['order'],
            },
        ),
        remember_states("taxonomy_termproposal"),
    ]
