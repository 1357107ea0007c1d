"""Values as people read them: labels in place of codes, days in words. The active language and time zone count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.encoding import force_str
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries.fields import CountryField

from accounts.models import AttachePost
from accounts.models.step_event import WHO
from bases.models import Opening
from bases.shown import Shown, shown
from experts.recommending import post_words
from privacy.exporting import labels
from taxonomy.choices import Language, StayKind
from taxonomy.moments import moment

# What only programs read; data.json has it.
CODES = {
    "came_from",
    "content_type",
    "done",
    "evidence",
    "goal",
    "object_id",
    "parent_object_id",
    "position",
    "translation_key",
}
PHRASES = {"title", "headline", "covers", "about", "words", "summary"}  # short texts that are in a language
# Where a row's opening is found: it is named by that.
OPENING_OF = {"matching.exchange": "introduction", "matching.outcome": "exchange"}
NAMES = ("title", "headline", "name", "file_name")


def of_value(one: models.Model, field: Any, value: Any) -> str:
    if value is None or value == "" or field.primary_key or field.name in CODES:
        return ""
    if isinstance(field, models.UUIDField):
        return ""
    if isinstance(field, CountryField):
        several = field.multiple  # type: ignore[attr-defined]
        return joined([force_str(one.name) for one in (value if several else [value])])
    if field.choices and not isinstance(value, list | tuple):
        display = getattr(one, f"get_{field.name}_display", None)
        return force_str(display()) if display else force_str(value)
    if field.name == "side":
        return capfirst(str(WHO.get(value, "")))
    if field.name == "object_type":
        return _model_words(value)
    if isinstance(field, models.JSONField):
        return of_data(value, _model(getattr(one, "object_type", "")))
    return of_plain(value)


def of_plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, bytes | memoryview):
        return filesizeformat(len(bytes(value)))
    if isinstance(value, float):
        return f"{value:.2f}"
    return force_str(value)


def of_data(value: Any, model: type[models.Model] | None = None) -> str:
    """Of what a JSON column holds, a line for each thing. `model`: whose fields the keys are, where they are."""
    if isinstance(value, list | tuple):
        if value and isinstance(value[0], Mapping):
            return "\n".join(of_data(item, model) for item in value)
        return joined([of_data(item, model) for item in value])
    if not isinstance(value, Mapping):
        return "–" if value is None else of_plain(_moment(value) if isinstance(value, str) else value)
    if set(value) <= {"zh", "en", "zh-hans"} and value:
        mine = value.get("zh", value.get("zh-hans")) if _chinese() else value.get("en")
        return force_str(mine or next(iter(value.values())))
    if "text" in value and "name" in value:  # a part of a score, or a rule
        share = f" – {value['value']:.0%}" if isinstance(value.get("value"), int | float) else ""
        return f"{of_data(value['text'])}{share}"
    return "\n".join(
        f"{_key(key, model)}{'：' if _chinese() else ': '}{_item(key, item, model)}"
        for key, item in value.items()
        if key not in CODES
    )


def _item(key: str, value: Any, model: type[models.Model] | None) -> str:
    """A state or a kind by its label, where the row or its letter has one."""
    choices: dict[Any, Any] = dict(StayKind.choices) if key == "stay" else {}
    for field in model._meta.concrete_fields if model else ():
        if field.name == key:
            choices = dict(field.choices or ())
    known = isinstance(value, str) and value in choices
    return str(choices[value]) if known else of_data(value, model)


def of_row(row: models.Model) -> Shown | None:
    """What a row is called: by its opening, an office by its kind and where it is, by a name of its own that is no
    person's, or not at all."""
    if isinstance(row, Opening):
        return shown(row, "title")
    if isinstance(row, AttachePost):
        return Shown(post_words(row), get_language() or "")
    if towards := OPENING_OF.get(row._meta.label_lower):
        return of_row(getattr(row, towards))
    if isinstance(opening := getattr(row, "opening", None), Opening):
        return of_row(opening)
    fields = {field.name: field for field in row._meta.concrete_fields}
    for name in NAMES:
        if name in fields and "native_name" not in fields and (value := getattr(row, name)):
            return Shown(force_str(value), language_of(row, fields[name]))
    return None


def language_of(row: models.Model, field: Any) -> str:
    """In which language the text of a field is written; "" where the row does not say, or where it is no text."""
    if not isinstance(field, models.TextField) and field.name not in PHRASES:
        return ""
    theirs = [
        other.name
        for other in row._meta.concrete_fields
        if other.choices and {code for code, _ in other.choices} == set(Language.values)
    ]
    for name in (f"{field.name}_language", *(name for name in theirs if name != "reason_language"), *theirs):
        if name in theirs:
            return str(getattr(row, name))
    return ""


def says_language(field: Any) -> bool:
    """Whether the field only tells in which language another one is written."""
    return bool(field.name.endswith("_language"))


def joined(words: Iterable[str]) -> str:
    return ("、" if _chinese() else ", ").join(words)


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _moment(value: str) -> Any:
    try:
        return (parse_datetime(value) if "T" in value else parse_date(value)) or value
    except ValueError:
        return value


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label) if label else None
    except (LookupError, ValueError):
        return None  # of something that is no row


def _model_words(label: str) -> str:
    model = _model(label)
    return capfirst(force_str(model._meta.verbose_name)) if model else label


def _key(key: str, model: type[models.Model] | None) -> str:
    if counted := _model(key if "." in key else ""):
        return labels.table(counted)
    known = {field.name: field for field in model._meta.concrete_fields} if model else {}
    if key in known:
        return labels.label(known[key])
    return str(labels.FIELDS.get(key) or labels.KEYS.get(key) or capfirst(key.replace("_", " ")))
