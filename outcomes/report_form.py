"""The report of one side: what came of the stay, work by work, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.domain.editing import Values
from accounts.part_form import TOO_LONG, PartForm, text
from experts.forms.doi import DoiField
from outcomes.choices import FollowUp, WorkKind
from outcomes.domain.reports import key_of
from outcomes.models.report import MOST_TRAINEES
from taxonomy.choices import Language

LONGEST = 5_000  # characters of a text
MOST_WORKS = 50
BLANK = 2  # rows to write in


def area(label: Any, rows: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto", "lang": ""}),
        error_messages={"max_length": TOO_LONG},
        **more,
    )


class WorkRow(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", "–"), *WorkKind.choices], required=False
    )
    title = text(gettext_lazy("Title"), 300)
    doi = DoiField()
    number = text(gettext_lazy("Number of the patent, or address"), 200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        told = [name for name in ("title", "doi", "number") if data.get(name)]
        if not data.get("kind"):
            if told:
                self.add_error("kind", _("Choose the kind, or empty the whole row."))
            return data
        if "doi" in self.errors:
            return data
        if not data.get("title") and not data.get("doi"):
            self.add_error("title", _("Write the title, or the DOI of a publication."))
        elif not key_of(self.work):
            self.add_error("title", _("Write the title in letters."))
        return data

    @property
    def is_blank(self) -> bool:
        return not self.cleaned_data.get("kind")

    @property
    def work(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name) or "" for name in ("kind", "title", "doi", "number")}


class EachOnce(forms.BaseFormSet[WorkRow]):
    def clean(self) -> None:
        """Once the rows are valid for themselves."""
        seen: set[tuple[str, str]] = set()
        for row in self.forms:
            if not row.is_valid() or row.is_blank:
                continue
            key = row.work["kind"], key_of(row.work)
            if key in seen:
                row.add_error("title", _("You named this above; keep one of both rows."))
                raise forms.ValidationError(_("Each work once."))
            seen.add(key)


WorkRows = forms.formset_factory(
    WorkRow, formset=EachOnce, extra=BLANK, max_num=MOST_WORKS, absolute_max=MOST_WORKS
)


class ReportForm(PartForm):
    summary = area(
        gettext_lazy("What came of the stay"),
        8,
        help_text=gettext_lazy(
            "Results, data, methods, people met: a few lines are enough. Needed to send it."
        ),
    )
    trainees = forms.IntegerField(
        label=gettext_lazy("People trained"),
        help_text=gettext_lazy("Students and staff who learned something in it; 0 if none."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        min_value=0,
        max_value=MOST_TRAINEES,
        required=False,
    )
    follow_up = forms.ChoiceField(
        label=gettext_lazy("What comes next"),
        choices=[("", gettext_lazy("Choose one")), *FollowUp.choices],
        required=False,
    )
    plans = area(gettext_lazy("Plans in words"), 4)
    language = forms.ChoiceField(label=gettext_lazy("Language of your report"), choices=Language.choices)

    def __init__(self, data: Any = None, *, now: Values, user: Any) -> None:
        super().__init__(data, now=now, user=user)
        for name in ("summary", "plans"):
            self.fields[name].widget.attrs.pop("maxlength", None)
        wrong = _("Write a whole number from 0 to %(most)d.") % {"most": MOST_TRAINEES}
        self.fields["trainees"].error_messages |= dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
        self.works = WorkRows(data, initial=now["works"], prefix="works")

    def shown(self, now: Values) -> dict[str, Any]:
        return {name: value for name, value in now.items() if name != "works"} | {
            "language": now["language"] or get_language()
        }

    def __iter__(self) -> Iterator[BoundField]:
        """The rows too, so that the summary of errors leads to them."""
        yield from super().__iter__()
        for row in self.works:
            yield from row

    @property
    def own_fields(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name != "seen"]

    def clean_summary(self) -> str:
        return _lines(self.cleaned_data["summary"])

    def clean_plans(self) -> str:
        return _lines(self.cleaned_data["plans"])

    def clean_trainees(self) -> int:
        return int(self.cleaned_data["trainees"] or 0)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.works.is_valid():
            self.add_error(None, _("Some rows need another look; nothing is saved yet."))
            for error in self.works.non_form_errors():
                self.add_error(None, error)
        return data

    @property
    def values(self) -> dict[str, Any]:
        return super().values | {"works": [row.work for row in self.works.forms if not row.is_blank]}

    def label_of(self, name: str) -> str:
        return _("Works") if name == "works" else super().label_of(name)

    def told(self, name: str, value: Any) -> str:
        if name != "works" or not value:
            return super().told(name, value)
        return "\n".join(work["title"] or work["doi"] for work in value)


def _lines(text: str) -> str:
    return str(text).replace("\r\n", "\n").strip()
