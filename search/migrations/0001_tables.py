import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('search', '0001_initial'), ('search', '0002_jobs_are_set_aside')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='IndexJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('profile', 'Profile'), ('opening', 'Opening'), ('base', 'Base')], max_length=10, verbose_name='kind')),
                ('object_id', models.PositiveBigIntegerField(verbose_name='number of the object')),
                ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='created')),
                ('not_before', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='not before')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='attempts that failed through itself')),
                ('outages', models.PositiveIntegerField(default=0, verbose_name='attempts that an outage ended')),
                ('fault', models.CharField(blank=True, choices=[('encoder', 'no vector'), ('refused', 'document refused'), ('time', 'time limit'), ('crash', 'process ended'), ('mistake', 'unexpected error')], max_length=10, verbose_name='fault')),
                ('last_error', models.TextField(blank=True, verbose_name='last error')),
                ('tried_with', models.PositiveIntegerField(default=0, verbose_name='subjects that are being tried together with it')),
                ('set_aside_at', models.DateTimeField(blank=True, null=True, verbose_name='set aside')),
            ],
            options={
                'verbose_name': 'index job',
                'verbose_name_plural': 'index jobs',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['kind', 'object_id'], name='index_jobs_by_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['profile', 'opening', 'base'])), name='index_job_kind_is_known'), models.CheckConstraint(condition=models.Q(('fault', ''), ('fault__in', ['encoder', 'refused', 'time', 'crash', 'mistake']), _connector='OR'), name='index_job_fault_is_known')],
            },
        ),
        migrations.CreateModel(
            name='CachedVector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('encoder', models.CharField(max_length=200, verbose_name='encoder')),
                ('text_hash', models.CharField(max_length=64, verbose_name='sha256 of the text')),
                ('vector', models.BinaryField(verbose_name='vector')),
            ],
            options={
                'verbose_name': 'cached vector',
                'verbose_name_plural': 'cached vectors',
                'constraints': [models.UniqueConstraint(fields=('encoder', 'text_hash'), name='one_vector_per_encoder_and_text')],
            },
        ),
    ]
