"""What an institution says about a base, and to the criteria for its type."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.part_form import PartForm, text
from bases.choices import BaseKind, BaseStatus
from bases.criteria import criteria_of
from bases.domain.own_bases import TEXTS, fixed_names
from bases.models import Base
from bases.two_languages import TwoLanguagesForm
from taxonomy.choices import Province

LONGEST_ANSWER = 4_000  # characters


class BaseForm(TwoLanguagesForm):
    texts = TEXTS
    kind = forms.ChoiceField(
        label=gettext_lazy("Type"),
        choices=[("", gettext_lazy("Choose a type")), *BaseKind.choices],
        error_messages={"required": gettext_lazy("Choose the type of the base.")},
    )
    province = forms.ChoiceField(
        label=gettext_lazy("Province"),
        choices=[("", gettext_lazy("Choose a province")), *Province.choices],
        error_messages={"required": gettext_lazy("Choose the province.")},
    )

    def __init__(self, *args: Any, base: Base | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_fields()
        self.add_line("name", {"zh": _("Name in Chinese"), "en": _("Name in English")}, 200)
        self.add_line("city", {"zh": _("City in Chinese"), "en": _("City in English")}, 80)
        self.add_text("about", {"zh": _("Description in Chinese"), "en": _("Description in English")}, rows=6)
        self.add_text(
            "offer",
            {"zh": _("What it offers, in Chinese"), "en": _("What it offers, in English")},
            rows=4,
            help_text=_("Equipment, data, places to work and live, support on arrival."),
        )
        self.texts_first()
        for name in fixed_names(base) if base else ():
            self.fields[name].disabled = True
            self.fields[name].required = False


class CriteriaForm(PartForm):
    """One answer for each criterion; what is not answered yet may wait."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in criteria_of(kind):
            field = text(
                str(criterion.question),
                LONGEST_ANSWER,
                widget=forms.Textarea(attrs={"rows": 4, "lang": "", "dir": "auto"}),
            )
            field.widget.attrs.pop("maxlength", None)
            self.fields[criterion.key] = field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        return {name: value.replace("\r\n", "\n") for name, value in data.items()}


STEPS = {
    "recognise": (BaseStatus.RECOGNISED, gettext_lazy("Recognise")),
    "notice": (BaseStatus.ON_NOTICE, gettext_lazy("Put on notice")),
    "withdraw": (BaseStatus.WITHDRAWN, gettext_lazy("Withdraw the recognition")),
}
FIRST_RECOGNITION = date(1990, 1, 1)


class RecognitionForm(forms.Form):
    """What an officer decides about a base; `step` is the button that was pressed, a key of STEPS.

    `seen` is the mark of the page.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    recognised_on = forms.DateField(
        label=gettext_lazy("Recognised on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The day of the decision; today if you leave it empty."),
        error_messages={"invalid": gettext_lazy("Write the day as in 2026-11-30.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The owners read it in a letter. Needed unless you recognise the base."),
    )

    def __init__(self, *args: Any, base: Base, step: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        if base.status in (BaseStatus.RECOGNISED, BaseStatus.ON_NOTICE):
            del self.fields["recognised_on"]  # keeps its first day

    def clean_recognised_on(self) -> date | None:
        day: date | None = self.cleaned_data["recognised_on"]
        if day and not FIRST_RECOGNITION <= day <= timezone.localdate():
            raise forms.ValidationError(_("Write a day from 1990 on that is not in the future."))
        return day

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"]).strip()
        if self.step in ("notice", "withdraw") and not reason:
            raise forms.ValidationError(_("Write what is to be mended, so that they can do it."))
        return reason

    def clean(self) -> dict[str, Any]:
        if self.step not in STEPS:
            self.add_error(None, _("Choose what you decide."))
        return super().clean() or {}
