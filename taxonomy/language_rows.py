"""Languages with a level each: of a person, and of an opening."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taxonomy.choices import LanguageLevel, SpokenLanguage
from taxonomy.countries import where_looked_for

BLANK = 2  # rows to write in
MOST = 20  # rows


def spoken() -> list[tuple[str, str]]:
    """English and Chinese, which openings ask for most, come first."""
    first = (SpokenLanguage.EN.value, SpokenLanguage.ZH.value)
    names = {one.value: str(one.label) for one in SpokenLanguage}
    rest = sorted(set(names) - set(first), key=lambda code: where_looked_for(names[code]))
    return [("", "–"), *((code, names[code]) for code in (*first, *rest))]


class LanguageRow(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=spoken, required=False)
    level = forms.ChoiceField(
        label=gettext_lazy("Level"), choices=[("", "–"), *LanguageLevel.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        language, level = data.get("language"), data.get("level")
        if language and not level and "level" not in self.errors:
            self.add_error("level", _("Choose the level."))
        if level and level.startswith("HSK") and language and language != SpokenLanguage.ZH:
            self.add_error("level", _("HSK is for Chinese; choose a level from A1 to C2, or native."))
        return data

    @property
    def is_blank(self) -> bool:
        return not self.cleaned_data.get("language")


class OneRowPerLanguage(forms.BaseFormSet[LanguageRow]):
    def clean(self) -> None:
        """Once the rows are valid for themselves."""
        seen: set[str] = set()
        for row in self.forms:
            language = row.cleaned_data.get("language") if row.is_valid() else None
            if language and language in seen:
                row.add_error("language", _("You named this language above; keep one of both rows."))
                raise forms.ValidationError(_("Each language once."))
            seen.add(language or "")


def written(rows: forms.BaseFormSet[LanguageRow]) -> list[dict[str, Any]]:
    """Of valid rows, those that are not blank."""
    return [dict(row.cleaned_data) for row in rows.forms if not row.is_blank]


LanguageRows = forms.formset_factory(
    LanguageRow, formset=OneRowPerLanguage, extra=BLANK, max_num=MOST, absolute_max=MOST
)
