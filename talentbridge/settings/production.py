"""Production: nothing has a convenient default. `manage.py check --deploy` explains what is missing."""

from talentbridge.settings.base import *  # noqa: F403
from talentbridge.settings.base import env
from talentbridge.settings.required import required

DEBUG = False
required(
    env,
    {
        "SECRET_KEY": "a long random text, for example from `openssl rand -base64 48`",
        "ALLOWED_HOSTS": "the host names the site answers to, separated by commas",
        "DATABASE_URL": "where the database is, for example postgres://user:password@host:5432/talentbridge",
    },
)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
EMAIL_CONFIG = env.email("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="TalentBridge <no-reply@localhost>")
