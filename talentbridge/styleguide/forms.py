"""Forms as samples. They are sent nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms


class Interest(forms.Form):
    """A day, a text and a choice."""

    start = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    stay = forms.ChoiceField()
    why = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, say: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("start", "stay", "why"):
            self.fields[name].label = say[name]
        self.fields["start"].help_text = say["start_hint"]
        self.fields["why"].help_text = say["why_hint"]
        self.fields["stay"].choices = [("6", say["six"]), ("12", say["twelve"])]  # type: ignore[attr-defined]
        self.too_early = say["early"]

    def clean_start(self) -> date:
        start: date = self.cleaned_data["start"]
        if start < date(2027, 3, 1):
            raise forms.ValidationError(self.too_early)
        return start


class Consents(forms.Form):
    """One box for one purpose."""

    found = forms.BooleanField(required=False)
    papers = forms.BooleanField(required=False)
    statistics = forms.BooleanField(required=False)
    home = forms.BooleanField()

    def __init__(self, say: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = say[name], say[f"{name}_hint"]


class Files(forms.Form):
    publications = forms.FileField()
    letter = forms.FileField(required=False)

    def __init__(self, say: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        publications, letter = self.fields["publications"], self.fields["letter"]
        publications.label, publications.help_text = say["label"], say["hint"]
        publications.widget.attrs["accept"] = ".bib,.ris"
        letter.label, letter.help_text = say["other"], say["other_hint"]
        self.refusal = say["error"]

    def clean_letter(self) -> None:
        raise forms.ValidationError(self.refusal)
