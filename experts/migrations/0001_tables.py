import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import experts.validators
import taxonomy.models.versions
from django.conf import settings
from django.db import migrations, models

from taxonomy.triggers import remember_states



class Migration(migrations.Migration):

    replaces = [('experts', '0001_initial'), ('experts', '0002_nomination_remembers_its_state'), ('experts', '0003_profile_imports'), ('experts', '0004_profiles_are_confirmed'), ('experts', '0005_publications_added'), ('experts', '0006_teams_invite'), ('experts', '0007_imports_look_up'), ('experts', '0009_looks_at_profiles'), ('experts', '0010_nominations_say_more'), ('experts', '0011_objections_to_ranking')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('bases', '0001_tables'),
        ('taxonomy', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='profile', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('expert', 'Expert'), ('young_scientist', 'Young scientist')], max_length=20, verbose_name='kind')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('active', 'Active'), ('hidden', 'Hidden by the person'), ('resting', 'Resting: not confirmed for long')], default='draft', max_length=10, verbose_name='state')),
                ('name', models.CharField(max_length=150, verbose_name='name in Latin script')),
                ('native_name', models.CharField(blank=True, max_length=150, verbose_name='name in native script')),
                ('career_stage', models.CharField(choices=[('R1', 'Doctoral researcher (R1)'), ('R2', 'Postdoctoral researcher (R2)'), ('R3', 'Established researcher (R3)'), ('R4', 'Leading researcher (R4)')], max_length=2, verbose_name='career stage')),
                ('doctorate_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of the doctorate')),
                ('affiliation', models.CharField(blank=True, max_length=200, verbose_name='current affiliation')),
                ('country', django_countries.fields.CountryField(max_length=2, verbose_name='current country')),
                ('nationalities', django_countries.fields.CountryField(blank=True, max_length=746, multiple=True, verbose_name='nationalities')),
                ('orcid', models.CharField(blank=True, max_length=19, null=True, unique=True, validators=[django.core.validators.RegexValidator('^\\d{4}-\\d{4}-\\d{4}-\\d{3}[\\dX]$', 'An ORCID iD looks like 0000-0002-1825-0097.')], verbose_name='ORCID iD')),
                ('confirmed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last confirmed')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='asked to confirm')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded to confirm')),
                ('objected_at', models.DateTimeField(blank=True, null=True, verbose_name='objected to the automatic ranking')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('fields', models.ManyToManyField(related_name='profiles', to='taxonomy.priorityfield', verbose_name='priority fields')),
                ('challenges', models.ManyToManyField(blank=True, related_name='profiles', to='taxonomy.challenge', verbose_name='global challenges')),
                ('disciplines', models.ManyToManyField(blank=True, related_name='profiles', to='taxonomy.discipline', verbose_name='disciplines')),
            ],
            options={
                'verbose_name': 'profile',
                'verbose_name_plural': 'profiles',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['expert', 'young_scientist'])), name='profile_kind_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'active', 'hidden', 'resting'])), name='profile_state_is_known'), models.CheckConstraint(condition=models.Q(('career_stage__in', ['R1', 'R2', 'R3', 'R4'])), name='profile_stage_is_known'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('user__isnull', False), _connector='OR'), name='unclaimed_profile_stays_a_draft')],
            },
            bases=(taxonomy.models.versions.HasVersions, models.Model),
        ),
        migrations.CreateModel(
            name='Affiliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to='experts.profile')),
                ('name', models.CharField(max_length=200, verbose_name='organisation')),
                ('city', models.CharField(blank=True, max_length=80, verbose_name='city')),
                ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country')),
                ('ror', models.CharField(blank=True, max_length=9, validators=[django.core.validators.RegexValidator('^0[a-hj-km-np-tv-z0-9]{6}\\d{2}$', 'A ROR id looks like 05gq02987.')], verbose_name='ROR id')),
                ('role', models.CharField(blank=True, max_length=120, verbose_name='role')),
                ('role_language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the role')),
                ('start_year', models.PositiveSmallIntegerField(verbose_name='from')),
                ('end_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'affiliation',
                'verbose_name_plural': 'affiliations',
                'ordering': ['-start_year', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end_year__isnull', True), ('end_year__gte', models.F('start_year')), _connector='OR'), name='affiliation_ends_after_start'), models.CheckConstraint(condition=models.Q(('role', ''), ('role_language__in', ['zh-hans', 'en']), _connector='OR'), name='affiliation_role_says_its_language')],
            },
        ),
        migrations.CreateModel(
            name='ExternalId',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='external_ids', to='experts.profile')),
                ('scheme', models.CharField(max_length=30, verbose_name='scheme')),
                ('value', models.CharField(max_length=60, verbose_name='identifier')),
            ],
            options={
                'verbose_name': 'identifier',
                'verbose_name_plural': 'identifiers',
                'constraints': [models.UniqueConstraint(fields=('scheme', 'value'), name='one_profile_per_external_id')],
            },
        ),
        migrations.CreateModel(
            name='LanguageSkill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='languages', to='experts.profile')),
                ('language', models.CharField(choices=[('af', 'Afrikaans'), ('ak', 'Akan'), ('am', 'Amharic'), ('ar', 'Arabic'), ('ay', 'Aymara'), ('az', 'Azerbaijani'), ('be', 'Belarusian'), ('bg', 'Bulgarian'), ('bn', 'Bengali'), ('cs', 'Czech'), ('da', 'Danish'), ('de', 'German'), ('el', 'Greek'), ('en', 'English'), ('es', 'Spanish'), ('et', 'Estonian'), ('fa', 'Persian'), ('fi', 'Finnish'), ('fj', 'Fijian'), ('fr', 'French'), ('ha', 'Hausa'), ('he', 'Hebrew'), ('hi', 'Hindi'), ('hr', 'Croatian'), ('hu', 'Hungarian'), ('hy', 'Armenian'), ('id', 'Indonesian'), ('ig', 'Igbo'), ('is', 'Icelandic'), ('it', 'Italian'), ('ja', 'Japanese'), ('ka', 'Georgian'), ('ki', 'Kikuyu'), ('kk', 'Kazakh'), ('km', 'Khmer'), ('kn', 'Kannada'), ('ko', 'Korean'), ('ky', 'Kyrgyz'), ('lo', 'Lao'), ('lt', 'Lithuanian'), ('lv', 'Latvian'), ('ml', 'Malayalam'), ('mn', 'Mongolian'), ('mr', 'Marathi'), ('ms', 'Malay'), ('my', 'Burmese'), ('ne', 'Nepali'), ('nl', 'Dutch'), ('no', 'Norwegian'), ('pa', 'Punjabi'), ('pl', 'Polish'), ('ps', 'Pashto'), ('pt', 'Portuguese'), ('qu', 'Quechua'), ('ro', 'Romanian'), ('ru', 'Russian'), ('rw', 'Kinyarwanda'), ('si', 'Sinhala'), ('sk', 'Slovak'), ('sl', 'Slovenian'), ('sn', 'Shona'), ('so', 'Somali'), ('sq', 'Albanian'), ('sr', 'Serbian'), ('sv', 'Swedish'), ('sw', 'Swahili'), ('ta', 'Tamil'), ('te', 'Telugu'), ('tg', 'Tajik'), ('th', 'Thai'), ('ti', 'Tigrinya'), ('tk', 'Turkmen'), ('tr', 'Turkish'), ('tw', 'Twi'), ('uk', 'Ukrainian'), ('ur', 'Urdu'), ('uz', 'Uzbek'), ('vi', 'Vietnamese'), ('wo', 'Wolof'), ('xh', 'Xhosa'), ('yo', 'Yoruba'), ('zh', 'Chinese'), ('zu', 'Zulu')], max_length=2, verbose_name='language')),
                ('level', models.CharField(choices=[('A1', 'A1'), ('A2', 'A2'), ('B1', 'B1'), ('B2', 'B2'), ('C1', 'C1'), ('C2', 'C2'), ('HSK1', 'HSK 1'), ('HSK2', 'HSK 2'), ('HSK3', 'HSK 3'), ('HSK4', 'HSK 4'), ('HSK5', 'HSK 5'), ('HSK6', 'HSK 6'), ('native', 'native')], max_length=6, verbose_name='level')),
            ],
            options={
                'verbose_name': 'language',
                'verbose_name_plural': 'languages',
                'ordering': ['language'],
                'constraints': [models.UniqueConstraint(fields=('profile', 'language'), name='one_level_per_spoken_language'), models.CheckConstraint(condition=models.Q(('language__in', ['af', 'ak', 'am', 'ar', 'ay', 'az', 'be', 'bg', 'bn', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fa', 'fi', 'fj', 'fr', 'ha', 'he', 'hi', 'hr', 'hu', 'hy', 'id', 'ig', 'is', 'it', 'ja', 'ka', 'ki', 'kk', 'km', 'kn', 'ko', 'ky', 'lo', 'lt', 'lv', 'ml', 'mn', 'mr', 'ms', 'my', 'ne', 'nl', 'no', 'pa', 'pl', 'ps', 'pt', 'qu', 'ro', 'ru', 'rw', 'si', 'sk', 'sl', 'sn', 'so', 'sq', 'sr', 'sv', 'sw', 'ta', 'te', 'tg', 'th', 'ti', 'tk', 'tr', 'tw', 'uk', 'ur', 'uz', 'vi', 'wo', 'xh', 'yo', 'zh', 'zu'])), name='spoken_language_is_known'), models.CheckConstraint(condition=models.Q(('level__in', ['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'HSK1', 'HSK2', 'HSK3', 'HSK4', 'HSK5', 'HSK6', 'native'])), name='language_level_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('level__startswith', 'HSK'), _negated=True), ('language', 'zh'), _connector='OR'), name='hsk_is_for_chinese')],
            },
        ),
        migrations.CreateModel(
            name='ProfileLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looks', to='experts.profile')),
                ('reader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('capacity', models.CharField(choices=[('host', 'An institution'), ('officer', 'A programme officer'), ('attache', 'A science attaché'), ('intermediary', 'An accredited intermediary'), ('expert', 'Another expert'), ('administrator', 'The administration of the platform')], max_length=15, verbose_name='in which capacity')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='bases.institution')),
                ('where', models.CharField(choices=[('shortlist', 'In the shortlist of an opening'), ('candidate', 'Your page beside an opening'), ('comparison', 'Compared with other candidates'), ('table', 'In a table of a shortlist that was taken along'), ('teams', 'In the list of teams for an opening'), ('stored', 'Your rank, explained afterwards'), ('project', 'Among people for a project'), ('base', 'Among people for a base'), ('country', 'Among people of a country who could fit openings'), ('nomination', 'A nomination'), ('introduction', 'An introduction'), ('exchange', 'A stay'), ('peers', 'Among people who work on the same subjects'), ('duplicates', "A check for profiles that are one person's"), ('review', 'A review by a person in place of the automatic ranking'), ('request', 'Your request about your data'), ('administration', 'The administration of the platform')], max_length=15, verbose_name='where')),
                ('opening', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='bases.opening')),
                ('rank', models.PositiveIntegerField(blank=True, null=True, verbose_name='rank shown')),
                ('because', models.JSONField(blank=True, default=dict, verbose_name='why this rank')),
                ('blind', models.BooleanField(default=True, verbose_name='read without the name')),
                ('day', models.DateField(verbose_name='day')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
            ],
            options={
                'verbose_name': 'look at a profile',
                'verbose_name_plural': 'looks at profiles',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['profile', '-at'], name='looks_at_a_profile')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('opening__isnull', False)), fields=('profile', 'reader', 'day', 'where', 'opening'), name='one_look_per_reader_day_place_and_opening'), models.UniqueConstraint(condition=models.Q(('opening__isnull', True)), fields=('profile', 'reader', 'day', 'where'), name='one_look_per_reader_day_and_place'), models.CheckConstraint(condition=models.Q(('capacity__in', ['host', 'officer', 'attache', 'intermediary', 'expert', 'administrator'])), name='look_capacity_is_known'), models.CheckConstraint(condition=models.Q(('where__in', ['shortlist', 'candidate', 'comparison', 'table', 'teams', 'stored', 'project', 'base', 'country', 'nomination', 'introduction', 'exchange', 'peers', 'duplicates', 'review', 'request', 'administration'])), name='look_place_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Nomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nominated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='nominations', to=settings.AUTH_USER_MODEL)),
                ('opening', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='nominations', to='bases.opening')),
                ('profile', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='nominations', to='experts.profile')),
                ('name', models.CharField(max_length=150, verbose_name='name in Latin script')),
                ('native_name', models.CharField(blank=True, max_length=150, verbose_name='name in native script')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('email_key', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ('orcid', models.CharField(blank=True, max_length=19, validators=[django.core.validators.RegexValidator('^\\d{4}-\\d{4}-\\d{4}-\\d{3}[\\dX]$', 'An ORCID iD looks like 0000-0002-1825-0097.')], verbose_name='ORCID iD')),
                ('affiliation', models.CharField(blank=True, max_length=200, verbose_name='current affiliation')),
                ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country where they work')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of the letter')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('evidence', models.TextField(blank=True, verbose_name='evidence')),
                ('relation', models.CharField(blank=True, max_length=200, verbose_name='relation to the person')),
                ('words_language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language of reason, evidence and relation')),
                ('channel', models.CharField(choices=[('host', 'Posted by the host'), ('intergovernmental', 'Intergovernmental cooperation'), ('ministerial', 'Coordination among ministries'), ('provincial', 'Ministry–province consultation'), ('attache', 'Recommended by an embassy')], default='attache', max_length=20, verbose_name='source channel')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Waiting for the person'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('blocked', 'Never again'), ('expired', 'Expired'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10, verbose_name='state')),
                ('came_from', models.CharField(blank=True, editable=False, max_length=10)),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='expires')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('fields', models.ManyToManyField(blank=True, related_name='nominations', to='taxonomy.priorityfield', verbose_name='priority fields')),
            ],
            options={
                'verbose_name': 'nomination',
                'verbose_name_plural': 'nominations',
                'ordering': ['-created_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('came_from', ''), ('state', 'draft')), models.Q(('came_from', 'draft'), ('state__in', ['sent', 'withdrawn'])), models.Q(('came_from', 'sent'), ('state__in', ['accepted', 'blocked', 'declined', 'expired', 'withdrawn'])), models.Q(('came_from', 'declined'), ('state__in', ['blocked'])), _connector='OR'), name='nomination_transition_is_legal'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('expires_at__isnull', False), _connector='OR'), name='sent_nomination_expires'), models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='nomination_language_is_known'), models.CheckConstraint(condition=models.Q(('channel__in', ['host', 'intergovernmental', 'ministerial', 'provincial', 'attache'])), name='nomination_channel_is_known'), models.UniqueConstraint(condition=models.Q(('state', 'sent'), models.Q(('email_key', ''), _negated=True)), fields=('email_key',), name='one_live_nomination_per_address'), models.CheckConstraint(condition=models.Q(models.Q(('evidence', ''), ('reason', ''), ('relation', '')), ('words_language__in', ['zh-hans', 'en']), _connector='OR'), name='nomination_says_its_language')],
            },
        ),
        migrations.CreateModel(
            name='ProfileImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='profile_imports', to=settings.AUTH_USER_MODEL)),
                ('state', models.CharField(choices=[('reading', 'Being read'), ('ready', 'Waiting for you'), ('failed', 'Could not be read'), ('taken', 'Taken'), ('undone', 'Undone')], default='reading', max_length=10, verbose_name='state')),
                ('file_name', models.CharField(blank=True, max_length=100, verbose_name='file')),
                ('data', models.BinaryField(null=True)),
                ('asked', models.JSONField(blank=True, default=dict)),
                ('done', models.PositiveIntegerField(default=0)),
                ('goal', models.PositiveIntegerField(default=0)),
                ('problem', models.CharField(blank=True, max_length=40)),
                ('problem_values', models.JSONField(blank=True, default=dict)),
                ('record', models.JSONField(blank=True, default=dict)),
                ('undo', models.JSONField(blank=True, default=dict)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-created_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['reading', 'ready', 'failed', 'taken', 'undone'])), name='profile_import_state_is_known'), models.CheckConstraint(condition=models.Q(('state', 'reading'), ('data__isnull', True), _connector='OR'), name='profile_import_forgets_its_file')],
            },
        ),
        migrations.CreateModel(
            name='ProfileText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language')),
                ('is_original', models.BooleanField(default=True, verbose_name='original')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='experts.profile')),
                ('headline', models.CharField(max_length=250, verbose_name='headline')),
                ('biography', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='biography')),
                ('keywords', models.JSONField(blank=True, default=list, validators=[experts.validators.validate_keywords], verbose_name='keywords')),
            ],
            options={
                'verbose_name': 'profile text',
                'verbose_name_plural': 'profile texts',
                'constraints': [models.UniqueConstraint(fields=('profile', 'language'), name='one_profile_text_per_language'), models.UniqueConstraint(condition=models.Q(('is_original', True)), fields=('profile',), name='one_original_profile_text', violation_error_message='Another version is marked as the original; take that mark off and save, then set this one.'), models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='profile_text_language_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='publications', to='experts.profile')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language')),
                ('title', models.CharField(max_length=500, verbose_name='title')),
                ('abstract', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='abstract')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1900), django.core.validators.MaxValueValidator(2100)], verbose_name='year')),
                ('venue', models.CharField(blank=True, max_length=250, verbose_name='venue')),
                ('doi', models.CharField(blank=True, max_length=200, null=True, verbose_name='DOI')),
                ('authors', models.TextField(blank=True, verbose_name='authors')),
                ('source', models.CharField(choices=[('manual', 'Typed in'), ('orcid', 'ORCID record'), ('bibtex', 'BibTeX'), ('ris', 'RIS'), ('csl', 'CSL-JSON'), ('doi', 'DOI list'), ('cv', 'CV'), ('europass', 'Europass CV'), ('demo', 'Demo data')], default='manual', max_length=10, verbose_name='source')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='added')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
                'ordering': ['-year', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('doi__isnull', False)), fields=('profile', 'doi'), name='one_publication_per_doi_and_profile'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='publication_has_a_title'), models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='publication_language_is_known'), models.CheckConstraint(condition=models.Q(('source__in', ['manual', 'orcid', 'bibtex', 'ris', 'csl', 'doi', 'cv', 'europass', 'demo'])), name='publication_source_is_known'), models.CheckConstraint(condition=models.Q(('year__isnull', True), ('year__range', (1900, 2100)), _connector='OR'), name='publication_year_is_plausible')],
            },
        ),
        migrations.CreateModel(
            name='WantedStay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stays', to='experts.profile')),
                ('kind', models.CharField(choices=[('expert_visit', 'Expert visit'), ('young_6', 'Young scientist, 6 months'), ('young_12', 'Young scientist, 12 months'), ('long_term', 'Long-term post'), ('team', 'Team'), ('training', 'Training cohort'), ('facility', 'Facility access'), ('international_post', 'International-organisation post')], max_length=20, verbose_name='kind of stay')),
                ('months_min', models.PositiveSmallIntegerField(verbose_name='shortest (months)')),
                ('months_max', models.PositiveSmallIntegerField(verbose_name='longest (months)')),
                ('earliest', models.DateField(verbose_name='earliest start')),
                ('latest', models.DateField(verbose_name='latest end')),
            ],
            options={
                'verbose_name': 'wanted stay',
                'verbose_name_plural': 'wanted stays',
                'ordering': ['earliest', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['expert_visit', 'young_6', 'young_12', 'long_term', 'team', 'training', 'facility', 'international_post'])), name='wanted_stay_kind_is_known'), models.CheckConstraint(condition=models.Q(('months_max__gte', models.F('months_min')), ('months_min__gte', 1)), name='wanted_stay_is_a_range'), models.CheckConstraint(condition=models.Q(('latest__gt', models.F('earliest'))), name='wanted_stay_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('other_name', models.CharField(blank=True, max_length=150, verbose_name='name in the other language')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=7, verbose_name='language')),
                ('about', models.TextField(blank=True, verbose_name='what the team does')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='led_teams', to='experts.profile', verbose_name='lead')),
            ],
            options={
                'verbose_name': 'team',
                'verbose_name_plural': 'teams',
                'ordering': ['name', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='team_language_is_known')],
            },
        ),
        migrations.CreateModel(
            name='TeamMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='experts.team')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='team_memberships', to='experts.profile')),
                ('covers', models.CharField(blank=True, max_length=200, verbose_name='covers')),
            ],
            options={
                'verbose_name': 'team member',
                'verbose_name_plural': 'team members',
                'constraints': [models.UniqueConstraint(fields=('team', 'profile'), name='one_membership_per_team')],
            },
        ),
        migrations.CreateModel(
            name='TeamInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sent')),
                ('expires_at', models.DateTimeField(verbose_name='ends')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='experts.team')),
                ('covers', models.CharField(blank=True, max_length=200, verbose_name='covers')),
            ],
            options={
                'verbose_name': 'invitation to a team of experts',
                'verbose_name_plural': 'invitations to teams of experts',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='team_invitation_ends_after_it_was_sent'), models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='team_invitation_is_accepted_or_withdrawn')],
            },
        ),
        migrations.CreateModel(
            name='SectionVisibility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visibility', to='experts.profile')),
                ('section', models.CharField(choices=[('name', 'Name'), ('biography', 'Biography'), ('publications', 'Publications'), ('affiliations', 'Affiliations'), ('nationalities', 'Nationalities'), ('languages', 'Languages'), ('stays', 'Stays wanted'), ('identifiers', 'Identifiers')], max_length=20, verbose_name='section')),
                ('audience', models.CharField(choices=[('public', 'Everyone'), ('institutions', 'Verified institutions'), ('introduction', 'Only on introduction'), ('nobody', 'Nobody')], max_length=20, verbose_name='who sees it')),
            ],
            options={
                'verbose_name': 'visibility of a section',
                'verbose_name_plural': 'visibility of sections',
                'constraints': [models.UniqueConstraint(fields=('profile', 'section'), name='one_audience_per_section'), models.CheckConstraint(condition=models.Q(('section__in', ['name', 'biography', 'publications', 'affiliations', 'nationalities', 'languages', 'stays', 'identifiers'])), name='visible_section_is_known'), models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'institutions', 'introduction', 'nobody'])), name='audience_is_known')],
            },
        ),
        migrations.AddField(
            model_name='team',
            name='members',
            field=models.ManyToManyField(related_name='teams', through='experts.TeamMember', to='experts.profile', verbose_name='members'),
        ),
        remember_states("experts_nomination"),
    ]
