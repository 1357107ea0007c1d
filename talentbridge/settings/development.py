"""Development: works with no `.env` at all."""

from talentbridge.checks import DEVELOPMENT_KEY
from talentbridge.logs.config import logging_config
from talentbridge.settings.base import *  # noqa: F403
from talentbridge.settings.base import STATIC_ROOT, VAR
from talentbridge.settings.environment import env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default=DEVELOPMENT_KEY)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
# The demo runs without DEBUG, so that it shows the site's own error pages: files are served all the same.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
SERVE_MEDIA = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns of a missing one; this makes VAR as well
LOGGING = logging_config(json=False)
DEMO_ALLOWED = True
STYLE_GUIDE = True
AUDIT_KNOWN_MERIT = "demo.gold.known_merit"
