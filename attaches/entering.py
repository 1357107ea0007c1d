"""Who works at this desk."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.audience import Grant, grants_of, user_of
from accounts.models import User


def attache_of(request: HttpRequest) -> tuple[User, tuple[Grant, ...]]:
    """The reader and what their posts grant. Raises PermissionDenied for whoever holds none. One query."""
    user = user_of(request)
    grants = grants_of(user)
    if not grants:
        raise PermissionDenied(
            _(
                "This desk is for science attachés and accredited intermediaries. Ask for the role in your account."
            )
        )
    return user, grants
