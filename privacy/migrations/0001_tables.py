import django.db.models.deletion
import django.utils.timezone
import privacy.models.data_export
from django.conf import settings
from django.db import migrations, models

from taxonomy.triggers import remember_states



class Migration(migrations.Migration):

    replaces = [('privacy', '0001_initial'), ('privacy', '0002_names_left')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('bases', '0001_tables'),
        ('experts', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='data_exports', to=settings.AUTH_USER_MODEL)),
                ('state', models.CharField(choices=[('waiting', 'Waiting to be made'), ('working', 'Being made'), ('ready', 'Ready'), ('failed', 'Could not be made')], default='waiting', max_length=10, verbose_name='state')),
                ('done', models.PositiveIntegerField(default=0)),
                ('goal', models.PositiveIntegerField(default=0)),
                ('file', models.FileField(blank=True, editable=False, storage=privacy.models.data_export.private_storage, upload_to=privacy.models.data_export.random_name)),
                ('size', models.PositiveBigIntegerField(default=0, verbose_name='size')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('ready_at', models.DateTimeField(blank=True, null=True, verbose_name='ready')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='expires')),
            ],
            options={
                'verbose_name': "export of somebody's data",
                'verbose_name_plural': "exports of somebody's data",
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'working', 'ready', 'failed'])), name='data_export_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(models.Q(('file', ''), _negated=True), ('expires_at__isnull', False)), _connector='OR'), name='ready_data_export_has_a_file_that_ends'), models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'working'])), fields=('user',), name='one_unfinished_data_export_each')],
            },
        ),
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('access', 'Access: what is stored about me, and a copy'), ('correction', 'Correction of something wrong'), ('erasure', 'Erasure'), ('objection', 'Objection to how my data are used'), ('restriction', 'Restriction: store, but do not use'), ('complaint', 'A complaint')], max_length=12, verbose_name='what is asked for')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='data_requests', to=settings.AUTH_USER_MODEL)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language')),
                ('text', models.TextField(blank=True, max_length=4000, verbose_name='what it is about')),
                ('text_language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the text')),
                ('state', models.CharField(choices=[('unconfirmed', 'The e-mail address is not confirmed yet'), ('open', 'Waiting for an officer'), ('taken', 'An officer works on it'), ('asked', 'Waiting for an answer of the person'), ('answered', 'Answered'), ('refused', 'Refused'), ('withdrawn', 'Taken back')], default='unconfirmed', max_length=12, verbose_name='state')),
                ('came_from', models.CharField(blank=True, editable=False, max_length=12)),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='answer due')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
            ],
            options={
                'verbose_name': "request about somebody's data",
                'verbose_name_plural': "requests about somebody's data",
                'ordering': ['due_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['access', 'correction', 'erasure', 'objection', 'restriction', 'complaint'])), name='data_request_kind_is_known'), models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='data_request_language_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('came_from', ''), ('state', 'unconfirmed')), models.Q(('came_from', 'unconfirmed'), ('state__in', ['open'])), models.Q(('came_from', 'open'), ('state__in', ['taken', 'withdrawn'])), models.Q(('came_from', 'taken'), ('state__in', ['answered', 'asked', 'refused', 'withdrawn'])), models.Q(('came_from', 'asked'), ('state__in', ['taken', 'withdrawn'])), _connector='OR'), name='data_request_transition_is_legal'), models.CheckConstraint(condition=models.Q(('text', ''), ('text_language__in', ['zh-hans', 'en']), _connector='OR'), name='data_request_text_says_its_language'), models.CheckConstraint(condition=models.Q(('state', 'unconfirmed'), ('due_at__isnull', False), _connector='OR'), name='confirmed_data_request_has_a_deadline')],
            },
        ),
        migrations.CreateModel(
            name='DataRequestEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(blank=True, max_length=10, verbose_name='taken by')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('reason_language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='privacy.datarequest')),
                ('step', models.CharField(choices=[('confirm', 'Address confirmed'), ('take', 'Taken on by an officer'), ('ask', 'Question to the person'), ('reply', 'Answer of the person'), ('extend', 'Deadline extended'), ('answer', 'Answered'), ('refuse', 'Refused'), ('withdraw', 'Taken back'), ('remind', 'Officers reminded')], max_length=10, verbose_name='step')),
            ],
            options={
                'verbose_name': 'step of a request about data',
                'verbose_name_plural': 'steps of requests about data',
                'ordering': ['at', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('step__in', ['confirm', 'take', 'ask', 'reply', 'extend', 'answer', 'refuse', 'withdraw', 'remind'])), name='data_request_step_is_known'), models.CheckConstraint(condition=models.Q(('reason', ''), ('reason_language__in', ['zh-hans', 'en']), _connector='OR'), name='data_request_step_says_its_language')],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='erasures', to=settings.AUTH_USER_MODEL)),
                ('state', models.CharField(choices=[('waiting', 'Will be erased'), ('cancelled', 'Called off'), ('erased', 'Erased')], default='waiting', max_length=10, verbose_name='state')),
                ('came_from', models.CharField(blank=True, editable=False, max_length=10)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='told what has to end first')),
                ('figures', models.JSONField(blank=True, default=dict, verbose_name='rows by kind')),
            ],
            options={
                'verbose_name': 'erasure',
                'verbose_name_plural': 'erasures',
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('came_from', ''), ('state', 'waiting')), models.Q(('came_from', 'waiting'), ('state__in', ['cancelled', 'erased'])), _connector='OR'), name='erasure_transition_is_legal'), models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('asked_at'))), name='erasure_gives_time'), models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('ended_at__isnull', False), _connector='OR'), name='ended_erasure_says_when'), models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('user',), name='one_waiting_erasure_each')],
            },
        ),
        migrations.CreateModel(
            name='HandReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hand_reviews', to='experts.profile')),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hand_reviews', to='bases.opening')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('fits', models.BooleanField(verbose_name='fits')),
                ('words', models.TextField(max_length=2000, verbose_name='why')),
                ('words_language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
            ],
            options={
                'verbose_name': 'review by hand',
                'verbose_name_plural': 'reviews by hand',
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('profile', 'opening'), name='one_hand_review_per_pair'), models.CheckConstraint(condition=models.Q(('words', ''), ('words_language__in', ['zh-hans', 'en']), _connector='OR'), name='hand_review_says_its_language')],
            },
        ),
        migrations.CreateModel(
            name='NameLeft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=63, verbose_name='table')),
                ('column', models.CharField(max_length=63, verbose_name='column')),
                ('key_column', models.CharField(max_length=63)),
                ('key', models.CharField(max_length=64, verbose_name='number of the row')),
                ('spans', models.JSONField(default=list, verbose_name='where in the text')),
                ('seal', models.CharField(max_length=64)),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='found')),
                ('verdict', models.CharField(blank=True, choices=[('taken_out', 'Taken out'), ('stays', 'Stays: it means somebody or something else')], max_length=10, verbose_name='decision')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
            ],
            options={
                'verbose_name': 'name that was left in a text',
                'verbose_name_plural': 'names that were left in texts',
                'ordering': ['found_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['', 'taken_out', 'stays'])), name='name_left_verdict_is_known'), models.CheckConstraint(condition=models.Q(('verdict', ''), ('decided_at__isnull', False), _connector='OR'), name='decided_name_left_says_when')],
            },
        ),
        migrations.CreateModel(
            name='RetentionRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('dry', models.BooleanField(default=False, verbose_name='only counted')),
                ('figures', models.JSONField(default=dict, verbose_name='rows by rule')),
            ],
            options={
                'verbose_name': 'run of the rules of retention',
                'verbose_name_plural': 'runs of the rules of retention',
                'ordering': ['-at', '-pk'],
            },
        ),
        remember_states("privacy_erasure", "privacy_datarequest"),
    ]
