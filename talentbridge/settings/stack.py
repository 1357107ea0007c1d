"""Production on loopback, for `make stack`: the same in all but plain http, and demo data may be loaded."""

from talentbridge.settings.production import *  # noqa: F403

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False  # not every browser keeps a secure cookie of http://127.0.0.1
CSRF_COOKIE_SECURE = False
DEMO_ALLOWED = True
AUDIT_KNOWN_MERIT = "demo.gold.known_merit"
# Letters become files: nobody outside gets one.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"  # noqa: F405
