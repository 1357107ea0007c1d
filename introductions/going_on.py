"""Introductions of a person that go on although they withdraw a consent."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.going_on import GoingOn, register_going_on
from accounts.models import User
from matching.choices import IntroductionState
from matching.models import Introduction


def introductions(user: User) -> Iterator[GoingOn]:
    """Those that both sides agreed to and that have no stay yet. A query and their texts."""
    rows = Introduction.objects.filter(
        profile__user=user, state=IntroductionState.ACCEPTED, exchange__isnull=True
    )
    rows = rows.select_related("opening__institution").prefetch_related(
        "opening__texts", "opening__institution__texts"
    )
    for row in rows.order_by("pk"):
        yield GoingOn(
            what=_("Introduction: %(state)s") % {"state": row.get_state_display()},
            about=f"{row.opening.label} · {row.opening.institution.label}",
            address=reverse("introductions:introduction", args=[row.pk]),
            how=_("You withdraw from it on its page."),
        )


register_going_on(introductions)
