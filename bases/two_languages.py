"""Forms that ask for the same texts in Chinese and in English, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.part_form import PartForm, text
from bases.domain.versions import SUFFIX
from taxonomy.choices import Language
from taxonomy.models import PriorityField


class TwoLanguagesForm(PartForm):
    """A subclass adds its texts; the first one is the name, and needed where another is written."""

    texts: tuple[str, ...] = ()

    def add_line(self, name: str, labels: dict[str, Any], limit: int, **more: Any) -> None:
        for suffix in SUFFIX.values():
            self.fields[f"{name}_{suffix}"] = self._text(labels[suffix], limit, suffix, **more)

    def add_text(
        self, name: str, labels: dict[str, Any], *, rows: int, limit: int = settings.TEXT_LIMIT, **more: Any
    ) -> None:
        for suffix in SUFFIX.values():
            widget = forms.Textarea(attrs={"rows": rows})
            self.fields[f"{name}_{suffix}"] = self._text(labels[suffix], limit, suffix, widget=widget, **more)

    def add_fields(self) -> None:
        """Made here: a class attribute `fields` would hide the fields of the form."""
        self.fields["fields"] = forms.MultipleChoiceField(
            label=_("Priority fields"),
            widget=forms.CheckboxSelectMultiple,
            choices=[(row.pk, str(row)) for row in PriorityField.objects.order_by("order")],
            error_messages={"required": _("Tick at least one field.")},
        )

    def texts_first(self) -> None:
        """As on the page: the summary of errors then follows it."""
        self.order_fields([field.name for _heading, side in self.sides() for field in side])

    @property
    def ticked(self) -> BoundField:
        """The priority fields; a template would take `form.fields` for something else."""
        return self["fields"]

    @staticmethod
    def _text(label: Any, limit: int, suffix: str, **more: Any) -> forms.CharField:
        field = text(label, limit, **more)
        # The browser's own limit would cut a pasted text without a word.
        field.widget.attrs.pop("maxlength", None)
        field.widget.attrs["lang"] = "zh-Hans" if suffix == "zh" else "en"
        return field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        head = self.texts[0]
        for suffix in SUFFIX.values():
            for name in self.texts:
                data[f"{name}_{suffix}"] = (data.get(f"{name}_{suffix}") or "").replace("\r\n", "\n")
            written = any(data[f"{name}_{suffix}"] for name in self.texts[1:])
            if written and not data[f"{head}_{suffix}"] and f"{head}_{suffix}" not in self.errors:
                self.add_error(
                    f"{head}_{suffix}", _("Write this line too, or leave this language out altogether.")
                )
        names = [f"{head}_{suffix}" for suffix in SUFFIX.values()]
        if not any(data.get(name) or name in self.errors for name in names):
            own = SUFFIX[Language.ZH if (get_language() or "").startswith("zh") else Language.EN]
            self.add_error(f"{head}_{own}", _("Write it in Chinese, in English, or in both."))
        return data

    @property
    def values(self) -> dict[str, Any]:
        """Ticked rows in the order in which they are stored, whatever order they came in."""
        values = super().values
        for name, field in self.fields.items():
            if isinstance(field, forms.MultipleChoiceField):
                chosen = set(values[name])
                values[name] = [key for key, _label in field.choices if key in chosen]  # type: ignore[misc, union-attr]
        return values

    def sides(self) -> Iterable[tuple[str, list[BoundField]]]:
        """(heading, its texts) for each language, the reader's own first."""
        for language, suffix in sorted(SUFFIX.items(), key=lambda item: item[0] != get_language()):
            heading = _("In Chinese") if language == Language.ZH else _("In English")
            yield heading, [self[f"{name}_{suffix}"] for name in self.texts]
