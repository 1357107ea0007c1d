"""Languages and stays: rows that may be as many as somebody has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.domain.editing import Values
from accounts.part_form import PartForm
from experts.domain.parts.stays import STAY, in_their_order
from taxonomy.choices import LanguageLevel, SpokenLanguage, StayKind
from taxonomy.language_rows import LanguageRows, written

MOST = 20  # rows
LONGEST = 60  # months


class StayRow(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of stay"), choices=[("", "–"), *StayKind.choices], required=False
    )
    months_min = forms.IntegerField(label=gettext_lazy("Shortest, in months"), required=False)
    months_max = forms.IntegerField(label=gettext_lazy("Longest, in months"), required=False)
    earliest = forms.DateField(label=gettext_lazy("Earliest start"), required=False)
    latest = forms.DateField(label=gettext_lazy("Latest end"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("months_min", "months_max"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "numeric"})
            self.fields[name].error_messages["invalid"] = _("Write a number of months.")
        for name in ("earliest", "latest"):
            self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            self.fields[name].error_messages["invalid"] = _("Write a day as 2027-03-31.")

    @property
    def is_blank(self) -> bool:
        return not self.cleaned_data.get("kind")

    @property
    def row(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in STAY}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("kind"):
            if any(data.get(name) for name in STAY):
                self.add_error("kind", _("Choose the kind of stay, or empty the whole row."))
            return data
        missing = {
            "months_min": _("Write how long you would stay at least."),
            "months_max": _("Write how long you would stay at most."),
            "earliest": _("Choose from when you could come."),
            "latest": _("Choose until when you would have to be back."),
        }
        for name, error in missing.items():
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, error)
        if not self.errors:
            self._clean_length(data["months_min"], data["months_max"])
            self._clean_days(data["earliest"], data["latest"], data["months_min"])
        return data

    def _clean_length(self, least: int, most: int) -> None:
        if not 1 <= least <= LONGEST:
            self.add_error("months_min", _("Write 1 to %(most)d months.") % {"most": LONGEST})
        elif not least <= most <= LONGEST:
            error = _("Write %(least)d to %(most)d months: no less than the shortest stay.")
            self.add_error("months_max", error % {"least": least, "most": LONGEST})

    def _clean_days(self, earliest: date, latest: date, least: int) -> None:
        today = timezone.localdate()
        if latest <= today:
            self.add_error("latest", _("This day is over. Choose a later one, or empty the row."))
        elif earliest < today and "earliest" in self.changed_data:
            self.add_error("earliest", _("This day is over. Choose today or a later one."))
        elif latest <= earliest:
            self.add_error("latest", _("The end lies before the start."))
        elif (latest - earliest).days < least * 28:
            error = _("The shortest stay of %(months)d months does not fit between these days.")
            self.add_error("latest", error % {"months": least})


StayRows = forms.formset_factory(StayRow, extra=1, max_num=MOST, absolute_max=MOST)


class StaysForm(PartForm):
    def __init__(self, data: Any = None, *, now: Values | None, user: Any) -> None:
        super().__init__(data, now=now, user=user)
        stored = now or {"languages": [], "stays": []}
        self.languages = LanguageRows(data, initial=stored["languages"], prefix="languages")
        self.stays = StayRows(data, initial=stored["stays"], prefix="stays")

    def shown(self, now: Values) -> dict[str, Any]:
        return {}

    def __iter__(self) -> Iterator[BoundField]:
        """The rows too, so that the summary of errors leads to them."""
        yield from super().__iter__()
        for rows in (self.languages, self.stays):
            for row in rows:
                yield from row

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        valid = self.languages.is_valid() & self.stays.is_valid()
        if valid:
            self._apart()
            valid = not any(row.errors for rows in (self.languages, self.stays) for row in rows)
        if not valid:
            self.add_error(None, _("Some rows need another look; nothing is saved yet."))
        return data

    def _apart(self) -> None:
        """Of one kind. A visit and a longer stay in the same months are two answers to two questions."""
        earlier: list[dict[str, Any]] = []
        for row in self.stays:
            if row.is_blank:
                continue
            mine = row.row
            for other in earlier:
                if (
                    other["kind"] == mine["kind"]
                    and other["earliest"] <= mine["latest"]
                    and mine["earliest"] <= other["latest"]
                ):
                    error = _(
                        "Overlaps with the stay from %(first)s to %(last)s above: make one row of both."
                    )
                    row.add_error("earliest", error % {"first": other["earliest"], "last": other["latest"]})
                    break
            earlier.append(mine)

    @property
    def values(self) -> dict[str, Any]:
        languages = written(self.languages)
        stays = [row.row for row in self.stays if not row.is_blank]
        return in_their_order(languages, stays)

    def label_of(self, name: str) -> str:
        return _("Languages") if name == "languages" else _("Stays wanted")

    def told(self, name: str, value: Any) -> str:
        if not value:
            return _("empty")
        if name == "languages":
            return "; ".join(
                f"{SpokenLanguage(row['language']).label} {LanguageLevel(row['level']).label}"
                for row in value
            )
        return "; ".join(
            f"{StayKind(row['kind']).label}, {row['months_min']}–{row['months_max']}, "
            f"{row['earliest']} – {row['latest']}"
            for row in value
        )
