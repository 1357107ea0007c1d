"""The facets of the list of openings: what each keeps, and how many each value would show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from bases.models import Base
from bases.querysets import OpeningQuerySet
from taxonomy.choices import Language, SpokenLanguage, StayKind
from taxonomy.models import Challenge, PriorityField


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet."""

    value: str
    label: str
    count: int  # openings that it shows together with the other facets in force
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One question of the filter. `path`: from an opening to the value."""

    name: str
    label: str | Promise
    path: str
    labels: Callable[[list[str]], Mapping[str, str]]  # values -> their words, in the order they are shown
    open: bool = True
    extra: Mapping[str, Any] | None = None  # what else holds of the row that carries the value

    def keep(self, openings: OpeningQuerySet, chosen: list[str]) -> OpeningQuerySet:
        """Openings with any of the chosen values; all where none is chosen."""
        if not chosen:
            return openings
        rows = openings.model._default_manager.filter(**{f"{self.path}__in": chosen}, **(self.extra or {}))
        return openings.filter(pk__in=rows.values("pk"))

    def values(self, openings: OpeningQuerySet, chosen: list[str]) -> list[Value]:
        """Every value that occurs among `openings`, and the chosen ones."""
        rows = openings.filter(**(self.extra or {})).order_by().values_list(self.path)
        counts = {str(value): number for value, number in rows.annotate(Count("pk", distinct=True)) if value}
        labels = self.labels([*counts, *(value for value in chosen if value not in counts)])
        return [Value(value, label, counts.get(value, 0), value in chosen) for value, label in labels.items()]


def _from_choices(choices: list[tuple[str, Any]]) -> Callable[[list[str]], Mapping[str, str]]:
    return lambda values: {value: str(label) for value, label in choices if value in values}


def _from_rows(model: Any) -> Callable[[list[str]], Mapping[str, str]]:
    return lambda values: {row.pk: str(row) for row in model.objects.filter(pk__in=values)}


def _country_names(values: list[str]) -> Mapping[str, str]:
    return dict(sorted(((code, str(countries.name(code))) for code in values), key=lambda item: item[1]))


def _base_names(values: list[str]) -> Mapping[str, str]:
    bases = Base.objects.filter(slug__in=values).prefetch_related("texts")
    return dict(sorted(((base.slug, base.label) for base in bases), key=lambda item: item[1]))


FACETS = (
    Facet("field", _("Priority field"), "fields__pk", _from_rows(PriorityField)),
    Facet("kind", _("Kind of stay"), "kind", _from_choices(StayKind.choices)),
    Facet(
        "works_in",
        _("Working language"),
        "required_languages__language",
        _from_choices(SpokenLanguage.choices),
    ),
    Facet("challenge", _("Global challenge"), "challenges__pk", _from_rows(Challenge), open=False),
    Facet("country", _("Country of the host"), "institution__country", _country_names, open=False),
    Facet(
        "written_in",
        _("Written in"),
        "texts__language",
        _from_choices(Language.choices),
        open=False,
        extra={"texts__is_original": True},
    ),
    Facet("base", _("Base"), "base__slug", _base_names, open=False),
)


def narrowed(openings: OpeningQuerySet, chosen: Mapping[str, list[str]], *, but: str = "") -> OpeningQuerySet:
    """Openings that every facet keeps, the one called `but` left aside."""
    for facet in FACETS:
        if facet.name != but:
            openings = facet.keep(openings, chosen.get(facet.name, []))
    return openings


def counted(openings: OpeningQuerySet, chosen: Mapping[str, list[str]]) -> list[tuple[Facet, list[Value]]]:
    """Every facet with its values. A value counts what choosing it would show: its own facet does not narrow it."""
    return [
        (facet, facet.values(narrowed(openings, chosen, but=facet.name), chosen.get(facet.name, [])))
        for facet in FACETS
    ]
