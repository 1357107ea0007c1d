"""Links that an editor typed as an address of this site: which of them lead to a base, opening, institution, programme
or framework that is not there any more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import override

from bases.models import Base, Framework, Institution, Opening, Programme

HREF = re.compile(r'href="([^"]+)"')
# Name of an address -> whose it is, and the argument that tells which, named like the field.
SUBJECTS: dict[str, tuple[Any, str]] = {
    "bases:base": (Base, "slug"),
    "bases:institution": (Institution, "slug"),
    "bases:programme": (Programme, "slug"),
    "bases:framework": (Framework, "slug"),
    "bases:opening": (Opening, "pk"),
}


def typed(text: str) -> Iterator[str]:
    """The addresses of this site that a rich text links to, as they were typed."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc
    for address in HREF.findall(text):
        parts = urlsplit(address)
        if parts.path.startswith("/") and parts.netloc in ("", host):
            yield address


def gone(addresses: Iterable[str]) -> set[str]:
    """Those whose subject was deleted; one query for each kind. What is merely closed has a page that says so."""
    asked = {address: found for address in addresses if (found := _subject(address))}
    standing: set[tuple[str, str]] = set()
    for view, (model, field) in SUBJECTS.items():
        keys = {key for name, key in asked.values() if name == view}
        rows = model.objects.filter(**{f"{field}__in": keys}).values_list(field, flat=True)
        standing |= {(view, str(key)) for key in rows}
    return {address for address, subject in asked.items() if subject not in standing}


def _subject(address: str) -> tuple[str, str] | None:
    path = urlsplit(address).path
    with override(path.split("/")[1] if path.split("/")[1] in dict(settings.LANGUAGES) else "en"):
        try:
            match = resolve(path)
        except Resolver404:
            return None
    if match.view_name not in SUBJECTS:
        return None
    return match.view_name, str(match.kwargs[SUBJECTS[match.view_name][1]])
