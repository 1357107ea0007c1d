"""Introductions of a person that go on although they withdraw a consent."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.going_on import GoingOn, register_going_on
from accounts.models import User
from introductions.domain.reach import reachable
from matching.choices import IntroductionState
from matching.models import Introduction
from matching.models.introduction import LIVE


def introductions(user: User) -> Iterator[GoingOn]:
    """Those that have no stay yet; offers only as long as the person may be introduced. Two queries and their texts."""
    rows = Introduction.objects.filter(profile__user=user, state__in=LIVE, exchange__isnull=True)
    rows = rows.select_related("opening__institution").prefetch_related(
        "opening__texts", "opening__institution__texts"
    )
    offers = reachable().filter(user=user).exists()
    for row in rows.order_by("pk"):
        if row.state == IntroductionState.OFFERED and not offers:
            continue
        yield GoingOn(
            what=_("Introduction: %(state)s") % {"state": row.get_state_display()},
            about=f"{row.opening.label} · {row.opening.institution.label}",
            address=reverse("introductions:introduction", args=[row.pk]),
            how=_("You end it on its page: say no, or withdraw."),
        )


register_going_on(introductions)
