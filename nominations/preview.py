"""A letter as it will go out."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from experts.models import Nomination
from nominations.domain.sending import DAYS

NO_LINK = "the-link-of-the-letter"  # nobody but its reader has it


def letter_to(nomination: Nomination) -> tuple[str, str]:
    """Subject and text, in the language of the letter."""
    nomination.expires_at = timezone.now() + timedelta(days=DAYS)  # not saved
    with override(nomination.language):
        context = {"site": settings.WAGTAILADMIN_BASE_URL, "nomination": nomination, "token": NO_LINK}
        subject, _blank, text = render_to_string("letters/nomination.txt", context).strip().partition("\n")
    return subject.strip(), text.strip()
