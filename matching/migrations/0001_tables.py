import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import matching.models.follow
import matching.models.outcome
from django.conf import settings
from django.db import migrations, models

from matching.triggers import keep_stays_apart
from taxonomy.triggers import remember_states



class Migration(migrations.Migration):

    replaces = [('matching', '0001_initial'), ('matching', '0002_steps_are_remembered'), ('matching', '0003_what_a_match_found'), ('matching', '0005_profiles_set_apart'), ('matching', '0006_feedback'), ('matching', '0007_exchanges_carry_their_person'), ('matching', '0008_stays_do_not_overlap'), ('matching', '0009_shortlists_within_a_team'), ('matching', '0010_following'), ('matching', '0011_merging'), ('matching', '0014_outcomes')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('bases', '0001_tables'),
        ('experts', '0001_tables'),
        ('taxonomy', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeclaredConflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declared_conflicts', to='bases.opening')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='experts.profile')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='declared by')),
                ('reason', models.TextField(validators=[django.core.validators.MaxLengthValidator(500)], verbose_name='reason')),
                ('declared_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
            ],
            options={
                'verbose_name': 'declared conflict of interest',
                'verbose_name_plural': 'declared conflicts of interest',
                'ordering': ['declared_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('opening', 'profile', 'member'), name='one_conflict_per_member'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='conflict_says_why')],
            },
        ),
        migrations.CreateModel(
            name='SetApart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='experts.profile', verbose_name='profile')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='experts.profile', verbose_name='other profile')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='actor')),
                ('decided_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
            ],
            options={
                'verbose_name': 'pair set apart',
                'verbose_name_plural': 'pairs set apart',
                'ordering': ['-decided_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='pair_apart_has_one_order'), models.UniqueConstraint(fields=('first', 'second'), name='one_decision_per_pair')],
            },
        ),
        migrations.CreateModel(
            name='Match',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='bases.opening')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='experts.profile')),
                ('rank', models.PositiveIntegerField(verbose_name='rank')),
                ('total', models.FloatField(verbose_name='score')),
                ('parts', models.JSONField(verbose_name='parts of the score')),
                ('eligible', models.BooleanField(default=True, verbose_name='eligible')),
                ('reasons', models.JSONField(blank=True, default=list, verbose_name='reasons')),
                ('strength', models.CharField(blank=True, max_length=8, verbose_name='strength')),
                ('affinity', models.FloatField(blank=True, null=True, verbose_name='raw affinity')),
                ('evidence', models.JSONField(blank=True, default=list, verbose_name='evidence')),
                ('engine', models.CharField(max_length=60, verbose_name='engine version')),
                ('computed_at', models.DateTimeField(verbose_name='computed')),
                ('state', models.CharField(choices=[('proposed', 'Proposed by the engine'), ('shortlisted', 'On the shortlist'), ('dismissed', 'Not suitable'), ('introduced', 'Introduced')], default='proposed', max_length=12, verbose_name='state')),
                ('came_from', models.CharField(blank=True, editable=False, max_length=12)),
            ],
            options={
                'verbose_name': 'match',
                'verbose_name_plural': 'matches',
                'ordering': ['opening_id', 'rank', 'profile_id'],
                'constraints': [models.UniqueConstraint(fields=('opening', 'profile'), name='one_match_per_opening_and_profile'), models.CheckConstraint(condition=models.Q(('rank__gte', 1)), name='match_ranks_from_one'), models.CheckConstraint(condition=models.Q(('total__gte', 0), ('total__lte', 1)), name='match_total_is_a_share'), models.CheckConstraint(condition=models.Q(models.Q(('came_from', ''), ('state', 'proposed')), models.Q(('came_from', 'proposed'), ('state__in', ['dismissed', 'introduced', 'shortlisted'])), models.Q(('came_from', 'shortlisted'), ('state__in', ['dismissed', 'introduced', 'proposed'])), models.Q(('came_from', 'dismissed'), ('state__in', ['proposed', 'shortlisted'])), _connector='OR'), name='match_transition_is_legal')],
            },
        ),
        migrations.CreateModel(
            name='Introduction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='introductions', to='bases.opening')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='introductions', to='experts.profile')),
                ('match', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='introductions', to='matching.match')),
                ('nomination', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='introductions', to='experts.nomination')),
                ('initiator', models.CharField(choices=[('host', 'Invited by the host'), ('person', 'Interest expressed by the person'), ('attache', 'Put forward by an attaché')], max_length=10, verbose_name='begun by')),
                ('state', models.CharField(choices=[('offered', 'Waiting for an answer'), ('accepted', 'Both sides accepted'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('expired', 'Expired')], default='offered', max_length=10, verbose_name='state')),
                ('came_from', models.CharField(blank=True, editable=False, max_length=10)),
                ('host_accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted by the host')),
                ('person_accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted by the person')),
                ('answer_due', models.DateTimeField(blank=True, null=True, verbose_name='answer due')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('reason_language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the reason')),
                ('explanation', models.JSONField(blank=True, default=dict, verbose_name='explanation of the rank at that moment')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'introduction',
                'verbose_name_plural': 'introductions',
                'ordering': ['-created_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('came_from', ''), ('state', 'offered')), models.Q(('came_from', 'offered'), ('state__in', ['accepted', 'declined', 'expired', 'withdrawn'])), models.Q(('came_from', 'accepted'), ('state__in', ['withdrawn'])), _connector='OR'), name='introduction_transition_is_legal'), models.CheckConstraint(condition=models.Q(('initiator__in', ['host', 'person', 'attache'])), name='introduction_initiator_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(('host_accepted_at__isnull', False), ('person_accepted_at__isnull', False)), _connector='OR'), name='introduction_needs_both_sides'), models.CheckConstraint(condition=models.Q(('reason', ''), ('reason_language__in', ['zh-hans', 'en']), _connector='OR'), name='introduction_reason_says_its_language'), models.UniqueConstraint(condition=models.Q(('state__in', ['offered', 'accepted'])), fields=('opening', 'profile'), name='one_live_introduction_per_pair')],
            },
        ),
        migrations.CreateModel(
            name='Exchange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('introduction', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='exchange', to='matching.introduction')),
                ('profile', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='exchanges', to='experts.profile')),
                ('state', models.CharField(choices=[('planned', 'Being agreed'), ('agreed', 'Agreed'), ('under_way', 'Under way'), ('interrupted', 'Interrupted'), ('completed', 'Completed'), ('ended_early', 'Ended early'), ('cancelled', 'Cancelled')], default='planned', max_length=12, verbose_name='state')),
                ('came_from', models.CharField(blank=True, editable=False, max_length=12)),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='starts')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends')),
                ('duties', models.TextField(blank=True, verbose_name='duties')),
                ('pay', models.TextField(blank=True, verbose_name='pay')),
                ('ip', models.TextField(blank=True, verbose_name='intellectual property')),
                ('terms_language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the terms')),
                ('host_signed_at', models.DateTimeField(blank=True, null=True, verbose_name='signed by the host')),
                ('person_signed_at', models.DateTimeField(blank=True, null=True, verbose_name='signed by the person')),
                ('home_disclosed_at', models.DateTimeField(blank=True, null=True, verbose_name='home institution told')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('reason_language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the reason')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'exchange',
                'verbose_name_plural': 'exchanges',
                'ordering': ['-created_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('came_from', ''), ('state', 'planned')), models.Q(('came_from', 'planned'), ('state__in', ['agreed', 'cancelled'])), models.Q(('came_from', 'agreed'), ('state__in', ['cancelled', 'under_way'])), models.Q(('came_from', 'under_way'), ('state__in', ['completed', 'ended_early', 'interrupted'])), models.Q(('came_from', 'interrupted'), ('state__in', ['ended_early', 'under_way'])), _connector='OR'), name='exchange_transition_is_legal'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), models.Q(('ends_on__gte', models.F('starts_on')), ('starts_on__isnull', False)), _connector='OR'), name='exchange_ends_after_start'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'cancelled']), models.Q(('ends_on__isnull', False), ('host_signed_at__isnull', False), ('person_signed_at__isnull', False), ('starts_on__isnull', False)), _connector='OR'), name='agreed_exchange_is_signed_and_dated'), models.CheckConstraint(condition=models.Q(models.Q(('duties', ''), ('ip', ''), ('pay', '')), ('terms_language__in', ['zh-hans', 'en']), _connector='OR'), name='exchange_terms_say_their_language'), models.CheckConstraint(condition=models.Q(('reason', ''), ('reason_language__in', ['zh-hans', 'en']), _connector='OR'), name='exchange_reason_says_its_language')],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='bases.opening')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='experts.profile')),
                ('side', models.CharField(choices=[('host', 'host'), ('person', 'person')], max_length=6, verbose_name='said by')),
                ('verdict', models.CharField(choices=[('relevant', 'Fits'), ('not_relevant', 'Not relevant')], max_length=12, verbose_name='verdict')),
                ('reason', models.CharField(blank=True, choices=[('subject', 'The subject is another'), ('level', 'Level or career stage'), ('dates', 'Dates or length of stay'), ('place', 'Place'), ('language', 'Language'), ('other', 'Another reason')], max_length=8, verbose_name='reason')),
                ('words', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name='in their own words')),
                ('words_language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the words')),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='actor')),
                ('given_at', models.DateTimeField(auto_now=True, verbose_name='when')),
            ],
            options={
                'verbose_name': 'verdict on a pair',
                'verbose_name_plural': 'verdicts on pairs',
                'ordering': ['-given_at', '-id'],
                'constraints': [models.UniqueConstraint(fields=('opening', 'profile', 'side'), name='one_verdict_per_pair_and_side'), models.CheckConstraint(condition=models.Q(('side__in', ['host', 'person'])), name='feedback_side_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('verdict', 'relevant')), models.Q(('reason__in', ['subject', 'level', 'dates', 'place', 'language', 'other']), ('verdict', 'not_relevant')), _connector='OR'), name='only_not_relevant_has_a_reason'), models.CheckConstraint(condition=models.Q(('words', ''), ('verdict', 'not_relevant'), _connector='OR'), name='only_not_relevant_has_words'), models.CheckConstraint(condition=models.Q(('words', ''), ('words_language__in', ['zh-hans', 'en']), _connector='OR'), name='verdict_says_its_language')],
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to=settings.AUTH_USER_MODEL)),
                ('field', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='taxonomy.priorityfield')),
                ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                ('base', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='bases.base')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='experts.profile')),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'followed',
                'verbose_name_plural': 'followed',
                'ordering': ['-since', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(models.Q(('field__isnull', True), _negated=True), ('country', ''), ('base__isnull', True), ('person__isnull', True)), models.Q(models.Q(('country', ''), _negated=True), ('field__isnull', True), ('base__isnull', True), ('person__isnull', True)), models.Q(models.Q(('base__isnull', True), _negated=True), ('field__isnull', True), ('country', ''), ('person__isnull', True)), models.Q(models.Q(('person__isnull', True), _negated=True), ('field__isnull', True), ('country', ''), ('base__isnull', True)), _connector='OR'), name='one_thing_is_followed'), models.UniqueConstraint(fields=('user', 'field'), name='field_followed_once'), models.UniqueConstraint(condition=models.Q(('country', ''), _negated=True), fields=('user', 'country'), name='country_followed_once'), models.UniqueConstraint(fields=('user', 'base'), name='base_followed_once'), models.UniqueConstraint(fields=('user', 'person'), name='person_followed_once')],
            },
        ),
        migrations.CreateModel(
            name='FeedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feed_address', to=settings.AUTH_USER_MODEL)),
                ('nonce', models.CharField(default=matching.models.follow._new_nonce, max_length=32)),
            ],
            options={
                'verbose_name': 'address of a private feed',
                'verbose_name_plural': 'addresses of private feeds',
            },
        ),
        migrations.CreateModel(
            name='ShortlistLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looks', to='bases.opening')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('began_at', models.DateTimeField(verbose_name='last look began')),
                ('at', models.DateTimeField(verbose_name='last page of it')),
                ('before', models.DateTimeField(blank=True, null=True, verbose_name='look before that')),
            ],
            options={
                'verbose_name': 'look at a shortlist',
                'verbose_name_plural': 'looks at shortlists',
                'constraints': [models.UniqueConstraint(fields=('opening', 'reader'), name='one_look_per_opening_and_reader')],
            },
        ),
        migrations.CreateModel(
            name='SeenCandidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('look', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seen', to='matching.shortlistlook')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='experts.profile')),
                ('since', models.DateTimeField(verbose_name='since')),
            ],
            options={
                'verbose_name': 'candidate seen',
                'verbose_name_plural': 'candidates seen',
                'constraints': [models.UniqueConstraint(fields=('look', 'profile'), name='a_candidate_is_seen_once_per_look')],
            },
        ),
        migrations.CreateModel(
            name='MergeRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='experts.profile', verbose_name='profile')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='experts.profile', verbose_name='other profile')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('first_agreed_at', models.DateTimeField(blank=True, null=True)),
                ('second_agreed_at', models.DateTimeField(blank=True, null=True)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('kept', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='experts.profile')),
            ],
            options={
                'verbose_name': "question whether two profiles are one person's",
                'verbose_name_plural': "questions whether two profiles are one person's",
                'ordering': ['-asked_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='merge_has_one_order'), models.UniqueConstraint(condition=models.Q(('declined_at__isnull', True), ('taken_at__isnull', True)), fields=('first', 'second'), name='one_open_merge_per_pair'), models.CheckConstraint(condition=models.Q(('taken_at__isnull', True), models.Q(('declined_at__isnull', True), ('first_agreed_at__isnull', False), ('second_agreed_at__isnull', False)), _connector='OR'), name='merge_needs_both_owners')],
            },
        ),
        migrations.CreateModel(
            name='CandidateNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidate_notes', to='bases.opening')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='experts.profile')),
                ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name='note')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('written_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('sent', models.UUIDField(editable=False, unique=True)),
            ],
            options={
                'verbose_name': 'note on a candidate',
                'verbose_name_plural': 'notes on candidates',
                'ordering': ['written_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='note_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('exchange', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='outcome', to='matching.exchange')),
                ('state', models.CharField(choices=[('due', 'Report due'), ('submitted', 'One side has reported'), ('complete', 'Both sides have reported'), ('released', 'Released as a success story')], default='due', max_length=10, verbose_name='state')),
                ('came_from', models.CharField(blank=True, editable=False, max_length=10)),
                ('due_on', models.DateField(default=matching.models.outcome.due_by_default, verbose_name='reports due')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('host_reported_at', models.DateTimeField(blank=True, null=True, verbose_name='host reported')),
                ('person_reported_at', models.DateTimeField(blank=True, null=True, verbose_name='person reported')),
                ('host_released_at', models.DateTimeField(blank=True, null=True, verbose_name='released by the host')),
                ('person_released_at', models.DateTimeField(blank=True, null=True, verbose_name='released by the person')),
            ],
            options={
                'verbose_name': 'outcome',
                'verbose_name_plural': 'outcomes',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('came_from', ''), ('state', 'due')), models.Q(('came_from', 'due'), ('state__in', ['submitted'])), models.Q(('came_from', 'submitted'), ('state__in', ['complete'])), models.Q(('came_from', 'complete'), ('state__in', ['released'])), models.Q(('came_from', 'released'), ('state__in', ['complete'])), _connector='OR'), name='outcome_transition_is_legal'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['complete', 'released']), _negated=True), models.Q(('host_reported_at__isnull', False), ('person_reported_at__isnull', False)), _connector='OR'), name='complete_outcome_has_both_reports'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'released'), _negated=True), models.Q(('host_released_at__isnull', False), ('person_released_at__isnull', False)), _connector='OR'), name='released_outcome_has_both_yes')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language')),
                ('quotas', models.JSONField(blank=True, default=dict, verbose_name='quotas')),
                ('seed', models.PositiveIntegerField(default=0, verbose_name='seed')),
                ('state', models.CharField(choices=[('draft', 'Being prepared'), ('running', 'Being computed'), ('proposed', 'Plan proposed'), ('confirmed', 'Confirmed'), ('cancelled', 'Cancelled')], default='draft', max_length=10, verbose_name='state')),
                ('came_from', models.CharField(blank=True, editable=False, max_length=10)),
                ('run_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='rounds', to=settings.AUTH_USER_MODEL)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('openings', models.ManyToManyField(blank=True, related_name='rounds', to='bases.opening', verbose_name='openings')),
            ],
            options={
                'verbose_name': 'assignment round',
                'verbose_name_plural': 'assignment rounds',
                'ordering': ['-created_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('came_from', ''), ('state', 'draft')), models.Q(('came_from', 'draft'), ('state__in', ['cancelled', 'running'])), models.Q(('came_from', 'running'), ('state__in', ['cancelled', 'draft', 'proposed'])), models.Q(('came_from', 'proposed'), ('state__in', ['cancelled', 'confirmed', 'running'])), _connector='OR'), name='round_transition_is_legal'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='confirmed_round_says_when'), models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='round_language_is_known')],
            },
        ),
        migrations.CreateModel(
            name='RoundPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan', to='matching.round')),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='round_places', to='bases.opening')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='round_places', to='experts.profile')),
                ('affinity', models.FloatField(verbose_name='score')),
                ('alternate', models.PositiveSmallIntegerField(default=0, verbose_name='alternate (0: has the place)')),
            ],
            options={
                'verbose_name': 'planned place',
                'verbose_name_plural': 'planned places',
                'ordering': ['opening_id', 'alternate', 'profile_id'],
                'constraints': [models.UniqueConstraint(fields=('round', 'opening', 'profile'), name='one_place_per_round_and_pair'), models.UniqueConstraint(condition=models.Q(('alternate', 0)), fields=('round', 'profile'), name='one_place_per_person_and_round')],
            },
        ),
        migrations.CreateModel(
            name='CandidateVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidate_votes', to='bases.opening')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='experts.profile')),
                ('voter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='voter')),
                ('vote', models.CharField(choices=[('yes', 'Yes'), ('unsure', 'Unsure'), ('no', 'No')], max_length=6, verbose_name='vote')),
                ('voted_at', models.DateTimeField(auto_now=True, verbose_name='when')),
            ],
            options={
                'verbose_name': 'vote on a candidate',
                'verbose_name_plural': 'votes on candidates',
                'ordering': ['voted_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('opening', 'profile', 'voter'), name='one_vote_per_member'), models.CheckConstraint(condition=models.Q(('vote__in', ['yes', 'unsure', 'no'])), name='vote_is_known')],
            },
        ),
        remember_states("matching_match", "matching_introduction", "matching_exchange", "matching_outcome", "matching_round"),
        keep_stays_apart(),
    ]
