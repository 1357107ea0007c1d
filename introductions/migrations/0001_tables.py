import bases.models.private_file
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('introductions', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('matching', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='IntroductionEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(blank=True, max_length=10, verbose_name='taken by')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('reason_language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('introduction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='matching.introduction')),
                ('step', models.CharField(choices=[('invite', 'Invited by the host'), ('express', 'Interest expressed'), ('forward', 'Put forward by an attaché'), ('accept', 'Accepted'), ('decline', 'Declined'), ('withdraw', 'Withdrawn'), ('remind', 'Reminded'), ('expire', 'Expired without an answer'), ('close', 'Ended: no longer possible')], max_length=10, verbose_name='step')),
            ],
            options={
                'verbose_name': 'step of an introduction',
                'verbose_name_plural': 'steps of introductions',
                'ordering': ['at', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('step__in', ['invite', 'express', 'forward', 'accept', 'decline', 'withdraw', 'remind', 'expire', 'close'])), name='introduction_step_is_known'), models.CheckConstraint(condition=models.Q(('reason', ''), ('reason_language__in', ['zh-hans', 'en']), _connector='OR'), name='introduction_step_says_its_language')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('introduction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='matching.introduction')),
                ('side', models.CharField(choices=[('host', 'host'), ('person', 'person')], max_length=6, verbose_name='written by')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name='message')),
                ('language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the message')),
                ('sent', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', ['host', 'person'])), name='message_side_is_known'), models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='message_says_its_language'), models.UniqueConstraint(fields=('introduction', 'sent'), name='one_message_per_form')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='introductions.message')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('size', models.PositiveIntegerField(verbose_name='size')),
                ('file', models.FileField(editable=False, storage=bases.models.private_file.private_storage, upload_to=bases.models.private_file.random_name)),
            ],
            options={
                'verbose_name': 'attachment',
                'verbose_name_plural': 'attachments',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['application/pdf', 'image/png', 'image/jpeg'])), name='attachment_kind_is_known')],
            },
        ),
    ]
