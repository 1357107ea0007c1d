"""Development: works with no `.env` at all."""

from talentbridge.settings.base import *  # noqa: F403
from talentbridge.settings.base import VAR, env

DEBUG = env.bool("DEBUG", default=True)
# Not a secret: a key for one machine, so that sessions survive a restart. Production refuses to start with it.
SECRET_KEY = env.str("SECRET_KEY", default="development-only-not-a-secret-" + "0" * 32)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
VAR.mkdir(parents=True, exist_ok=True)
DEMO_ALLOWED = True
