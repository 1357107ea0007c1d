"""What an officer asks of the funnel. Every answer is optional."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes.funnel.asked import Asked
from outcomes.funnel.counting import BY
from taxonomy.choices import SourceChannel
from taxonomy.countries import country_choices
from taxonomy.models import PriorityField

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)  # of a period that can be asked for
TOO_FAR = gettext_lazy("Write a day from 2000-01-01 to 2100-12-31.")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        validators=[MinValueValidator(FIRST, TOO_FAR), MaxValueValidator(LAST, TOO_FAR)],
        error_messages={"invalid": gettext_lazy("Write a day as 2027-03-31.")},
    )


class FunnelForm(forms.Form):
    first = _day(gettext_lazy("First day"))
    last = _day(gettext_lazy("Last day"))
    country = forms.ChoiceField(label=gettext_lazy("Country of the person"), required=False)
    field = forms.ChoiceField(label=gettext_lazy("Field"), required=False)
    channel = forms.ChoiceField(
        label=gettext_lazy("Source channel"),
        required=False,
        choices=[("", gettext_lazy("All channels")), *SourceChannel.choices],
    )
    by = forms.ChoiceField(label=gettext_lazy("Rows of the table"), required=False, choices=list(BY.items()))

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        every = [("", _("All countries")), *country_choices()]
        self.fields["country"].choices = every  # type: ignore[attr-defined]
        fields = [(field.pk, str(field)) for field in PriorityField.objects.order_by("order")]
        self.fields["field"].choices = [("", _("All fields")), *fields]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The end lies before the start."))
        return data

    @property
    def asked(self) -> Asked:
        """Of a form that is not valid: everything."""
        if not self.is_valid():
            return Asked()
        data = self.cleaned_data
        return Asked(data["first"], data["last"], data["country"], data["field"], data["channel"])

    @property
    def grouped(self) -> str:
        return (self.cleaned_data.get("by") if self.is_valid() else "") or "channel"

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """What is asked, for the foot of an export: (question, answer)."""
        if not self.is_valid():
            return []
        named = {name: dict(getattr(self.fields[name], "choices", ())) for name in self.fields}
        return [
            (str(self.fields[name].label), str(named[name].get(value, value)))
            for name, value in self.cleaned_data.items()
            if value and name != "by"
        ]
