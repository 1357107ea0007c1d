import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('outcomes', '0001_initial'), ('outcomes', '0002_story_goes_to_the_editors')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('matching', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evaluations', to='matching.outcome')),
                ('side', models.CharField(choices=[('host', 'host'), ('person', 'person')], max_length=10, verbose_name='side')),
                ('results', models.PositiveSmallIntegerField(choices=[(1, '1 – poor'), (2, '2 – fair'), (3, '3 – good'), (4, '4 – very good'), (5, '5 – excellent')], verbose_name='scientific results')),
                ('together', models.PositiveSmallIntegerField(choices=[(1, '1 – poor'), (2, '2 – fair'), (3, '3 – good'), (4, '4 – very good'), (5, '5 – excellent')], verbose_name='working together')),
                ('organised', models.PositiveSmallIntegerField(choices=[(1, '1 – poor'), (2, '2 – fair'), (3, '3 – good'), (4, '4 – very good'), (5, '5 – excellent')], verbose_name='preparation and organisation')),
                ('again', models.CharField(choices=[('yes', 'Yes, gladly'), ('unsure', 'Perhaps'), ('no', 'Rather not')], max_length=6, verbose_name='would do it again')),
                ('words', models.TextField(blank=True, verbose_name='in words')),
                ('language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the words')),
                ('sent_at', models.DateTimeField(verbose_name='sent')),
            ],
            options={
                'verbose_name': 'evaluation',
                'verbose_name_plural': 'evaluations',
                'ordering': ['outcome', 'side'],
                'constraints': [models.UniqueConstraint(fields=('outcome', 'side'), name='one_evaluation_per_side'), models.CheckConstraint(condition=models.Q(('side__in', ['host', 'person'])), name='evaluation_side_is_known'), models.CheckConstraint(condition=models.Q(('organised__in', [1, 2, 3, 4, 5]), ('results__in', [1, 2, 3, 4, 5]), ('together__in', [1, 2, 3, 4, 5])), name='evaluation_grades_are_known'), models.CheckConstraint(condition=models.Q(('again__in', ['yes', 'unsure', 'no'])), name='evaluation_again_is_known'), models.CheckConstraint(condition=models.Q(('words', ''), ('language__in', ['zh-hans', 'en']), _connector='OR'), name='evaluation_says_its_language')],
            },
        ),
        migrations.CreateModel(
            name='OutcomeEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(blank=True, max_length=10, verbose_name='taken by')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('reason_language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='matching.outcome')),
                ('step', models.CharField(choices=[('begin', 'The stay ended; both reports are due'), ('report', 'Report sent'), ('complete', 'Second report sent: both are in'), ('correct', 'Report corrected'), ('evaluate', 'Evaluation sent'), ('open', 'Evaluations opened'), ('remind', 'Reminder'), ('write', 'Words of the story changed; both agree anew'), ('agree', 'Agreed to the story'), ('reconsider', 'Took the agreement to the story back'), ('release', 'Agreed as well: the story goes to the editors'), ('take_back', 'Story taken back')], max_length=10, verbose_name='step')),
            ],
            options={
                'verbose_name': 'step of an outcome',
                'verbose_name_plural': 'steps of outcomes',
                'ordering': ['at', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('step__in', ['begin', 'report', 'complete', 'correct', 'evaluate', 'open', 'remind', 'write', 'agree', 'reconsider', 'release', 'take_back'])), name='outcome_step_is_known'), models.CheckConstraint(condition=models.Q(('reason', ''), ('reason_language__in', ['zh-hans', 'en']), _connector='OR'), name='outcome_step_says_its_language')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='matching.outcome')),
                ('side', models.CharField(choices=[('host', 'host'), ('person', 'person')], max_length=10, verbose_name='side')),
                ('summary', models.TextField(blank=True, verbose_name='what came of it')),
                ('plans', models.TextField(blank=True, verbose_name='what comes next')),
                ('language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the report')),
                ('follow_up', models.CharField(blank=True, choices=[('none', 'Nothing planned'), ('contact', 'We stay in touch'), ('stay', 'Another stay'), ('project', 'A joint project'), ('lasting', 'Lasting cooperation, such as a joint laboratory')], max_length=10, verbose_name='follow-up')),
                ('trainees', models.PositiveSmallIntegerField(default=0, verbose_name='people trained')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'report of a stay',
                'verbose_name_plural': 'reports of stays',
                'ordering': ['outcome', 'side'],
                'constraints': [models.UniqueConstraint(fields=('outcome', 'side'), name='one_report_per_side'), models.CheckConstraint(condition=models.Q(('side__in', ['host', 'person'])), name='report_side_is_known'), models.CheckConstraint(condition=models.Q(('follow_up__in', ['none', 'contact', 'stay', 'project', 'lasting', ''])), name='report_follow_up_is_known'), models.CheckConstraint(condition=models.Q(('trainees__lte', 999)), name='report_counts_trainees_of_one_stay'), models.CheckConstraint(condition=models.Q(models.Q(('plans', ''), ('summary', '')), ('language__in', ['zh-hans', 'en']), _connector='OR'), name='report_says_its_language')],
            },
        ),
        migrations.CreateModel(
            name='ReportedWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='works', to='outcomes.report')),
                ('kind', models.CharField(choices=[('publication', 'Publication'), ('patent', 'Patent'), ('prototype', 'Prototype'), ('dataset', 'Data set or software'), ('other', 'Something else')], max_length=12, verbose_name='kind')),
                ('title', models.CharField(blank=True, max_length=300, verbose_name='title')),
                ('doi', models.CharField(blank=True, max_length=200, verbose_name='DOI')),
                ('number', models.CharField(blank=True, max_length=200, verbose_name='number of the patent, or address')),
                ('key', models.CharField(editable=False, max_length=320)),
            ],
            options={
                'verbose_name': 'reported work',
                'verbose_name_plural': 'reported works',
                'ordering': ['report', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('report', 'kind', 'key'), name='one_work_of_each_per_report'), models.CheckConstraint(condition=models.Q(('kind__in', ['publication', 'patent', 'prototype', 'dataset', 'other'])), name='work_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('doi', ''), _negated=True), _connector='OR'), name='work_has_a_title_or_a_doi'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='work_is_told_from_others')],
            },
        ),
        migrations.CreateModel(
            name='StoryWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='story', to='matching.outcome')),
                ('side', models.CharField(choices=[('host', 'host'), ('person', 'person')], max_length=10, verbose_name='side')),
                ('text', models.TextField(verbose_name='words for the story')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'words of a story',
                'verbose_name_plural': 'words of stories',
                'ordering': ['outcome', 'side'],
                'constraints': [models.UniqueConstraint(fields=('outcome', 'side'), name='one_story_text_per_side'), models.CheckConstraint(condition=models.Q(('side__in', ['host', 'person'])), name='story_side_is_known'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='story_words_are_written'), models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='story_language_is_known')],
            },
        ),
    ]
