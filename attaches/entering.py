"""Who works at this desk."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.audience import Grant, admitted, grants_of
from accounts.models import User


def attache_of(request: HttpRequest) -> tuple[User, tuple[Grant, ...]]:
    """The reader and what their posts grant. Raises PermissionDenied for whoever holds none."""
    user = admitted(
        request.user,
        lambda reader: bool(grants_of(reader)),
        otherwise=_("This desk is for science attachés and accredited intermediaries; ask for the role under your account."),
    )
    return user, grants_of(user)
