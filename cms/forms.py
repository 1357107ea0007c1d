"""What an editor fills in, and what a visitor may ask of the library."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.choices import LANGUAGES, ResourceKind
from taxonomy.models import PriorityField


class ResourceForm(WagtailAdminPageForm):
    languages = forms.MultipleChoiceField(
        label=_("languages it is in"), choices=LANGUAGES, required=False, widget=forms.SelectMultiple
    )


class LibraryFilter(forms.Form):
    """Of the resources that are listed; every answer is optional, and a language is offered that one of them is in."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *ResourceKind.choices]
    )
    field = forms.ChoiceField(label=_("Priority field"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, asked: QueryDict, resources: QuerySet[Any]) -> None:
        super().__init__(asked)
        counts = Counter(code for codes in resources.values_list("languages", flat=True) for code in codes)
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            ("", _("All languages")),
            *((code, f"{label} ({counts[code]})") for code, label in LANGUAGES if counts[code]),
        ]
        self.fields["field"].choices = [  # type: ignore[attr-defined]
            ("", _("All fields")),
            *((field.pk, str(field)) for field in PriorityField.objects.all()),
        ]

    @property
    def asked(self) -> dict[str, str]:
        """What was asked and is known."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, resources: Any) -> Any:
        asked = self.asked
        if "kind" in asked:
            resources = resources.filter(kind=asked["kind"])
        if "field" in asked:
            resources = resources.filter(field=asked["field"])
        if "language" in asked:
            # The list as it stands in the column: no backend of ours but PostgreSQL looks into JSON lists.
            written = Cast("languages", TextField())
            resources = resources.annotate(written=written).filter(written__contains=f'"{asked["language"]}"')
        return resources
