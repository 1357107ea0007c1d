"""Agreements, signatures, letters, plans and timelines of stays."""

import django.db.models.deletion
import django.utils.timezone
import exchanges.models.feed
import exchanges.models.letter
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('matching', '0014_outcomes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgreementVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('state', models.CharField(choices=[('proposed', 'Waiting for signatures'), ('in_force', 'In force'), ('replaced', 'Replaced by a later version'), ('dropped', 'Dropped')], default='proposed', max_length=8, verbose_name='state')),
                ('starts_on', models.DateField(verbose_name='starts')),
                ('ends_on', models.DateField(verbose_name='ends')),
                ('duties', models.TextField(verbose_name='duties')),
                ('pay', models.TextField(verbose_name='pay')),
                ('ip', models.TextField(verbose_name='intellectual property')),
                ('disclosure', models.TextField(blank=True, verbose_name='disclosure to the home institution')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the terms')),
                ('text', models.TextField(verbose_name='text')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('side', models.CharField(choices=[('host', 'host'), ('person', 'person')], max_length=6, verbose_name='proposed by')),
                ('reason', models.TextField(blank=True, verbose_name='reason of the change')),
                ('reason_language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='matching.exchange')),
            ],
            options={
                'verbose_name': 'version of an agreement',
                'verbose_name_plural': 'versions of agreements',
                'ordering': ['exchange_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='CalendarAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nonce', models.CharField(default=exchanges.models.feed.new_nonce, max_length=32)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_address', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'address of a private calendar',
                'verbose_name_plural': 'addresses of private calendars',
            },
        ),
        migrations.CreateModel(
            name='ChecklistItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(choices=[('papers', 'Send the papers that the visa application needs'), ('work_permit', 'Apply for the notice of the work permit'), ('passport', 'Passport valid for six months beyond the stay'), ('leave', 'Leave granted by the home institution'), ('visa', 'Visa for the purpose and the length of the stay'), ('insurance', 'Insurance for illness and accident, from the day of travel on'), ('team_list', 'Names and papers of everybody in the team sent to the host'), ('housing', 'A place to live'), ('travel', 'Journey booked, and the host told when to expect it'), ('contact', 'Somebody named who looks after the first days; desk and accounts ready'), ('timetable', 'Timetable of the training sent'), ('beam_time', 'Time at the facility booked'), ('safety', 'Safety training'), ('residence', 'Place of residence registered within 24 hours'), ('bank', 'Bank account opened and pay set up')], max_length=12, verbose_name='item')),
                ('side', models.CharField(choices=[('host', 'host'), ('person', 'person')], max_length=6, verbose_name='done by')),
                ('days', models.SmallIntegerField(verbose_name='days from arrival')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checklist', to='matching.exchange')),
            ],
            options={
                'verbose_name': 'item of a checklist',
                'verbose_name_plural': 'items of checklists',
                'ordering': ['exchange_id', 'days', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ExchangeEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(blank=True, max_length=10, verbose_name='taken by')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('reason_language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('step', models.CharField(choices=[('plan', 'Both sides accepted; the stay can be agreed'), ('propose', 'Terms proposed'), ('sign', 'Signed'), ('agree', 'Agreed, signed by both sides'), ('amend', 'Change of the agreement proposed'), ('drop', 'Proposed change dropped'), ('alter', 'Change signed by both sides'), ('extend', 'Longer stay signed by both sides'), ('disclose', 'Home institution told'), ('begin', 'Arrived; the stay is under way'), ('midterm', 'Mid-term note'), ('interrupt', 'Interrupted'), ('resume', 'Resumed'), ('complete', 'Completed'), ('end_early', 'Ended early'), ('cancel', 'Cancelled')], max_length=10, verbose_name='step')),
                ('day', models.DateField(blank=True, null=True, verbose_name='day')),
                ('version', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='version of the agreement')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='matching.exchange')),
            ],
            options={
                'verbose_name': 'step of an exchange',
                'verbose_name_plural': 'steps of exchanges',
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IssuedLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('invitation', 'Letter of invitation'), ('confirmation', 'Confirmation of arrival'), ('certificate', 'Certificate of the stay')], max_length=12, verbose_name='kind')),
                ('code', models.CharField(default=exchanges.models.letter.new_code, max_length=20, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=150, verbose_name='name in Latin script')),
                ('native_name', models.CharField(blank=True, max_length=150, verbose_name='name in native script')),
                ('facts', models.JSONField(default=dict, verbose_name='what it says')),
                ('issued_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='issued')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='no longer valid since')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='matching.exchange')),
            ],
            options={
                'verbose_name': 'issued letter',
                'verbose_name_plural': 'issued letters',
                'ordering': ['issued_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language')),
                ('due_on', models.DateField(verbose_name='due')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='reached')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='matching.exchange')),
            ],
            options={
                'verbose_name': 'milestone',
                'verbose_name_plural': 'milestones',
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('propose', 'Propose dates and terms'), ('sign', 'Read the agreement and sign it'), ('disclose', 'Tell your home institution of the stay'), ('check', 'Tick off what has to be done before and at arrival'), ('begin', 'Confirm the arrival'), ('midterm', 'Write the mid-term note'), ('milestone', 'Reach the next milestone'), ('resume', 'Resume the stay, or end it early'), ('complete', 'Complete the stay')], max_length=10, verbose_name='of what')),
                ('side', models.CharField(choices=[('host', 'host'), ('person', 'person')], max_length=6, verbose_name='side')),
                ('due_on', models.DateField(verbose_name='due')),
                ('stage', models.CharField(choices=[('soon', 'Before the day'), ('late', 'After the day')], max_length=4, verbose_name='when')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='sent')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='matching.exchange')),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('host', 'host'), ('person', 'person')], max_length=6, verbose_name='side')),
                ('name', models.CharField(max_length=120, verbose_name='name as typed')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the text that was shown')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('void_at', models.DateTimeField(blank=True, null=True, verbose_name='void since')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='exchanges.agreementversion')),
            ],
            options={
                'verbose_name': 'signature',
                'verbose_name_plural': 'signatures',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.UniqueConstraint(fields=('exchange', 'number'), name='agreement_version_is_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('exchange',), name='one_version_waits'),
        ),
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('exchange',), name='one_version_in_force'),
        ),
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'in_force', 'replaced', 'dropped'])), name='agreement_version_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='agreement_says_its_language'),
        ),
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['host', 'person'])), name='agreement_side_is_known'),
        ),
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='agreement_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), ('reason_language__in', ['zh-hans', 'en']), _connector='OR'), name='agreement_reason_says_its_language'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.UniqueConstraint(fields=('exchange', 'item'), name='checklist_item_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.CheckConstraint(condition=models.Q(('item__in', ['papers', 'work_permit', 'passport', 'leave', 'visa', 'insurance', 'team_list', 'housing', 'travel', 'contact', 'timetable', 'beam_time', 'safety', 'residence', 'bank'])), name='checklist_item_is_known'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['host', 'person'])), name='checklist_side_is_known'),
        ),
        migrations.AddConstraint(
            model_name='exchangeevent',
            constraint=models.CheckConstraint(condition=models.Q(('step__in', ['plan', 'propose', 'sign', 'agree', 'amend', 'drop', 'alter', 'extend', 'disclose', 'begin', 'midterm', 'interrupt', 'resume', 'complete', 'end_early', 'cancel'])), name='exchange_step_is_known'),
        ),
        migrations.AddConstraint(
            model_name='exchangeevent',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), ('reason_language__in', ['zh-hans', 'en']), _connector='OR'), name='exchange_step_says_its_language'),
        ),
        migrations.AddConstraint(
            model_name='issuedletter',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['invitation', 'confirmation', 'certificate'])), name='letter_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='issuedletter',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('exchange', 'kind'), name='one_valid_letter'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='milestone_says_its_language'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('exchange', 'kind', 'side', 'due_on', 'stage'), name='reminded_once'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['propose', 'sign', 'disclose', 'check', 'begin', 'midterm', 'milestone', 'resume', 'complete'])), name='reminder_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['host', 'person'])), name='reminder_side_is_known'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['soon', 'late'])), name='reminder_stage_is_known'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('version', 'side'), name='one_signature_per_side'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['host', 'person'])), name='signature_side_is_known'),
        ),
    ]
