"""The fields of the editor of an opening, each with its words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from accounts.part_form import TOO_LONG, PartForm, text
from bases.choices import Declaration, Direction, NationalityRule
from bases.opening_choices import NameSelect
from taxonomy.choices import CareerStage, Language, StayKind
from taxonomy.countries import country_choices

LONGEST = 60  # months
MOST = 500  # places


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


class OpeningFields(PartForm):
    """What the editor asks for. Choices of rows of the database come with the form."""

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
