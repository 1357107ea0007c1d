"""Buttons that take a step of an opening, and the reason that some of them need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audience import Visitor
from accounts.domain.editing import mark_of
from accounts.models import User
from accounts.step_form import Button
from accounts.stepping import Page
from bases.choices import OpeningStep as S
from bases.choices import PublicationState, Sensitivity
from bases.domain import publication, sensitivity
from bases.domain.opening_part import read_opening
from bases.domain.opening_rights import steps_of_host
from bases.domain.opening_steps import lock_with_host
from bases.models import Opening
from bases.opening_way import PUBLIC, WAY

HELD = gettext_lazy("It is held: two officers look at it anew, each with a reason, before it is public.")
TOLD = gettext_lazy("Done, and the team of the institution is told.")


def _handed_in(opening: Opening) -> str:
    if opening.sensitivity == Sensitivity.HELD:
        return _("Handed in. As it touches a sensitive field, two officers look at it; letters tell you.")
    return _("Handed in. An officer looks at it; a letter tells you what was decided.")


def _cleared(opening: Opening) -> str:
    if opening.sensitivity == Sensitivity.HELD:
        return _("Noted. It stays held until a second officer clears it.")
    return str(TOLD)


HOST: Mapping[str, Button] = {
    button.step: button
    for button in (
        Button(
            S.SUBMIT,
            gettext_lazy("Hand in for review"),
            gettext_lazy(
                "A programme officer looks at it, then it is public. Until then you can take it back."
            ),
            publication.submit_opening,
            done=_handed_in,
            primary=True,
        ),
        Button(
            S.TAKE_BACK,
            gettext_lazy("Take it back"),
            gettext_lazy("It becomes a draft that you can change."),
            publication.take_back_opening,
        ),
        Button(
            S.RESUME,
            gettext_lazy("Open it again"),
            gettext_lazy("It is back on the lists at once, and people are matched with it."),
            publication.resume_opening,
            primary=True,
        ),
        Button(
            S.PAUSE,
            gettext_lazy("Pause"),
            gettext_lazy("It leaves the lists and takes no applications until you open it again."),
            publication.pause_opening,
        ),
        Button(
            S.FILL,
            gettext_lazy("All places are taken"),
            gettext_lazy("It stays public, says so, and people are no longer matched with it."),
            publication.mark_opening_filled,
        ),
        Button(
            S.CLOSE,
            gettext_lazy("Close"),
            gettext_lazy(
                "It takes no more applications; its terms stay readable for those who applied. To open it again it "
                "passes through review anew."
            ),
            publication.close_opening,
            sure=gettext_lazy("Yes, close it"),
        ),
        Button(
            S.WITHDRAW,
            gettext_lazy("Take off the site"),
            gettext_lazy("It and its terms leave the site. Your team and the officers read why."),
            publication.withdraw_opening,
            reasoned=True,
            harm=True,
        ),
        Button(
            S.REOPEN,
            gettext_lazy("Make it a draft again"),
            gettext_lazy("You can change it and hand it in anew."),
            publication.reopen_as_draft,
        ),
    )
}
OFFICER: Mapping[str, Button] = {
    button.step: button
    for button in (
        Button(
            S.PUBLISH,
            gettext_lazy("Approve and publish"),
            gettext_lazy("It touches no sensitive field, and its wording is fair and clear."),
            publication.approve_opening,
            done=TOLD,
            primary=True,
        ),
        Button(
            S.RETURN,
            gettext_lazy("Return"),
            gettext_lazy("The host mends it and hands it in again."),
            publication.return_opening,
            done=TOLD,
            reasoned=True,
        ),
        Button(
            S.HOLD,
            gettext_lazy("Hold as sensitive"),
            gettext_lazy("Nobody sees it and nobody is matched with it until two officers have cleared it."),
            sensitivity.hold_sensitivity,
            done=TOLD,
            reasoned=True,
        ),
        Button(
            S.CLEAR,
            gettext_lazy("Clear"),
            gettext_lazy("Two officers have to, each with a reason."),
            sensitivity.clear_sensitivity,
            done=_cleared,
            reasoned=True,
        ),
        Button(
            S.REFUSE,
            gettext_lazy("Refuse"),
            gettext_lazy("It cannot be offered here."),
            sensitivity.refuse_sensitivity,
            done=TOLD,
            reasoned=True,
            harm=True,
        ),
    )
}


def officers_buttons(opening: Opening, officer: User) -> list[Button]:
    """What an officer can do with it now. Whoever cleared it first waits for another."""
    held = opening.sensitivity == Sensitivity.HELD
    in_review = opening.publication == PublicationState.IN_REVIEW
    steps: list[S] = []
    if in_review:
        if opening.sensitivity in (Sensitivity.UNCHECKED, Sensitivity.CLEAR):
            steps.append(S.PUBLISH)
        steps.append(S.RETURN)
    if not held and (in_review or opening.publication in PUBLIC):
        steps.append(S.HOLD)
    if held and in_review:
        steps += [S.REFUSE] if opening.half_cleared_by_id == officer.pk else [S.CLEAR, S.REFUSE]
    return [OFFICER[step] for step in steps]


def hosts_buttons(opening: Opening, user: Visitor, *, gaps: bool) -> list[Button]:
    """What an owner or editor can do with it now. What has gaps is not handed in."""
    buttons = [HOST[step] for step in steps_of_host(opening, user) if not (gaps and step == S.SUBMIT)]
    return [replace(one, hint=HELD) if one.step == S.SUBMIT and opening.is_held else one for one in buttons]


def page_of(buttons: Mapping[str, Button]) -> Page[Opening]:
    """Of the host, or of officers."""
    return Page(buttons, lock=lock_with_host, mark=state_of, already=taken_already, legal=_legal)


def _legal(opening: Opening, step: str) -> bool:
    """Those of the gate stand beside the way."""
    rule = WAY.rules.get(S(step))
    return rule is None or opening.publication in rule.of


def state_of(opening: Opening) -> str:
    """What a page showed, words included, so that a stale one is told."""
    return mark_of(
        read_opening(opening)
        | {
            "publication": opening.publication,
            "sensitivity": opening.sensitivity,
            "half_cleared_by": opening.half_cleared_by_id,
        }
    )


class PostponeForm(forms.Form):
    """A later deadline, on the clock of the opening's own zone."""

    day = forms.DateField(
        label=gettext_lazy("New deadline"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "invalid": gettext_lazy("Write a day as 2027-03-31."),
            "required": gettext_lazy("Choose a day."),
        },
    )

    def __init__(self, data: Any = None, *, opening: Opening) -> None:
        super().__init__(data, prefix="later")
        self._opening = opening
        self.fields["day"].help_text = _("At %(time)s as before; only later than now and than it is.") % {
            "time": f"{opening.local_deadline:%H:%M}"
        }

    @property
    def moment(self) -> datetime:
        local = self._opening.local_deadline
        return datetime.combine(self.cleaned_data["day"], local.time(), local.tzinfo)

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day > self._opening.starts_until:
            raise forms.ValidationError(
                _("At the latest %(day)s: then the latest arrival is over.")
                % {"day": self._opening.starts_until}
            )
        moment = datetime.combine(
            day, self._opening.local_deadline.time(), self._opening.local_deadline.tzinfo
        )
        if moment <= max(self._opening.deadline, timezone.now()):
            raise forms.ValidationError(
                _("Choose a day later than the deadline it has, for people count on that one.")
            )
        return day


def taken_already(opening: Opening, step: S, *, by: Any) -> bool:
    """A double click: this very step was the last that anybody took, and the same person took it."""
    last = opening.events.exclude(by=None).order_by("at", "pk").last()
    rule = WAY.rules.get(step)
    same = last is not None and last.step == step and last.by_id == by.pk
    return same and (rule is None or opening.publication == rule.to)
