"""What an institution says about a project."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.part_form import text
from bases.choices import FundingKind
from bases.domain.own_projects import TEXTS, share
from bases.models import Framework, Programme
from bases.two_languages import TwoLanguagesForm
from taxonomy.models import Challenge

FIRST_YEAR, YEARS_AHEAD = 1980, 30
YEAR = {
    "invalid": gettext_lazy("Write a year in four figures."),
    "required": gettext_lazy("Write a year in four figures."),
}
PER_CENT = dict.fromkeys(
    ("invalid", "min_value", "max_value"), gettext_lazy("Write a whole number from 0 to 100.")
)


def whole_number(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **more)


class ProjectForm(TwoLanguagesForm):
    texts = TEXTS
    leader = text(
        gettext_lazy("Leader"),
        120,
        required=True,
        help_text=gettext_lazy("Stands on the public page of the base: write it with the person's consent."),
    )
    start_year = whole_number(gettext_lazy("From"), error_messages=YEAR)
    end_year = whole_number(gettext_lazy("Until"), error_messages=YEAR)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].error_messages["required"] = _("Write who leads the project.")
        self.add_fields()
        self.fields["challenges"] = forms.MultipleChoiceField(
            label=_("Global challenges"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(row.pk, str(row)) for row in Challenge.objects.order_by("order")],
        )
        for name, label, model in (
            ("programme", _("Programme"), Programme),
            ("framework", _("Cooperation framework"), Framework),
        ):
            rows = model.objects.prefetch_related("texts")
            named = sorted(((row.pk, row.label) for row in rows), key=lambda item: item[1])
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", _("None")), *named],
            )
        for kind in FundingKind:
            self.fields[share(kind)] = whole_number(
                _("%(source)s, per cent") % {"source": kind.label},
                required=False,
                min_value=0,
                max_value=100,
                error_messages=PER_CENT,
            )
        self.add_line("title", {"zh": _("Title in Chinese"), "en": _("Title in English")}, 250)
        self.add_text(
            "description", {"zh": _("Description in Chinese"), "en": _("Description in English")}, rows=8
        )
        self.texts_first()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        this = timezone.localdate().year
        for name in ("start_year", "end_year"):
            year = data.get(name)
            if year is not None and not FIRST_YEAR <= year <= this + YEARS_AHEAD:
                last = this + YEARS_AHEAD
                self.add_error(
                    name,
                    _("Write a year from %(first)d to %(last)d.") % {"first": FIRST_YEAR, "last": last},
                )
        start, end = data.get("start_year"), data.get("end_year")
        if start and end and end < start:
            self.add_error("end_year", _("The end lies before the start."))
        elif end and end < this and self.now is None:
            self.add_error("end_year", _("This year has passed; a new project is one that still runs."))
        shares = [share(kind) for kind in FundingKind]
        if sum(data.get(name) or 0 for name in shares) > 100:
            self.add_error(shares[-1], _("Together these are more than 100 per cent."))
        return data

    def facts(self) -> list[BoundField]:
        names = ("leader", "start_year", "end_year", "programme", "framework", *map(share, FundingKind))
        return [self[name] for name in names]
