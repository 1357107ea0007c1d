"""What a visitor may ask of the lists of openings and bases."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from bases.choices import BaseKind, BaseStatus, Direction
from bases.facets import DEADLINES, DURATIONS, FACETS
from bases.models import Base, Programme, SavedSearch
from taxonomy.choices import CareerStage, Language, Province, SpokenLanguage, StayKind
from taxonomy.countries import country_choices
from taxonomy.models import Challenge, PriorityField

LONGEST_QUERY = 200  # characters; a question, not a document


class OpeningFilter(forms.Form):
    """Every answer is optional, and none of them excludes another."""

    SORTS = [("relevance", _("By relevance")), ("deadline", _("By deadline")), ("newest", _("Newest first"))]

    q = forms.CharField(
        label=_("Search in openings"),
        required=False,
        max_length=LONGEST_QUERY,
        error_messages={"max_length": _("A search may have at most %(limit_value)d characters; shorten it.")},
    )
    field = forms.MultipleChoiceField(label=_("Priority field"), required=False)
    challenge = forms.MultipleChoiceField(label=_("Global challenge"), required=False)
    kind = forms.MultipleChoiceField(label=_("Kind of stay"), required=False, choices=StayKind.choices)
    country = forms.MultipleChoiceField(
        label=_("Country of the host"), required=False, choices=country_choices
    )
    province = forms.MultipleChoiceField(label=_("Province"), required=False, choices=Province.choices)
    base = forms.ModelChoiceField(
        label=_("Base"), required=False, queryset=Base.objects.all(), to_field_name="slug"
    )
    programme = forms.ModelChoiceField(
        label=_("Programme"), required=False, queryset=Programme.objects.all(), to_field_name="slug"
    )
    direction = forms.MultipleChoiceField(label=_("Direction"), required=False, choices=Direction.choices)
    stage = forms.MultipleChoiceField(label=_("Career stage"), required=False, choices=CareerStage.choices)
    open_to = forms.ChoiceField(label=_("Your nationality"), required=False, choices=country_choices)
    duration = forms.MultipleChoiceField(label=_("Length of stay"), required=False, choices=DURATIONS)
    deadline = forms.ChoiceField(label=_("Deadline"), required=False, choices=DEADLINES)
    works_in = forms.MultipleChoiceField(
        label=_("Working language"), required=False, choices=SpokenLanguage.choices
    )
    written_in = forms.MultipleChoiceField(label=_("Written in"), required=False, choices=Language.choices)
    sort = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("field", PriorityField), ("challenge", Challenge)):
            self.fields[name].choices = [(row.pk, str(row)) for row in model.objects.all()]  # type: ignore[attr-defined]

    def clean_q(self) -> str:
        """The words asked for, blanks evened out; "" when nothing was asked."""
        text = " ".join(self.cleaned_data["q"].split())
        if text and not any(character.isalnum() for character in text):
            raise forms.ValidationError(_("Write at least one word or figure to search for."))
        return text

    def clean_sort(self) -> str:
        """One of SORTS; "" for anything else: an order is no reason to refuse a question."""
        asked: str = self.cleaned_data["sort"]
        return asked if asked in {key for key, _ in self.SORTS} else ""

    @property
    def chosen(self) -> dict[str, list[str]]:
        """Facet -> values, of what holds; a facet of which nothing is chosen has none."""
        found = {facet.name: _values(self.cleaned_data.get(facet.name)) for facet in FACETS}
        return {name: values for name, values in found.items() if values}


def _values(answer: Any) -> list[str]:
    if not answer:
        return []
    if isinstance(answer, list):
        return answer
    return [answer if isinstance(answer, str) else answer.slug]


class BaseFilter(forms.Form):
    """Which bases the directory shows."""

    COLUMNS: ClassVar[dict[str, str]] = {"field": "fields"}  # where the model calls it otherwise
    STATES = (BaseStatus.RECOGNISED, BaseStatus.ON_NOTICE)

    kind = forms.ChoiceField(
        label=_("Type"), required=False, choices=[("", _("All types")), *BaseKind.choices]
    )
    province = forms.ChoiceField(
        label=_("Province"), required=False, choices=[("", _("All provinces")), *Province.choices]
    )
    field = forms.ChoiceField(label=_("Priority field"), required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Any status")), *((state.value, state.label) for state in STATES)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row.pk, str(row)) for row in PriorityField.objects.all()]
        self.fields["field"].choices = [("", _("All fields")), *rows]  # type: ignore[attr-defined]


class SearchName(forms.ModelForm):
    """What somebody calls a search that they save."""

    class Meta:
        model = SavedSearch
        fields = ["name"]
        widgets: ClassVar[dict[str, forms.Widget]] = {  # in whatever language its owner thinks of it
            "name": forms.TextInput(attrs={"lang": "", "dir": "auto"})
        }
