"""Stays of a person that go on although they withdraw a consent."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.going_on import GoingOn, register_going_on
from accounts.models import User
from exchanges.choices import ExchangeStep
from exchanges.rows import LIVE, of_person
from exchanges.way import WAY
from matching.choices import Side


def stays(user: User) -> Iterator[GoingOn]:
    rows = of_person(user).filter(state__in=LIVE).select_related("introduction__opening__institution")
    texts = ("introduction__opening__texts", "introduction__opening__institution__texts")
    for row in rows.prefetch_related(*texts).order_by("pk"):
        opening = row.introduction.opening
        cancels = ExchangeStep.CANCEL in WAY.steps_from(row.state, who=Side.PERSON)
        yield GoingOn(
            what=_("Stay: %(state)s") % {"state": row.get_state_display()},
            about=f"{opening.label} · {opening.institution.label}",
            address=reverse("exchanges:exchange", args=[row.pk]),
            how=_("You cancel it on its page, with a reason; the introduction ends with it.")
            if cancels
            else _("You end it early on its page, with a reason."),
        )


register_going_on(stays)
