"""WSGI entry point for production servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talentbridge.settings.production")

application = get_wsgi_application()

from search.encoders.place import serve_pages  # noqa: E402 – needs the settings

serve_pages()
