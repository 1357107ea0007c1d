"""What one side would tell in public."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy

from accounts.domain.editing import Values
from accounts.part_form import PartForm
from outcomes.report_form import area
from taxonomy.choices import Language


class WordsForm(PartForm):
    text = area(
        gettext_lazy("Your words"),
        10,
        help_text=gettext_lazy(
            "As you would tell it to somebody who was not there. Empty it to say nothing yourself."
        ),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of your words"), choices=Language.choices)

    def __init__(self, data: Any = None, *, now: Values, user: Any) -> None:
        super().__init__(data, now=now, user=user)
        self.fields["text"].widget.attrs.pop("maxlength", None)

    def shown(self, now: Values) -> dict[str, Any]:
        return dict(now) | {"language": now["language"] or get_language()}

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()

    @property
    def values(self) -> dict[str, Any]:
        told = super().values
        return told if told["text"] else {"text": "", "language": ""}
