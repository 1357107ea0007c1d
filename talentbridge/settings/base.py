"""Settings that hold everywhere. The environment fills them in; `.env.example` explains every key."""

import os

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from talentbridge.settings.caches import in_redis
from talentbridge.settings.environment import ROOT, VAR, env
from talentbridge.settings.outside import in_folder
from talentbridge.settings.people import *  # noqa: F403
from talentbridge.settings.people import FORMS_LEAD_TO
from talentbridge.settings.postgres import with_pool_and_timeouts
from talentbridge.settings.search import *  # noqa: F403
from talentbridge.settings.tasks import *  # noqa: F403

# The products of a match are small: a second thread costs it more than it brings (2.5 times as slow on 2 busy cores).
# Read when numpy is first imported; the encoders ask for threads of their own (SEARCH_THREADS).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

INSTALLED_APPS = [
    "talentbridge",
    "privacy",
    "cms",
    "attaches",
    "outcomes",
    "exchanges",
    "nominations",
    "introductions",
    "matching",
    "search",
    "experts",
    "bases",
    "notices",
    "accounts",
    "taxonomy",
    "demo",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.users_config.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "django_countries",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "taxonomy.admin_config.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # allauth's templates
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "talentbridge.logs.requests.RequestLogMiddleware",
    "talentbridge.metrics.requests.RequestMetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # of random length each time, so that nobody guesses a token by lengths
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "talentbridge.addresses.CleanAddressMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.TimeZoneMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "cms.usage.counting.UsageMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "notices.middleware.NoticesMiddleware",
]

CSRF_FAILURE_VIEW = "talentbridge.views.refuse_unsent"

ROOT_URLCONF = "talentbridge.urls"
WSGI_APPLICATION = "talentbridge.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "matching.context.by_words",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# -- Database. Transactions are opened where they are needed; never one per request (an outbox row must commit
# together with the row it speaks of, and nothing else).
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'talentbridge.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"] = with_pool_and_timeouts(DATABASES["default"], env)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- What pages worked out, and copies of sessions. Of sessions the database is the truth, so that a Redis that is away
# or was flushed logs nobody out.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL := env.str("REDIS_URL", default=""):
    CACHES = in_redis(REDIS_URL)
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    SESSION_CACHE_ALIAS = "sessions"

# -- Languages: equals. The bare address leads to the reader's own.
LANGUAGE_CODE = "en"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "talentbridge.formats"
TIME_ZONE = "Asia/Shanghai"

# -- Static and media files
STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = VAR / "static"
MEDIA_URL = "media/"
MEDIA_ROOT = VAR / "media"
SERVE_MEDIA = False  # in development alone; elsewhere the proxy or the bucket does
# What institutions hand in for officers: no address leads there, views hand it out. docs/decisions/0047
PRIVATE_ROOT = VAR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": in_folder(PRIVATE_ROOT),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# -- Countries: as an official list names them.
COUNTRIES_OVERRIDE = {
    "BS": {"name": _("Bahamas")},
    "HK": {"name": _("Hong Kong, China")},
    "LR": {"name": _("Liberia")},
    "MO": {"name": _("Macao, China")},
    "NR": {"name": _("Nauru")},
    "TJ": {"name": _("Tajikistan")},
    "TW": {"name": _("Taiwan, China")},
}

# -- Wagtail
WAGTAIL_SITE_NAME = "TalentBridge"
WAGTAILADMIN_BASE_URL = env.str("TALENTBRIDGE_BASE_URL", default="http://127.0.0.1:8000")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = (
    False  # a translation is a draft until a moderator publishes it
)
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # an editor's address is told to nobody
WAGTAIL_PASSWORD_RESET_ENABLED = False
# An SVG can hold scripts. A picture is unpacked to make smaller ones: 25 million pixels are 100 MB of memory.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILREDIRECTS_AUTO_CREATE = True  # a page that gets another address is found under the old one
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "pdf", "pptx", "txt", "xlsx"]

# -- How often visitors ask for each kind of page, as numbers of a day: docs/decisions/0040.
COUNT_USAGE = env.bool("COUNT_USAGE", default=True)

# -- Whoever shows this token reads /metrics. Empty: there is no such page, and nothing is counted.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# -- Where a weakness is reported: what /.well-known/security.txt says. Empty: there is no such page.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")

# -- Tasks: settings/tasks.py, and
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")  # when each planned task ran last

# -- Search: settings/search.py, and
# Who merits an opening equally, for `manage.py audit_ranking`: opening -> people, in primary keys.
# Empty where nobody judged: the audit then compares people of one field, and made-up people.
AUDIT_KNOWN_MERIT = ""

# How long the counts beside the filter of openings, and the ids that words found, are kept. The list itself never is.
FACETS_SECONDS = 60

# -- Content security policy: everything from here, nothing inline, no frames of ours elsewhere.
IMAGE_SOURCES = [SELF, "data:"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": IMAGE_SOURCES,
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *FORMS_LEAD_TO],
        "frame-ancestors": [SELF],
    },
    # Wagtail's and Django's own editors carry inline scripts and styles; only people who may edit reach them.
    "EXCLUDE_URL_PREFIXES": ["/cms/", "/admin/"],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

# Within how many working days officers answer an institution that registered and an opening that was handed in: told
# to the host, counted in their queues.
VERIFICATION_WORKING_DAYS = env.int("VERIFICATION_WORKING_DAYS", default=5)

# A text field holds at most this many characters; forms and importers refuse more and say so.
TEXT_LIMIT = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# Demo data has public passwords: development and tests alone may load it.
DEMO_ALLOWED = False

# The style guide shows every part that pages are made of: for development and tests alone.
STYLE_GUIDE = False
