import accounts.models.granted
import accounts.zones
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import django_countries.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0003_roles_on_their_way'), ('accounts', '0004_addresses_in_small_letters'), ('accounts', '0005_letters_about_searches'), ('accounts', '0006_letters_about_news'), ('accounts', '0008_intermediaries')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], default='en', max_length=7, verbose_name='language')),
                ('time_zone', models.CharField(blank=True, max_length=60, validators=[accounts.zones.check_zone], verbose_name='time zone')),
                ('digest', models.CharField(choices=[('off', 'Never'), ('daily', 'Every day'), ('weekly', 'Every week')], default='off', max_length=6, verbose_name='letters about what is new')),
                ('digest_sent_at', models.DateTimeField(blank=True, null=True, verbose_name='last letter about what is new')),
                ('email_verified_at', models.DateTimeField(blank=True, null=True, verbose_name='e-mail address verified')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('is_staff', models.BooleanField(default=False, verbose_name='may enter the administration')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='joined')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_user_per_email_whatever_case'), models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='user_language_is_known'), models.CheckConstraint(condition=models.Q(('digest__in', ['off', 'daily', 'weekly'])), name='user_digest_is_known')],
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('actor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='actor')),
                ('verb', models.CharField(max_length=60, verbose_name='verb')),
                ('object_type', models.CharField(max_length=60, verbose_name='kind of object')),
                ('object_id', models.CharField(max_length=40, verbose_name='object')),
                ('before', models.JSONField(blank=True, default=dict, verbose_name='before')),
                ('after', models.JSONField(blank=True, default=dict, verbose_name='after')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='when')),
            ],
            options={
                'verbose_name': 'audit event',
                'verbose_name_plural': 'audit events',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['object_type', 'object_id'], name='audit_by_object')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to=settings.AUTH_USER_MODEL)),
                ('purpose', models.CharField(choices=[('matching', 'Be matched with openings'), ('institutions', 'Be shown to institutions'), ('attaches', 'Be contacted by science attachés'), ('featured', 'Be featured on public pages'), ('measured', 'Be counted in statistics')], max_length=20, verbose_name='purpose')),
                ('version', models.CharField(max_length=20, verbose_name='version of the text')),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='given')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
                'ordering': ['user_id', 'purpose', 'given_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['matching', 'institutions', 'attaches', 'featured', 'measured'])), name='consent_purpose_is_known'), models.CheckConstraint(condition=models.Q(('version', ''), _negated=True), name='consent_names_the_version'), models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('user', 'purpose'), name='one_live_consent_per_purpose'), models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('withdrawn_at__gte', models.F('given_at')), _connector='OR'), name='consent_is_withdrawn_after_given')],
            },
        ),
        migrations.CreateModel(
            name='AttachePost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attache_posts', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('attache', 'Science attaché'), ('intermediary', 'Accredited intermediary')], default='attache', max_length=12, verbose_name='kind')),
                ('body', models.CharField(blank=True, max_length=150, verbose_name='accredited body')),
                ('fields', models.JSONField(blank=True, default=list, validators=[accounts.models.granted.validate_fields], verbose_name='priority fields')),
                ('countries', django_countries.fields.CountryField(max_length=746, multiple=True, verbose_name='countries')),
                ('since', models.DateField(verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'attaché post',
                'verbose_name_plural': 'attaché posts',
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='attache_post_ends_after_start'), models.CheckConstraint(condition=models.Q(('countries', ''), _negated=True), name='attache_post_names_countries'), models.CheckConstraint(condition=models.Q(models.Q(('body', ''), ('fields', []), ('kind', 'attache')), models.Q(('kind', 'intermediary'), models.Q(('body', ''), _negated=True), models.Q(('fields', []), _negated=True)), _connector='OR'), name='intermediary_names_body_and_fields')],
            },
        ),
        migrations.CreateModel(
            name='OfficerScope',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='officer_scopes', to=settings.AUTH_USER_MODEL)),
                ('level', models.CharField(choices=[('national', 'National'), ('ministry', 'Ministry'), ('province', 'Province')], max_length=10, verbose_name='level')),
                ('ministry', models.CharField(blank=True, max_length=120, verbose_name='ministry')),
                ('province', models.CharField(blank=True, choices=[('anhui', 'Anhui'), ('beijing', 'Beijing'), ('chongqing', 'Chongqing'), ('fujian', 'Fujian'), ('gansu', 'Gansu'), ('guangdong', 'Guangdong'), ('guangxi', 'Guangxi'), ('guizhou', 'Guizhou'), ('hainan', 'Hainan'), ('hebei', 'Hebei'), ('heilongjiang', 'Heilongjiang'), ('henan', 'Henan'), ('hong-kong', 'Hong Kong'), ('hubei', 'Hubei'), ('hunan', 'Hunan'), ('inner-mongolia', 'Inner Mongolia'), ('jiangsu', 'Jiangsu'), ('jiangxi', 'Jiangxi'), ('jilin', 'Jilin'), ('liaoning', 'Liaoning'), ('macao', 'Macao'), ('ningxia', 'Ningxia'), ('qinghai', 'Qinghai'), ('shaanxi', 'Shaanxi'), ('shandong', 'Shandong'), ('shanghai', 'Shanghai'), ('shanxi', 'Shanxi'), ('sichuan', 'Sichuan'), ('taiwan', 'Taiwan'), ('tianjin', 'Tianjin'), ('tibet', 'Tibet'), ('xinjiang', 'Xinjiang'), ('yunnan', 'Yunnan'), ('zhejiang', 'Zhejiang')], max_length=20, verbose_name='province')),
            ],
            options={
                'verbose_name': 'officer scope',
                'verbose_name_plural': 'officer scopes',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('level', 'national'), ('ministry', ''), ('province', '')), models.Q(('level', 'ministry'), ('province', ''), models.Q(('ministry', ''), _negated=True)), models.Q(('level', 'province'), ('ministry', ''), ('province__in', ['anhui', 'beijing', 'chongqing', 'fujian', 'gansu', 'guangdong', 'guangxi', 'guizhou', 'hainan', 'hebei', 'heilongjiang', 'henan', 'hong-kong', 'hubei', 'hunan', 'inner-mongolia', 'jiangsu', 'jiangxi', 'jilin', 'liaoning', 'macao', 'ningxia', 'qinghai', 'shaanxi', 'shandong', 'shanghai', 'shanxi', 'sichuan', 'taiwan', 'tianjin', 'tibet', 'xinjiang', 'yunnan', 'zhejiang'])), _connector='OR'), name='officer_scope_names_what_it_covers'), models.UniqueConstraint(fields=('user', 'level', 'ministry', 'province'), name='one_officer_scope_each')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sent')),
                ('expires_at', models.DateTimeField(verbose_name='ends')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('kind', models.CharField(choices=[('attache', 'Science attaché'), ('intermediary', 'Accredited intermediary'), ('officer', 'Programme officer')], max_length=12, verbose_name='role')),
                ('countries', django_countries.fields.CountryField(blank=True, max_length=746, multiple=True, verbose_name='countries')),
                ('fields', models.JSONField(blank=True, default=list, validators=[accounts.models.granted.validate_fields], verbose_name='priority fields')),
                ('body', models.CharField(blank=True, max_length=150, verbose_name='accredited body')),
                ('level', models.CharField(blank=True, choices=[('national', 'National'), ('ministry', 'Ministry'), ('province', 'Province')], max_length=10, verbose_name='level')),
                ('ministry', models.CharField(blank=True, max_length=120, verbose_name='ministry')),
                ('province', models.CharField(blank=True, choices=[('anhui', 'Anhui'), ('beijing', 'Beijing'), ('chongqing', 'Chongqing'), ('fujian', 'Fujian'), ('gansu', 'Gansu'), ('guangdong', 'Guangdong'), ('guangxi', 'Guangxi'), ('guizhou', 'Guizhou'), ('hainan', 'Hainan'), ('hebei', 'Hebei'), ('heilongjiang', 'Heilongjiang'), ('henan', 'Henan'), ('hong-kong', 'Hong Kong'), ('hubei', 'Hubei'), ('hunan', 'Hunan'), ('inner-mongolia', 'Inner Mongolia'), ('jiangsu', 'Jiangsu'), ('jiangxi', 'Jiangxi'), ('jilin', 'Jilin'), ('liaoning', 'Liaoning'), ('macao', 'Macao'), ('ningxia', 'Ningxia'), ('qinghai', 'Qinghai'), ('shaanxi', 'Shaanxi'), ('shandong', 'Shandong'), ('shanghai', 'Shanghai'), ('shanxi', 'Shanxi'), ('sichuan', 'Sichuan'), ('taiwan', 'Taiwan'), ('tianjin', 'Tianjin'), ('tibet', 'Tibet'), ('xinjiang', 'Xinjiang'), ('yunnan', 'Yunnan'), ('zhejiang', 'Zhejiang')], max_length=20, verbose_name='province')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['attache', 'intermediary', 'officer'])), name='invitation_kind_is_known'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='invitation_ends_after_it_was_sent'), models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='invitation_is_accepted_or_withdrawn')],
            },
        ),
        migrations.CreateModel(
            name='RoleRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('attache', 'Science attaché'), ('intermediary', 'Accredited intermediary'), ('officer', 'Programme officer')], max_length=12, verbose_name='role')),
                ('countries', django_countries.fields.CountryField(blank=True, max_length=746, multiple=True, verbose_name='countries')),
                ('fields', models.JSONField(blank=True, default=list, validators=[accounts.models.granted.validate_fields], verbose_name='priority fields')),
                ('body', models.CharField(blank=True, max_length=150, verbose_name='accredited body')),
                ('level', models.CharField(blank=True, choices=[('national', 'National'), ('ministry', 'Ministry'), ('province', 'Province')], max_length=10, verbose_name='level')),
                ('ministry', models.CharField(blank=True, max_length=120, verbose_name='ministry')),
                ('province', models.CharField(blank=True, choices=[('anhui', 'Anhui'), ('beijing', 'Beijing'), ('chongqing', 'Chongqing'), ('fujian', 'Fujian'), ('gansu', 'Gansu'), ('guangdong', 'Guangdong'), ('guangxi', 'Guangxi'), ('guizhou', 'Guizhou'), ('hainan', 'Hainan'), ('hebei', 'Hebei'), ('heilongjiang', 'Heilongjiang'), ('henan', 'Henan'), ('hong-kong', 'Hong Kong'), ('hubei', 'Hubei'), ('hunan', 'Hunan'), ('inner-mongolia', 'Inner Mongolia'), ('jiangsu', 'Jiangsu'), ('jiangxi', 'Jiangxi'), ('jilin', 'Jilin'), ('liaoning', 'Liaoning'), ('macao', 'Macao'), ('ningxia', 'Ningxia'), ('qinghai', 'Qinghai'), ('shaanxi', 'Shaanxi'), ('shandong', 'Shandong'), ('shanghai', 'Shanghai'), ('shanxi', 'Shanxi'), ('sichuan', 'Sichuan'), ('taiwan', 'Taiwan'), ('tianjin', 'Tianjin'), ('tibet', 'Tibet'), ('xinjiang', 'Xinjiang'), ('yunnan', 'Yunnan'), ('zhejiang', 'Zhejiang')], max_length=20, verbose_name='province')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_requests', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField(max_length=2000, verbose_name='who you are')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('decision', models.CharField(choices=[('waiting', 'Waiting'), ('granted', 'Granted'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='waiting', max_length=10, verbose_name='decision')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='answer')),
            ],
            options={
                'verbose_name': 'request for a role',
                'verbose_name_plural': 'requests for roles',
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['attache', 'intermediary', 'officer'])), name='role_request_kind_is_known'), models.CheckConstraint(condition=models.Q(('decision__in', ['waiting', 'granted', 'declined', 'withdrawn'])), name='role_request_decision_is_known'), models.UniqueConstraint(condition=models.Q(('decision', 'waiting')), fields=('user', 'kind'), name='one_waiting_request_per_role'), models.CheckConstraint(condition=models.Q(('decision', 'waiting'), ('decided_at__isnull', False), _connector='OR'), name='role_request_says_when_it_was_decided'), models.CheckConstraint(condition=models.Q(models.Q(('decision', 'declined'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='declined_role_request_gives_a_reason')],
            },
        ),
    ]
