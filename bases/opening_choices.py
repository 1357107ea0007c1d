"""What an opening can be linked to: rows by name, each marked with the language that it is known in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language

from accounts import zones
from bases.models import Base, Framework, Institution, Programme, Project
from taxonomy.choices import Language
from taxonomy.models import Challenge, PriorityField
from taxonomy.models.versions import HasVersions


class Name(str):
    """A name as it is known, and the language where that is not the page's."""

    language: str = ""

    @classmethod
    def of(cls, row: HasVersions) -> Name:
        name = cls(row.label)
        version = row.text
        if version is not None and version.language != get_language():
            name.language = version.language
        return name


class NameSelect(forms.Select):
    """Says of a name in which language it is, so that it is read aloud in that one."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, label, *args, **kwargs)
        if language := getattr(label, "language", ""):
            option["attrs"]["lang"] = "zh-Hans" if language == Language.ZH else language
        return option


def choices_for(institution: Institution) -> dict[str, list[tuple[Any, str]]]:
    """Bases and projects of the institution; programmes, frameworks, fields and zones of everybody."""
    bases = Base.objects.filter(institution=institution)
    linked: dict[str, Any] = {
        "base": bases.prefetch_related("texts"),
        "project": Project.objects.filter(base__in=bases).prefetch_related("texts"),
        "programme": Programme.objects.prefetch_related("texts"),
        "framework": Framework.objects.prefetch_related("texts"),
    }
    offered: dict[str, list[tuple[Any, str]]] = {
        name: [("", "–"), *sorted(((row.pk, Name.of(row)) for row in rows), key=lambda row: row[1])]
        for name, rows in linked.items()
    }
    offered["fields_of_work"] = [(row.pk, str(row)) for row in PriorityField.objects.all()]
    offered["challenges"] = [(row.pk, str(row)) for row in Challenge.objects.all()]
    offered["deadline_zone"] = [("UTC", "UTC"), *((zone, zone) for zone in zones.names())]
    return offered
