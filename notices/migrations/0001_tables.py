import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notices', '0001_initial'), ('notices', '0002_wishes_and_openings')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('topic', models.CharField(choices=[('openings', 'My institution, bases and openings'), ('nominations', 'Recommendations'), ('introductions', 'Introductions'), ('messages', 'Messages'), ('exchanges', 'Stays'), ('outcomes', 'Reports and stories'), ('reminders', 'Reminders of deadlines'), ('privacy', 'My data and my account')], max_length=14, verbose_name='topic')),
                ('title_en', models.CharField(max_length=300, verbose_name='title in English')),
                ('title_zh', models.CharField(max_length=300, verbose_name='title in Chinese')),
                ('address', models.CharField(max_length=300, verbose_name='where it leads')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                ('posting', models.CharField(choices=[('at_once', 'At once'), ('digest', 'Once a day, together'), ('never', 'Not by mail; only here')], default='at_once', max_length=8, verbose_name='letter')),
                ('posted_at', models.DateTimeField(blank=True, null=True, verbose_name='posted')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['user', 'read_at'], name='notices_unread')],
                'constraints': [models.CheckConstraint(condition=models.Q(('topic__in', ['openings', 'nominations', 'introductions', 'messages', 'exchanges', 'outcomes', 'reminders', 'privacy'])), name='notice_topic_is_known'), models.CheckConstraint(condition=models.Q(('posting__in', ['at_once', 'digest', 'never'])), name='notice_posting_is_known'), models.CheckConstraint(condition=models.Q(('address__startswith', '/')), name='notice_leads_to_a_page_of_ours')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_preferences', to=settings.AUTH_USER_MODEL)),
                ('topic', models.CharField(choices=[('openings', 'My institution, bases and openings'), ('nominations', 'Recommendations'), ('introductions', 'Introductions'), ('messages', 'Messages'), ('exchanges', 'Stays'), ('outcomes', 'Reports and stories'), ('reminders', 'Reminders of deadlines'), ('privacy', 'My data and my account')], max_length=14, verbose_name='topic')),
                ('posting', models.CharField(choices=[('at_once', 'At once'), ('digest', 'Once a day, together'), ('never', 'Not by mail; only here')], max_length=8, verbose_name='letters')),
            ],
            options={
                'verbose_name': 'wish for letters',
                'verbose_name_plural': 'wishes for letters',
                'ordering': ['user_id', 'topic'],
                'constraints': [models.UniqueConstraint(fields=('user', 'topic'), name='one_wish_per_person_and_topic'), models.CheckConstraint(condition=models.Q(('topic__in', ['openings', 'nominations', 'introductions', 'messages', 'exchanges', 'outcomes', 'reminders', 'privacy'])), name='wish_topic_is_known'), models.CheckConstraint(condition=models.Q(('posting__in', ['at_once', 'digest', 'never'])), name='wish_posting_is_known')],
            },
        ),
    ]
