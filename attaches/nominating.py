"""Where somebody is nominated for an opening."""

from __future__ import annotations

from django.urls import reverse

from bases.models import Opening


def nominate_address(opening: Opening) -> str:
    return f"{reverse('nominations:new')}?opening={opening.pk}"
