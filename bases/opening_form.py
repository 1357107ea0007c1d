"""The editor of an opening: both languages side by side, and what holds for both."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.domain.editing import Values
from accounts.part_form import TOO_LONG, PartForm, text
from bases.choices import Declaration, Direction, NationalityRule
from bases.domain.opening_part import ENDS, TEXTS, blank_opening, moment_of
from bases.models import Base, Institution, Project
from bases.opening_choices import Name, NameSelect, choices_for
from bases.validators import PHRASE_LENGTH, PHRASES
from taxonomy.choices import CareerStage, Language, LanguageLevel, SpokenLanguage, StayKind
from taxonomy.countries import country_choices
from taxonomy.language_rows import LanguageRows, written

LONGEST = 60  # months
MOST = 500  # places
TAGS = {"zh": "zh-Hans", "en": "en"}
LINES = {"description": 10, "requirements": 6, "duties": 4, "pay": 2, "housing": 2, "ip": 2, "summary": 2}


def _area(label: Any, limit: int = 20_000, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=limit,
        widget=forms.Textarea,
        error_messages={"max_length": TOO_LONG},
        **more,
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "invalid": gettext_lazy("Write a day as 2027-03-31."),
            "required": gettext_lazy("Choose a day."),
        },
    )


def _number(label: Any, least: int, most: int) -> forms.IntegerField:
    wrong = format_lazy(gettext_lazy("Write a whole number from {least} to {most}."), least=least, most=most)
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "required", "min_value", "max_value"), wrong),
    )


class OpeningForm(PartForm):
    base = forms.TypedChoiceField(
        label=gettext_lazy("Base"), required=False, coerce=int, empty_value=None, widget=NameSelect
    )
    project = forms.TypedChoiceField(
        label=gettext_lazy("Project"), required=False, coerce=int, empty_value=None, widget=NameSelect
    )
    programme = forms.TypedChoiceField(
        label=gettext_lazy("Programme"), required=False, coerce=int, empty_value=None, widget=NameSelect
    )
    framework = forms.TypedChoiceField(
        label=gettext_lazy("Cooperation framework"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=NameSelect,
    )
    direction = forms.ChoiceField(label=gettext_lazy("Direction"), choices=Direction.choices)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of stay"), choices=StayKind.choices)
    places = _number(gettext_lazy("Places"), 1, MOST)
    months_min = _number(gettext_lazy("Shortest stay, in months"), 1, LONGEST)
    months_max = _number(gettext_lazy("Longest stay, in months"), 1, LONGEST)
    starts_from = _day(gettext_lazy("Earliest arrival"))
    starts_until = _day(gettext_lazy("Latest arrival"))
    deadline_day = _day(gettext_lazy("Deadline"))
    deadline_time = forms.TimeField(
        label=gettext_lazy("Time of the deadline"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "invalid": gettext_lazy("Write a time as 18:00."),
            "required": gettext_lazy("Write a time as 18:00."),
        },
    )
    deadline_zone = forms.ChoiceField(label=gettext_lazy("Time zone of the deadline"))
    career_stages = forms.MultipleChoiceField(
        label=gettext_lazy("Career stages"),
        choices=CareerStage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: any."),
    )
    nationality_rule = forms.ChoiceField(
        label=gettext_lazy("Nationality rule"),
        choices=NationalityRule.choices,
        help_text=gettext_lazy("Only where a cooperation framework asks for it."),
    )
    nationalities = forms.MultipleChoiceField(
        label=gettext_lazy("Nationalities of the rule"), choices=country_choices, required=False
    )
    fields_of_work = forms.MultipleChoiceField(
        label=gettext_lazy("Priority fields"), required=False, widget=forms.CheckboxSelectMultiple
    )
    challenges = forms.MultipleChoiceField(
        label=gettext_lazy("Global challenges"), required=False, widget=forms.CheckboxSelectMultiple
    )
    original = forms.ChoiceField(label=gettext_lazy("Written first in"), choices=Language.choices)
    declared = forms.ChoiceField(
        label=gettext_lazy("Does the work touch a sensitive field?"),
        choices=Declaration.choices,
        required=False,
        help_text=gettext_lazy(
            "Arms and dual use, fissile material, dangerous agents, human genetic resources, secrets, critical "
            "infrastructure. An opening that does is held until two officers have looked at it."
        ),
    )
    declaration = _area(gettext_lazy("What the work is for"), 2_000)

    title_zh = text(gettext_lazy("Title in Chinese"), 250)
    title_en = text(gettext_lazy("Title in English"), 250)
    summary_zh = _area(gettext_lazy("In one sentence (Chinese)"), 400)
    summary_en = _area(gettext_lazy("In one sentence (English)"), 400)
    description_zh = _area(gettext_lazy("Description in Chinese"))
    description_en = _area(gettext_lazy("Description in English"))
    requirements_zh = _area(
        gettext_lazy("Requirements in Chinese"), help_text=gettext_lazy("One on each line.")
    )
    requirements_en = _area(
        gettext_lazy("Requirements in English"), help_text=gettext_lazy("One on each line.")
    )
    duties_zh = _area(gettext_lazy("Duties in Chinese"))
    duties_en = _area(gettext_lazy("Duties in English"))
    pay_zh = _area(gettext_lazy("Pay in Chinese"))
    pay_en = _area(gettext_lazy("Pay in English"))
    housing_zh = _area(gettext_lazy("Travel and housing in Chinese"))
    housing_en = _area(gettext_lazy("Travel and housing in English"))
    ip_zh = _area(gettext_lazy("Intellectual property in Chinese"))
    ip_en = _area(gettext_lazy("Intellectual property in English"))

    def __init__(
        self,
        data: Any = None,
        *,
        now: Values | None,
        user: Any,
        institution: Institution,
        offered: dict[str, list[tuple[Any, str]]] | None = None,
    ) -> None:
        """`offered`: `choices_for(institution)`, where they are asked for once for many forms."""
        self.institution = institution
        super().__init__(data, now=now, user=user)
        for name, choices in (offered or choices_for(institution)).items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for end, tag in TAGS.items():
            for name in TEXTS:
                attrs = self.fields[f"{name}_{end}"].widget.attrs
                attrs["lang"] = tag
                if name in LINES:
                    attrs["rows"] = LINES[name]
                attrs.pop("maxlength", None)  # told with a message, and nothing is cut off
        self.fields["declaration"].widget.attrs["rows"] = 3
        self.fields["nationalities"].widget.attrs["size"] = 6
        self.languages = LanguageRows(data, initial=(now or {}).get("languages", []), prefix="languages")

    def shown(self, now: Values) -> dict[str, Any]:
        lines = {f"requirements_{end}": "\n".join(now[f"requirements_{end}"]) for end in ENDS}
        return dict(now) | lines

    def __iter__(self) -> Iterator[BoundField]:
        """The rows too, so that the summary of errors leads to them."""
        yield from super().__iter__()
        for row in self.languages:
            yield from row

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.languages.is_valid():
            self.add_error(None, _("Some languages need another look; nothing is saved yet."))
        self._clean_texts(data)
        self._clean_place(data)
        self._clean_stay(data)
        self._clean_rule(data)
        return data

    def _clean_texts(self, data: dict[str, Any]) -> None:
        for end in ENDS:
            for name in TEXTS:
                data[f"{name}_{end}"] = str(data.get(f"{name}_{end}") or "").replace("\r\n", "\n").strip()
            lines = [line.strip(" \t•·*-") for line in data[f"requirements_{end}"].split("\n")]
            data[f"requirements_{end}"] = [line for line in lines if line]
        data["declaration"] = str(data.get("declaration") or "").replace("\r\n", "\n").strip()
        written = [end for end in ENDS if data[f"title_{end}"]]
        if len(written) == 1:
            data["original"] = ENDS[written[0]].value
        # Errors last: each takes its value out of the data.
        for end in ENDS:
            phrases = data[f"requirements_{end}"]
            without = end not in written and f"title_{end}" not in self.errors
            if without and any(data[f"{name}_{end}"] for name in TEXTS):
                self.add_error(
                    f"title_{end}", _("Where there is a text in this language, it needs the title too.")
                )
            if len(phrases) > PHRASES or any(len(phrase) > PHRASE_LENGTH for phrase in phrases):
                error = _("At most %(count)d lines of at most %(length)d letters each.")
                self.add_error(f"requirements_{end}", error % {"count": PHRASES, "length": PHRASE_LENGTH})
        here = "zh" if (get_language() or "").startswith("zh") else "en"
        if not written and not self.errors.keys() & {"title_zh", "title_en"}:
            self.add_error(f"title_{here}", _("Write a title in Chinese or in English."))

    def _clean_place(self, data: dict[str, Any]) -> None:
        without = (
            data.get("kind") == StayKind.INTERNATIONAL_POST or data.get("direction") == Direction.OUTBOUND
        )
        if not data.get("base") and not data.get("project") and not without:
            self.add_error("base", _("Choose the base, or the project, that people come to."))
        project = data.get("project")
        if (
            project
            and data.get("base")
            and not Project.objects.filter(pk=project, base=data["base"]).exists()
        ):
            self.add_error("project", _("This project is not at that base; choose one that is, or no base."))

    def _clean_stay(self, data: dict[str, Any]) -> None:
        least, most = data.get("months_min"), data.get("months_max")
        if least and most and most < least:
            self.add_error("months_max", _("The longest stay is shorter than the shortest."))
        first, last = data.get("starts_from"), data.get("starts_until")
        if first and last and last < first:
            self.add_error("starts_until", _("The latest arrival lies before the earliest."))
        if last and last <= timezone.localdate() and self._changed("starts_until", last):
            self.add_error("starts_until", _("This day is over. Choose a later one."))
        zone, day = data.get("deadline_zone"), data.get("deadline_day")
        whole = zone and day and data.get("deadline_time") is not None
        if whole and moment_of(data) <= timezone.now() and self._changed("deadline_day", day):
            here = timezone.now().astimezone(zoneinfo.ZoneInfo(str(zone)))
            error = _("This moment is over: there it is %(now)s. Choose a later one.")
            self.add_error("deadline_day", error % {"now": f"{here:%Y-%m-%d %H:%M}"})

    def _clean_rule(self, data: dict[str, Any]) -> None:
        rule = data.get("nationality_rule")
        if rule == NationalityRule.ANY:
            data["nationalities"] = []
        elif rule and not data.get("nationalities") and "nationalities" not in self.errors:
            self.add_error(
                "nationalities", _("Choose the countries that the rule is about, or any nationality.")
            )
        for name in ("nationalities", "career_stages"):
            data[name] = sorted(data.get(name) or [])
        for name in ("fields_of_work", "challenges"):
            data[name] = sorted(data.get(name) or [])

    def _changed(self, name: str, value: Any) -> bool:
        """An old draft is saved although its days are over; it is not handed in with them."""
        return self.now is None or self.now.get(name) != value

    # The groups of the page.
    def texts(self) -> list[BoundField]:
        """Of both languages in turn, so that they stand side by side; first the one of the page."""
        ends = sorted(ENDS, key=lambda end: ENDS[end] != get_language())
        return [self[f"{name}_{end}"] for name in TEXTS for end in ends]

    def places_of(self) -> list[BoundField]:
        return [self[name] for name in ("base", "project", "programme", "framework")]

    def stay(self) -> list[BoundField]:
        names = (
            "kind", "direction", "places", "months_min", "months_max", "starts_from", "starts_until",
            "deadline_day", "deadline_time", "deadline_zone",
        )  # fmt: skip
        return [self[name] for name in names]

    @property
    def values(self) -> dict[str, Any]:
        rows = sorted(written(self.languages), key=lambda row: str(row["language"]))
        return super().values | {"languages": rows}

    def label_of(self, name: str) -> str:
        return _("Languages") if name == "languages" else super().label_of(name)

    def told(self, name: str, value: Any) -> str:
        if name == "languages" and value:
            return "; ".join(
                f"{SpokenLanguage(row['language']).label} {LanguageLevel(row['level']).label}"
                for row in value
            )
        return super().told(name, value)


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
