"""Who reads a page, and where a call to action may lead."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.audience import attache_countries, is_officer
from bases.choices import Verification


class Reader(models.TextChoices):
    ANYBODY = "anybody", _("Anybody")
    EXPERT = "expert", _("Experts and young scientists")
    HOST = "host", _("Staff of institutions")
    ATTACHE = "attache", _("Science attachés")
    OFFICER = "officer", _("Programme officers")


class Target(models.TextChoices):
    """Addresses of ours by their names."""

    OPENINGS = "matching:openings", _("All openings")
    BASES = "bases:directory", _("All bases")
    MINE = "matching:mine", _("Openings for me")
    DESK = "matching:desk", _("My desk")
    LOGIN = "accounts:login", _("Log in")


def reader_of(user: Any) -> Reader:
    """The first role that holds, of officer, host, attaché and expert; four queries at most, none for visitors."""
    if not getattr(user, "is_authenticated", False):
        return Reader.ANYBODY
    if is_officer(user):
        return Reader.OFFICER
    if user.staff_memberships.filter(institution__verification=Verification.VERIFIED).exists():
        return Reader.HOST
    if attache_countries(user):
        return Reader.ATTACHE
    return Reader.EXPERT if hasattr(user, "profile") else Reader.ANYBODY
