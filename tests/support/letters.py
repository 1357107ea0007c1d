"""What a letter leads to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import Resolver404, resolve
from django.utils.translation import override

from notices.domain.addresses import EDITOR
from taxonomy.choices import Language


def paths_in(letter: EmailMessage) -> list[str]:
    """Of the links to our own site."""
    found = re.findall(rf"{re.escape(settings.WAGTAILADMIN_BASE_URL)}(/\S*)", str(letter.body))
    return [urlsplit(path).path for path in found]


def leads_nowhere(path: str) -> bool:
    """No view has this address; what is left over goes to pages that editors wrote, of which letters name none."""
    language = path.split("/")[1]
    if path.startswith(EDITOR):
        language = Language.EN
    if language not in Language.values:
        return True
    with override(language):
        try:
            return resolve(path).url_name == "wagtail_serve" and path != f"/{language}/"
        except Resolver404:
            return True
