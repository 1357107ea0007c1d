"""ORCID iDs: as people type them, and as ORCID itself says whose they are."""

from __future__ import annotations

import re

from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User

PATTERN = re.compile(r"(?:https?://(?:www\.)?orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])/?")


def orcid_of(typed: str) -> str:
    """`0000-0002-1825-0097`, from an iD or the address of a record. Raises ValidationError."""
    found = PATTERN.fullmatch("".join(typed.split()))
    if not found:
        raise ValidationError(_("An ORCID iD looks like 0000-0002-1825-0097."))
    iD = "-".join(found.groups()).upper()
    if iD[-1] != check_character(iD.replace("-", "")[:-1]):
        raise ValidationError(
            _("This iD does not exist: its last character does not fit the others. Check it.")
        )
    return iD


def check_character(figures: str) -> str:
    """The last character of an iD that begins with these 15 figures (ISO 7064, 11-2)."""
    total = 0
    for figure in figures:
        total = (total + int(figure)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


def connected_orcid(user: User) -> str:
    """The iD with which the account is connected; "" without one. It is proved, not typed."""
    uid = SocialAccount.objects.filter(user=user, provider="orcid").values_list("uid", flat=True).first()
    return uid or ""
