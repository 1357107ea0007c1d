"""The doors of both editors."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _


def editor_door(request: HttpRequest, *, home: str) -> HttpResponseRedirect:
    """Instead of an editor's own login page: everybody logs in at one door, under one set of rules.

    Who is logged in and was sent here all the same may not enter: 403.
    """
    if request.user.is_authenticated:
        raise PermissionDenied(_("Your account may not enter this editor."))
    return redirect_to_login(request.GET.get("next", home))
