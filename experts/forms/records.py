"""One place where somebody worked; one thing that they published."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.part_form import TOO_LONG, PartForm, text
from experts.forms.doi import DoiField
from experts.forms.person import countries
from taxonomy.choices import Language

FIRST_YEAR = 1930


def year_field(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": gettext_lazy("Write a year in four figures."),
            "required": gettext_lazy("Write a year in four figures."),
        },
        **more,
    )


class AffiliationForm(PartForm):
    name = text(gettext_lazy("Organisation"), 200, required=True)
    city = text(gettext_lazy("City"), 80)
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        choices=countries,
        error_messages={"required": gettext_lazy("Choose a country.")},
    )
    role = text(gettext_lazy("As what"), 120)
    start_year = year_field(gettext_lazy("From"))
    end_year = year_field(
        gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Leave it empty if you are still there."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = _("Write the name of the organisation.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        this = timezone.localdate().year
        for name in ("start_year", "end_year"):
            year = data.get(name)
            if year is not None and not FIRST_YEAR <= year <= this:
                error = _("Write a year from %(first)d to %(last)d.") % {"first": FIRST_YEAR, "last": this}
                self.add_error(name, error)
        start, end = data.get("start_year"), data.get("end_year")
        if start and end and end < start:
            self.add_error("end_year", _("The end lies before the start."))
        return data


class PublicationForm(PartForm):
    title = text(gettext_lazy("Title"), 500, required=True)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the title"),
        choices=Language.choices,
        help_text=gettext_lazy("Of a work in a third language: that of the title as you write it here."),
    )
    year = year_field(gettext_lazy("Year"), required=False)
    venue = text(gettext_lazy("Journal, conference or publisher"), 250)
    authors = text(gettext_lazy("Authors"), 5_000)
    doi = DoiField()
    abstract = forms.CharField(
        label=gettext_lazy("Abstract"),
        required=False,
        max_length=settings.TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = _("Write the title.")
        self.fields["abstract"].help_text = _(
            "Matches quote it; without one the title stands alone. At most %(limit)s characters."
        ) % {"limit": f"{settings.TEXT_LIMIT:,}"}
        self.fields["abstract"].widget.attrs.pop("maxlength", None)
        if self.now is None:
            self.initial["language"] = get_language()

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        last = timezone.localdate().year + 1  # in print
        if year is not None and not 1900 <= year <= last:
            raise forms.ValidationError(
                _("Write a year from %(first)d to %(last)d.") % {"first": 1900, "last": last}
            )
        return year

    def clean_abstract(self) -> str:
        return str(self.cleaned_data["abstract"]).replace("\r\n", "\n")
