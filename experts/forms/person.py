"""Who I am."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.part_form import PartForm, text
from experts.choices import ProfileKind
from experts.domain.orcid import connected_orcid, orcid_of
from taxonomy.choices import CareerStage
from taxonomy.countries import country_choices

EARLIEST = 1930  # a doctorate before is a slip of the pen
NATIONALITIES = 2  # fields that are there from the start; one more than somebody has


def countries() -> list[tuple[str, str]]:
    return [("", "–"), *country_choices()]


class PersonForm(PartForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("I am here as"),
        choices=ProfileKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of both.")},
    )
    name = text(
        gettext_lazy("Name in Latin script"),
        150,
        required=True,
        help_text=gettext_lazy("As on your papers. Shown only on introduction unless you choose otherwise."),
    )
    native_name = text(
        gettext_lazy("Name in its own script"),
        150,
        help_text=gettext_lazy("As you write it at home. Leave it empty if that is in Latin letters."),
    )
    career_stage = forms.ChoiceField(
        label=gettext_lazy("Career stage"),
        choices=[("", "–"), *CareerStage.choices],
        error_messages={"required": gettext_lazy("Choose your career stage.")},
    )
    doctorate_year = forms.IntegerField(
        label=gettext_lazy("Year of the doctorate"),
        required=False,
        help_text=gettext_lazy("Leave it empty while you have none."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("Write a year in four figures.")},
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country where you work"),
        choices=countries,
        error_messages={"required": gettext_lazy("Choose a country.")},
    )
    affiliation = text(gettext_lazy("Where you work now"), 200)
    orcid = text(
        gettext_lazy("ORCID iD"), 60, help_text=gettext_lazy("16 figures, or the address of your record.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = _("Write your name as it stands on your papers.")
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        own = list(self.now["nationalities"]) if self.now else []
        labels = [_("Nationality"), _("Second nationality")]
        self.nationalities = [f"nationality_{i}" for i in range(max(NATIONALITIES, len(own) + 1))]
        for i, name in enumerate(self.nationalities):
            label = labels[i] if i < len(labels) else _("Another nationality")
            self.fields[name] = forms.ChoiceField(label=label, choices=countries, required=False)
            self.initial[name] = own[i] if i < len(own) else ""
        self.fields["nationality_0"].help_text = _(
            "Hosts only see whether a rule on nationality is met. Leave it empty, and they have to ask."
        )
        self.connected = connected_orcid(self.user)
        if self.connected:
            self.fields["orcid"].disabled = True
            self.fields["orcid"].help_text = _("Verified: your account is connected with this iD.")
            self.initial["orcid"] = self.connected
        if self.now is None:
            self.initial["name"] = self.user.name if self.user.name.isascii() else ""
            self.initial["native_name"] = "" if self.user.name.isascii() else self.user.name

    def clean_doctorate_year(self) -> int | None:
        year: int | None = self.cleaned_data["doctorate_year"]
        this = timezone.localdate().year
        if year is not None and not EARLIEST <= year <= this:
            raise forms.ValidationError(
                _("Write a year from %(first)d to %(last)d; leave it empty while you have no doctorate.")
                % {"first": EARLIEST, "last": this}
            )
        return year

    def clean_orcid(self) -> str:
        typed: str = self.cleaned_data["orcid"]
        return typed and orcid_of(typed)

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        chosen = [values.pop(name) for name in self.nationalities]
        return values | {"nationalities": list(dict.fromkeys(code for code in chosen if code))}

    def label_of(self, name: str) -> str:
        return _("Nationality") if name == "nationalities" else super().label_of(name)

    def told(self, name: str, value: Any) -> str:
        return super().told("country" if name == "nationalities" else name, value)

    def groups(self) -> Iterable[tuple[str, list[BoundField]]]:
        here = ["country", "affiliation", *self.nationalities]
        stages = ["career_stage", "doctorate_year", "orcid"]
        yield "", [self[name] for name in ("kind", "name", "native_name")]
        yield _("Career"), [self[name] for name in stages]
        yield _("Work and nationality"), [self[name] for name in here]
