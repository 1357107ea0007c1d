"""Buttons that take a step of something: each a small form with what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

Words = Promise | str
DONE = gettext_lazy("Done.")


@dataclass(frozen=True, slots=True)
class Button:
    """`take(row, by=…, **what the form asks for)` takes the step."""

    step: str
    text: Words
    hint: Words
    take: Callable[..., Any]
    done: Words | Callable[[Any], str] = DONE  # a function is asked after the step; "": the page says it
    reasoned: bool = False
    optional: bool = False  # the reason
    harm: bool = False
    primary: bool = False
    sure: Words = ""  # what is ticked before: it cannot simply be taken back
    form: type[StepForm] | None = None  # that asks for more


class StepForm(forms.Form):
    """Of one button. `seen`: the mark of what the page showed."""

    step = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, button: Button, seen: str) -> None:
        super().__init__(data, initial={"seen": seen, "step": button.step}, auto_id=f"id_{button.step}_%s")
        self.button = button
        if button.reasoned or button.optional:
            self.fields["reason"] = forms.CharField(
                label=_("Reason"),
                required=button.reasoned,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3, "lang": "", "dir": "auto"}),
                error_messages={"required": _("Write why; the other side reads it.")},
            )
        if button.sure:
            self.fields["sure"] = forms.BooleanField(
                label=str(button.sure), error_messages={"required": _("Tick this, if you mean it.")}
            )

    @property
    def asked(self) -> list[forms.BoundField]:
        """What is to be filled in, but the tick."""
        return [self[name] for name in self.fields if name not in ("step", "seen", "sure")]

    @property
    def folded(self) -> bool:
        """Not the first thing to do, and more than a click."""
        return not self.button.primary and bool(self.asked or self.button.sure)

    @property
    def said(self) -> dict[str, Any]:
        """What `take` is told beside `by`; a reason is written in the language of the page."""
        told = {
            name: value for name, value in self.cleaned_data.items() if name not in ("step", "seen", "sure")
        }
        if "reason" in told:
            told["language"] = (get_language() or "") if told["reason"] else ""
        return told


def forms_of(buttons: Iterable[Button], *, seen: str, data: Any = None, pressed: str = "") -> list[StepForm]:
    """One for each button; the pressed one is bound to `data`."""
    return [
        (button.form or StepForm)(data if button.step == pressed else None, button=button, seen=seen)
        for button in buttons
    ]
