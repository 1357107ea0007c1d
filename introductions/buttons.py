"""The steps that a page of an introduction offers to each side."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.domain.editing import mark_of
from accounts.domain.steps import lock
from accounts.step_form import Button, StepForm
from accounts.stepping import Page, last_was
from introductions.choices import IntroductionStep as S
from introductions.domain.answering import (
    accept_introduction,
    decline_introduction,
    withdraw_introduction,
)
from introductions.querysets import waiting_side
from introductions.way import WAY
from matching.choices import OpinionReason, Side
from matching.models import Introduction


class DeclineForm(StepForm):
    """A reason for the other side, and one for the lists, both as they like."""

    because = forms.ChoiceField(
        label=_("Why it does not fit"),
        required=False,
        choices=[("", _("I would rather not say")), *OpinionReason.choices],
        help_text=_("It makes your own list better. The other side does not see it."),
    )

    @property
    def said(self) -> dict[str, Any]:
        because = self.cleaned_data["because"]
        return super().said | {"because": OpinionReason(because) if because else None}


def buttons_of(side: Side) -> dict[str, Button]:
    """All of one side, by step."""
    person = side == Side.PERSON
    rows = [
        Button(
            S.ACCEPT,
            pgettext_lazy("an introduction", "Accept"),
            _("The host then sees your name and how to reach you, and you see theirs.")
            if person
            else _("Each side then sees the name and the address of the other."),
            partial(accept_introduction, side=side),
            done=_("You said yes; the other side is told."),
            primary=True,
        ),
        Button(
            S.DECLINE,
            pgettext_lazy("an introduction", "Decline"),
            _("The other side is told, with your reason if you give one."),
            partial(decline_introduction, side=side),
            done=_("You said no; the other side is told."),
            optional=True,
            form=DeclineForm,
        ),
        Button(
            S.WITHDRAW,
            _("Withdraw"),
            _("It ends, and contact data is no longer shown. A stay that is being agreed ends with it."),
            partial(withdraw_introduction, side=side),
            done=_("It is withdrawn; the other side is told."),
            optional=True,
            harm=True,
            sure=_("Yes, I withdraw"),
        ),
    ]
    return {button.step: button for button in rows}


def offered(introduction: Introduction, side: Side) -> list[Button]:
    """What this side can do now."""
    late = introduction.answer_due is not None and introduction.answer_due <= timezone.now()
    buttons, asked = buttons_of(side), waiting_side(introduction) == side and not late
    said_yes = getattr(introduction, f"{side}_accepted_at") is not None
    fitting = {S.ACCEPT: asked, S.DECLINE: asked, S.WITHDRAW: said_yes}
    return [buttons[step] for step in WAY.steps_from(introduction.state, who=side) if fitting[step]]


def page_of(side: Side) -> Page[Introduction]:
    def legal(row: Introduction, step: str) -> bool:
        return row.state in WAY.rules[S(step)].of

    return Page(buttons_of(side), lock=lock, mark=mark, already=last_was, legal=legal)


def mark(introduction: Introduction) -> str:
    """Of what the page shows of its state."""
    return mark_of(
        {
            "state": introduction.state,
            "host": introduction.host_accepted_at,
            "person": introduction.person_accepted_at,
        }
    )
