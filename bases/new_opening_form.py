"""How a draft is begun."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.part_form import text
from bases.domain.opening_part import blank_opening
from bases.models import Base, Institution
from bases.opening_choices import Name, NameSelect
from taxonomy.choices import Language, StayKind


class NewOpeningForm(forms.Form):
    """The least that a draft needs; everything else has a usual value that the editor shows."""

    title = text(gettext_lazy("Title of the opening"), 250, required=True)
    language = forms.ChoiceField(label=gettext_lazy("Language of the title"), choices=Language.choices)
    base = forms.TypedChoiceField(
        label=gettext_lazy("Base"), required=False, coerce=int, empty_value=None, widget=NameSelect
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of stay"), choices=StayKind.choices)

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.institution = institution
        self.fields["title"].error_messages["required"] = _("Write a title; it can be changed later.")
        self.bases = list(Base.objects.filter(institution=institution).prefetch_related("texts", "fields"))
        listed = sorted(((base.pk, Name.of(base)) for base in self.bases), key=lambda row: row[1])
        self.fields["base"].choices = [("", "–"), *listed]  # type: ignore[attr-defined]
        self.initial.setdefault("language", get_language())
        if len(self.bases) == 1:
            self.initial.setdefault("base", self.bases[0].pk)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            not data.get("base")
            and data.get("kind") != StayKind.INTERNATIONAL_POST
            and "base" not in self.errors
        ):
            self.add_error("base", _("Choose the base that people come to."))
        return data

    @property
    def values(self) -> dict[str, Any]:
        """Of a valid form: as `begin_opening` takes them."""
        data = self.cleaned_data
        base = next((one for one in self.bases if one.pk == data["base"]), None)
        end = "zh" if data["language"] == Language.ZH else "en"
        return blank_opening(self.institution) | {
            "kind": data["kind"],
            "base": data["base"],
            "fields_of_work": sorted(field.pk for field in base.fields.all()) if base else [],
            "original": data["language"],
            f"title_{end}": data["title"].strip(),
        }
