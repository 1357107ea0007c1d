"""What a letter leads to."""

from __future__ import annotations

import re
from html import unescape
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


def links_in_html(letter: EmailMessage) -> list[str]:
    """Whole addresses on our own site, as its HTML has them; none where there is no HTML."""
    found = [
        unescape(address)
        for content, _kind in getattr(letter, "alternatives", [])
        for address in re.findall(r'href="([^"]*)"', str(content))
    ]
    return [address for address in found if address.startswith(f"{settings.WAGTAILADMIN_BASE_URL}/")]


def unlike(letter: EmailMessage) -> set[str]:
    """Links to our own site that only one of text and HTML has."""
    if not getattr(letter, "alternatives", []):
        return set()
    text = set(re.findall(rf"{re.escape(settings.WAGTAILADMIN_BASE_URL)}/\S*", str(letter.body)))
    return text ^ set(links_in_html(letter))


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
