"""Where somebody is nominated for an opening."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from bases.models import Opening


def nominate_address(opening: Opening) -> str:
    try:
        return f"{reverse('nominations:new')}?opening={opening.pk}"
    except NoReverseMatch:
        return ""
