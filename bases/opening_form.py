"""The editor of an opening: both languages side by side, and what holds for both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.domain.editing import Values
from bases.domain.opening_part import ENDS, TEXTS
from bases.models import Institution
from bases.opening_checks import OpeningChecks
from bases.opening_choices import choices_for
from taxonomy.choices import LanguageLevel, SpokenLanguage
from taxonomy.language_rows import LanguageRows, written

TAGS = {"zh": "zh-Hans", "en": "en"}
LINES = {"description": 10, "requirements": 6, "duties": 4, "pay": 2, "housing": 2, "ip": 2, "summary": 2}


class OpeningForm(OpeningChecks):
    """With the rows of languages, and in the groups of the page."""

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
        if not self.languages.is_valid():
            self.add_error(None, _("Some languages need another look; nothing is saved yet."))
        return super().clean()

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
