"""Production: what matters has no convenient default. `manage.py check --deploy` explains what else is missing."""

from talentbridge.checks import refuse_unless_configured
from talentbridge.logs.config import logging_config
from talentbridge.settings.environment import env

refuse_unless_configured(env.ENVIRON)  # before anything reads a key that is missing

from talentbridge.settings.base import *  # noqa: E402, F403
from talentbridge.settings.base import IMAGE_SOURCES, PRIVATE_ROOT  # noqa: E402
from talentbridge.settings.outside import letters, media, origin_of_media, private_files  # noqa: E402

DEBUG = False
LOGGING = logging_config(json=True)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$", r"^metrics$"]  # supervisors ask by plain http, from inside
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Wagtail shows previews in a frame of the same site; elsewhere frame-ancestors forbids it (base.py).
SILENCED_SYSTEM_CHECKS = ["security.W019"]
STORAGES = {
    "default": media(env),
    "private": private_files(env, PRIVATE_ROOT),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if origin := origin_of_media(STORAGES["default"]):
    IMAGE_SOURCES.append(origin)
vars().update(letters(env))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="TalentBridge <no-reply@localhost>")
