"""What I do, in Chinese, in English or in both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.domain.editing import Values
from accounts.part_form import PartForm, text
from experts.domain.parts.work import SUFFIX, TAGS
from experts.validators import validate_keywords
from taxonomy.choices import Language
from taxonomy.models import Challenge, Discipline, PriorityField

BETWEEN = re.compile(r"[;；,，、\n]+")
LABELS = {
    "headline": gettext_lazy("In one line"),
    "biography": gettext_lazy("What you work on"),
    "keywords": gettext_lazy("Keywords"),
}
WHICH = {Language.ZH: gettext_lazy("in Chinese"), Language.EN: gettext_lazy("in English")}


class WorkForm(PartForm):
    challenges = forms.MultipleChoiceField(
        label=gettext_lazy("Global challenges"), required=False, widget=forms.CheckboxSelectMultiple
    )
    disciplines = forms.MultipleChoiceField(
        label=gettext_lazy("Disciplines"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Made here: a class attribute `fields` would hide the fields of the form.
        self.fields["fields"] = forms.MultipleChoiceField(
            label=_("Priority fields"),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Tick at least one field.")},
        )
        for name, model in (
            ("fields", PriorityField),
            ("challenges", Challenge),
            ("disciplines", Discipline),
        ):
            self.fields[name].choices = [(row.pk, str(row)) for row in model.objects.order_by("order")]  # type: ignore[attr-defined]
        for language, suffix in SUFFIX.items():
            self._add_texts(language, suffix)

    def _add_texts(self, language: Language, suffix: str) -> None:
        which = WHICH[language]
        lang = {"lang": "zh-Hans" if language == Language.ZH else "en"}
        headline = text(
            _("%(what)s, %(language)s") % {"what": LABELS["headline"], "language": which},
            250,
            help_text=_("For example: soil physicist, mulch films and what remains of them."),
        )
        headline.widget.attrs |= lang
        biography = text(
            _("%(what)s, %(language)s") % {"what": LABELS["biography"], "language": which},
            settings.TEXT_LIMIT,
            widget=forms.Textarea(attrs={"rows": 8} | lang),
            help_text=_("Subjects, methods, devices, what you led. At most %(limit)s characters.")
            % {"limit": f"{settings.TEXT_LIMIT:,}"},
        )
        keywords = text(
            _("%(what)s, %(language)s") % {"what": LABELS["keywords"], "language": which},
            3_000,
            help_text=_("Between two of them a comma or a semicolon."),
            widget=forms.TextInput(attrs=lang),
        )
        self.fields |= {
            f"headline_{suffix}": headline,
            f"biography_{suffix}": biography,
            f"keywords_{suffix}": keywords,
        }
        # The browser's own limit would cut a pasted text without a word.
        for name in ("headline", "biography", "keywords"):
            self.fields[f"{name}_{suffix}"].widget.attrs.pop("maxlength", None)

    def shown(self, now: Values) -> dict[str, Any]:
        words = {f"keywords_{suffix}": "; ".join(now[f"keywords_{suffix}"]) for suffix in SUFFIX.values()}
        return dict(now) | words

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for suffix in SUFFIX.values():
            data[f"biography_{suffix}"] = data.get(f"biography_{suffix}", "").replace("\r\n", "\n")
            self._clean_keywords(data, f"keywords_{suffix}")
            written = data[f"biography_{suffix}"] or data[f"keywords_{suffix}"]
            headline = f"headline_{suffix}"
            if written and headline not in self.errors and not data.get(headline):
                self.add_error(headline, _("Write this line too, or leave this language out altogether."))
        lines = [f"headline_{suffix}" for suffix in SUFFIX.values()]
        if not any(data.get(name) or name in self.errors for name in lines):
            own = SUFFIX[Language.ZH if (get_language() or "").startswith("zh") else Language.EN]
            self.add_error(f"headline_{own}", _("Say in one line what you do, in Chinese or in English."))
        return data

    def _clean_keywords(self, data: dict[str, Any], name: str) -> None:
        words = [" ".join(word.split()) for word in BETWEEN.split(data.get(name) or "")]
        each = {word.casefold(): word for word in reversed(words) if word}
        found = list(reversed(each.values()))
        try:
            validate_keywords(found)
        except ValidationError as error:
            self.add_error(name, error)
        data[name] = found

    @property
    def values(self) -> dict[str, Any]:
        """Tags in the order in which they are stored, whatever order they came in."""
        values = super().values
        for name in TAGS:
            chosen = set(values[name])
            values[name] = [key for key, _label in self.fields[name].choices if key in chosen]  # type: ignore[attr-defined]
        return values

    def tags(self) -> list[BoundField]:
        """Fields and challenges."""
        return [self[name] for name in TAGS[:2]]

    def texts(self) -> Iterable[tuple[str, list[BoundField]]]:
        """(heading, its fields) for each language, the reader's own first."""
        for language, suffix in sorted(SUFFIX.items(), key=lambda item: item[0] != get_language()):
            heading = _("In Chinese") if language == Language.ZH else _("In English")
            yield heading, [self[f"{name}_{suffix}"] for name in LABELS]
