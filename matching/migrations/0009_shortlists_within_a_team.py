"""What a host's team says among themselves of a candidate, and who looked when."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bases', '0005_registration'),
        ('experts', '0003_profile_imports'),
        ('matching', '0008_stays_do_not_overlap'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CandidateNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name='note')),
                ('written_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('sent', models.UUIDField(editable=False, unique=True)),
            ],
            options={
                'verbose_name': 'note on a candidate',
                'verbose_name_plural': 'notes on candidates',
                'ordering': ['written_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CandidateVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vote', models.CharField(choices=[('yes', 'Yes'), ('unsure', 'Unsure'), ('no', 'No')], max_length=6, verbose_name='vote')),
                ('voted_at', models.DateTimeField(auto_now=True, verbose_name='when')),
            ],
            options={
                'verbose_name': 'vote on a candidate',
                'verbose_name_plural': 'votes on candidates',
                'ordering': ['voted_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DeclaredConflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(validators=[django.core.validators.MaxLengthValidator(500)], verbose_name='reason')),
                ('declared_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
            ],
            options={
                'verbose_name': 'declared conflict of interest',
                'verbose_name_plural': 'declared conflicts of interest',
                'ordering': ['declared_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SeenCandidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(verbose_name='since')),
            ],
            options={
                'verbose_name': 'candidate seen',
                'verbose_name_plural': 'candidates seen',
            },
        ),
        migrations.CreateModel(
            name='ShortlistLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_at', models.DateTimeField(verbose_name='last look began')),
                ('at', models.DateTimeField(verbose_name='last page of it')),
                ('before', models.DateTimeField(blank=True, null=True, verbose_name='look before that')),
            ],
            options={
                'verbose_name': 'look at a shortlist',
                'verbose_name_plural': 'looks at shortlists',
            },
        ),
        migrations.AddField(
            model_name='feedback',
            name='words',
            field=models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name='in their own words'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='words_language',
            field=models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the words'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), ('verdict', 'not_relevant'), _connector='OR'), name='only_not_relevant_has_words'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), ('words_language__in', ['zh-hans', 'en']), _connector='OR'), name='verdict_says_its_language'),
        ),
        migrations.AddField(
            model_name='candidatenote',
            name='opening',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidate_notes', to='bases.opening'),
        ),
        migrations.AddField(
            model_name='candidatenote',
            name='profile',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='experts.profile'),
        ),
        migrations.AddField(
            model_name='candidatenote',
            name='written_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
        ),
        migrations.AddField(
            model_name='candidatevote',
            name='opening',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidate_votes', to='bases.opening'),
        ),
        migrations.AddField(
            model_name='candidatevote',
            name='profile',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='experts.profile'),
        ),
        migrations.AddField(
            model_name='candidatevote',
            name='voter',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='voter'),
        ),
        migrations.AddField(
            model_name='declaredconflict',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='declared by'),
        ),
        migrations.AddField(
            model_name='declaredconflict',
            name='opening',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declared_conflicts', to='bases.opening'),
        ),
        migrations.AddField(
            model_name='declaredconflict',
            name='profile',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='experts.profile'),
        ),
        migrations.AddField(
            model_name='seencandidate',
            name='profile',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='experts.profile'),
        ),
        migrations.AddField(
            model_name='shortlistlook',
            name='opening',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looks', to='bases.opening'),
        ),
        migrations.AddField(
            model_name='shortlistlook',
            name='reader',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='seencandidate',
            name='look',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seen', to='matching.shortlistlook'),
        ),
        migrations.AddConstraint(
            model_name='candidatenote',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='note_says_something'),
        ),
        migrations.AddConstraint(
            model_name='candidatevote',
            constraint=models.UniqueConstraint(fields=('opening', 'profile', 'voter'), name='one_vote_per_member'),
        ),
        migrations.AddConstraint(
            model_name='candidatevote',
            constraint=models.CheckConstraint(condition=models.Q(('vote__in', ['yes', 'unsure', 'no'])), name='vote_is_known'),
        ),
        migrations.AddConstraint(
            model_name='declaredconflict',
            constraint=models.UniqueConstraint(fields=('opening', 'profile', 'member'), name='one_conflict_per_member'),
        ),
        migrations.AddConstraint(
            model_name='declaredconflict',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='conflict_says_why'),
        ),
        migrations.AddConstraint(
            model_name='shortlistlook',
            constraint=models.UniqueConstraint(fields=('opening', 'reader'), name='one_look_per_opening_and_reader'),
        ),
        migrations.AddConstraint(
            model_name='seencandidate',
            constraint=models.UniqueConstraint(fields=('look', 'profile'), name='a_candidate_is_seen_once_per_look'),
        ),
    ]
