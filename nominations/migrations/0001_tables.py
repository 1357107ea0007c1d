import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('nominations', '0001_nominations')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('experts', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='NominationCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='month of the letter')),
                ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                ('channel', models.CharField(choices=[('host', 'Posted by the host'), ('intergovernmental', 'Intergovernmental cooperation'), ('ministerial', 'Coordination among ministries'), ('provincial', 'Ministry–province consultation'), ('attache', 'Recommended by an embassy')], max_length=20, verbose_name='source channel')),
                ('with_opening', models.BooleanField(verbose_name='for an opening')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Waiting for the person'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('blocked', 'Never again'), ('expired', 'Expired'), ('withdrawn', 'Withdrawn')], max_length=10, verbose_name='what became of them')),
                ('number', models.PositiveIntegerField(default=0, verbose_name='number')),
            ],
            options={
                'verbose_name': 'count of nominations',
                'verbose_name_plural': 'counts of nominations',
                'ordering': ['-month', 'country', 'channel', 'state', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('month', 'country', 'channel', 'with_opening', 'state'), name='one_count_of_nominations_each'), models.CheckConstraint(condition=models.Q(('state__in', ['declined', 'blocked', 'expired', 'withdrawn'])), name='counted_nomination_has_ended'), models.CheckConstraint(condition=models.Q(('channel__in', ['host', 'intergovernmental', 'ministerial', 'provincial', 'attache'])), name='counted_nomination_channel_is_known')],
            },
        ),
        migrations.CreateModel(
            name='NominationEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(blank=True, max_length=10, verbose_name='taken by')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('reason_language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='experts.nomination')),
                ('step', models.CharField(choices=[('send', 'Sent to the person'), ('held', 'No letter sent'), ('remind', 'Reminded'), ('accept', 'Accepted'), ('correct', 'Corrected and accepted'), ('decline', 'Declined'), ('never', 'Never again'), ('withdraw', 'Withdrawn'), ('expire', 'Ended without an answer'), ('forward', 'Put forward to the host')], max_length=10, verbose_name='step')),
            ],
            options={
                'verbose_name': 'step of a nomination',
                'verbose_name_plural': 'steps of nominations',
                'ordering': ['at', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('step__in', ['send', 'held', 'remind', 'accept', 'correct', 'decline', 'never', 'withdraw', 'expire', 'forward'])), name='nomination_step_is_known'), models.CheckConstraint(condition=models.Q(('reason', ''), ('reason_language__in', ['zh-hans', 'en']), _connector='OR'), name='nomination_step_says_its_language')],
            },
        ),
        migrations.CreateModel(
            name='NeverAgain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True, verbose_name='keyed hash')),
            ],
            options={
                'verbose_name': 'never again',
                'verbose_name_plural': 'never again',
            },
        ),
    ]
