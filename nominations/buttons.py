"""What the recommending attaché can do with a nomination."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.domain.editing import mark_of
from accounts.domain.steps import lock
from accounts.models import User
from accounts.step_form import Button, StepForm
from accounts.stepping import Page
from experts.choices import NominationState
from experts.models import Nomination
from nominations.choices import NominationStep as N
from nominations.domain.doubles import known_to
from nominations.domain.drafts import read_draft
from nominations.domain.ending import withdraw
from nominations.domain.sending import DAYS, send

ANOTHER = "another"
DOUBLE_CLICK = timedelta(minutes=1)


class SendForm(StepForm):
    """`who`: of the people who may be meant the key of one, or that it is none of them."""

    who = forms.CharField(required=False, max_length=20)


def _send(nomination: Nomination, *, by: User, who: str = "") -> Nomination:
    perhaps = {str(one.pk): one for one in known_to(nomination, by=by).perhaps} if who.isdigit() else {}
    return send(nomination, by=by, chosen=perhaps.get(who), another=who == ANOTHER)


SEND = Button(
    N.SEND,
    gettext_lazy("Send it"),
    gettext_lazy("It goes out at once."),
    _send,
    done="",
    primary=True,
    form=SendForm,
)
WITHDRAW = Button(
    N.WITHDRAW,
    gettext_lazy("Withdraw"),
    gettext_lazy("The link in the letter ends, what you wrote is deleted, and the person is told so."),
    withdraw,
    done=gettext_lazy("Withdrawn and deleted."),
    harm=True,
    sure=gettext_lazy("Yes, withdraw it"),
)
DISCARD = Button(
    N.WITHDRAW,
    gettext_lazy("Delete the draft"),
    gettext_lazy("Nothing of it stays."),
    withdraw,
    done=gettext_lazy("The draft is deleted."),
    harm=True,
)


def buttons_of(nomination: Nomination) -> Mapping[str, Button]:
    if nomination.state == NominationState.DRAFT:
        return {N.WITHDRAW: DISCARD}
    return {N.WITHDRAW: WITHDRAW} if nomination.state == NominationState.SENT else {}


def page_of(nomination: Nomination) -> Page[Nomination]:
    """The page of one nomination."""
    return Page(buttons_of(nomination), lock, mark, lambda row, step, by: False)


def mark(nomination: Nomination) -> str:
    """Of what a page showed: state and text."""
    return mark_of(read_draft(nomination) | {"state": nomination.state})


def sent_already(nomination: Nomination, step: str, *, by: Any) -> bool:
    """A double click: the letter went out, or was held back, by the click before."""
    last = nomination.events.order_by("at", "pk").last()
    if step != N.SEND or last is None or last.by_id != by.pk:
        return False
    if last.step == N.SEND:
        return nomination.state == NominationState.SENT
    changed = nomination.expires_at - timedelta(days=DAYS) if nomination.expires_at else last.at
    fresh = timezone.now() - last.at < DOUBLE_CLICK and last.at >= changed
    return last.step == N.HOLD_BACK and fresh


LETTER_PAGE: Page[Nomination] = Page({N.SEND: SEND}, lock, mark, sent_already)
