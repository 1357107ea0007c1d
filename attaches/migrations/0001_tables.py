import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from taxonomy.triggers import remember_states



class Migration(migrations.Migration):

    replaces = [('attaches', '0001_initial'), ('attaches', '0002_suggestions')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('accounts', '0001_tables'),
        ('bases', '0001_tables'),
        ('experts', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('giver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='handovers_given', to=settings.AUTH_USER_MODEL)),
                ('successor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='handovers_received', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', models.CharField(choices=[('done', 'Handed over'), ('undone', 'Taken back')], default='done', max_length=6, verbose_name='state')),
                ('came_from', models.CharField(blank=True, editable=False, max_length=6)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
            ],
            options={
                'verbose_name': 'handover',
                'verbose_name_plural': 'handovers',
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('came_from', ''), ('state', 'done')), models.Q(('came_from', 'done'), ('state__in', ['undone'])), _connector='OR'), name='handover_transition_is_legal'), models.CheckConstraint(condition=models.Q(('giver__isnull', True), ('successor__isnull', True), models.Q(('giver', models.F('successor')), _negated=True), _connector='OR'), name='handover_is_to_somebody_else'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), ('undone_at__isnull', True)), models.Q(('state', 'undone'), ('undone_at__isnull', False)), _connector='OR'), name='undone_handover_says_when')],
            },
        ),
        migrations.CreateModel(
            name='HandedPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('handover', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='attaches.handover')),
                ('old', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.attachepost')),
                ('new', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.attachepost')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'post handed over',
                'verbose_name_plural': 'posts handed over',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='HandedNomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('handover', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominations', to='attaches.handover')),
                ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='experts.nomination')),
            ],
            options={
                'verbose_name': 'nomination handed over',
                'verbose_name_plural': 'nominations handed over',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('handover', 'nomination'), name='a_nomination_goes_once_per_handover')],
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='bases.opening')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='experts.profile')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
            ],
            options={
                'verbose_name': 'opening that somebody was told of',
                'verbose_name_plural': 'openings that people were told of',
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('opening', 'profile'), name='one_suggestion_per_opening_and_person')],
            },
        ),
        remember_states("attaches_handover"),
    ]
