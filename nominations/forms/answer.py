"""What the person corrects, adds and agrees to when they accept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.consent_texts import current_text
from accounts.models import Purpose
from accounts.part_form import text
from experts.choices import ProfileKind
from experts.domain.orcid import orcid_of
from experts.forms.person import countries
from experts.models import Nomination
from nominations.domain.answering import Yes
from taxonomy.choices import CareerStage
from taxonomy.models import PriorityField

PERSON = ("name", "native_name", "affiliation", "country", "orcid")


class AcceptForm(forms.Form):
    """Of somebody without a profile. No purpose is ticked from the start."""

    name = text(gettext_lazy("Name in Latin script"), 150, required=True)
    native_name = text(gettext_lazy("Name in its own script"), 150)
    affiliation = text(gettext_lazy("Where you work now"), 200)
    country = forms.ChoiceField(
        label=gettext_lazy("Country where you work"),
        choices=countries,
        error_messages={"required": gettext_lazy("Choose a country.")},
    )
    orcid = text(
        gettext_lazy("ORCID iD"), 60, help_text=gettext_lazy("16 figures, or the address of your record.")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("I am here as"),
        choices=ProfileKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of both.")},
    )
    career_stage = forms.ChoiceField(
        label=gettext_lazy("Career stage"),
        choices=[("", "–"), *CareerStage.choices],
        error_messages={"required": gettext_lazy("Choose your career stage.")},
    )
    headline = text(
        gettext_lazy("What you do, in one line"),
        250,
        help_text=gettext_lazy(
            "With this line and a field your profile is ready at once; you can add the rest later."
        ),
    )

    def __init__(self, data: Any = None, *, nomination: Nomination) -> None:
        initial: dict[str, Any] = {name: str(getattr(nomination, name)) for name in PERSON}
        initial["fields"] = [str(key) for key in nomination.fields.values_list("pk", flat=True)]
        super().__init__(data, initial=initial)
        self.fields["fields"] = forms.MultipleChoiceField(
            label=_("Fields of your work"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(row.pk), str(row)) for row in PriorityField.objects.order_by("order")],
        )
        self.fields["name"].error_messages["required"] = _("Write your name as it stands on your papers.")
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        for purpose in Purpose:
            wording = current_text(purpose).in_language(get_language())
            self.fields[purpose.value] = forms.BooleanField(
                label=wording.title, help_text=wording.text, required=False
            )

    def clean_orcid(self) -> str:
        typed = str(self.cleaned_data["orcid"])
        return typed and orcid_of(typed)

    @property
    def about(self) -> list[BoundField]:
        return [self[name] for name in (*PERSON, "kind", "career_stage")]

    @property
    def work(self) -> list[BoundField]:
        return [self["fields"], self["headline"]]

    @property
    def boxes(self) -> list[BoundField]:
        return [self[purpose.value] for purpose in Purpose]

    @property
    def yes(self) -> Yes:
        data = self.cleaned_data
        person = {name: data[name] for name in (*PERSON, "kind", "career_stage")}
        chosen = set(data["fields"])
        return Yes(
            person=person | {"doctorate_year": None, "nationalities": []},
            fields=[key for key, _label in self.fields["fields"].choices if key in chosen],  # type: ignore[attr-defined]
            headline=data["headline"],
            purposes=[purpose for purpose in Purpose if data[purpose.value]],
        )
