"""What pages show of the database: what the public may see, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, TextChoices
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from bases.choices import Direction
from bases.facets import narrowed
from bases.models import Base, Framework, Institution, Opening, Programme, Project
from bases.querysets import lets_in
from bases.shown import HOME
from taxonomy.countries import in_order

SHOWN = 5
MOST = 20  # rows of one live block


class Figure(TextChoices):
    """Figures that an editor may put on a page."""

    OPENINGS = "openings", _("Openings that take applications")
    BASES = "bases", _("Recognised bases")
    HOSTS = "hosts", _("Verified host institutions")
    COUNTRIES = "countries", _("Countries of host institutions")


def openings(
    *,
    field: str = "",
    challenge: str = "",
    country: str = "",
    kind: str = "",
    programme: str = "",
    number: int = SHOWN,
) -> list[Opening]:
    """Openings that take applications now, the next deadline first; an empty value asks nothing."""
    asked = {"field": field, "challenge": challenge, "country": country, "kind": kind}
    rows = narrowed(Opening.objects.open(), {name: [value] for name, value in asked.items() if value})
    if programme:
        rows = rows.filter(programme__slug=programme)
    return list(rows.order_by("deadline", "pk").for_cards()[: min(number, MOST)])


def bases(
    *,
    field: str = "",
    challenge: str = "",
    country: str = "",
    kind: str = "",
    province: str = "",
    number: int = SHOWN,
) -> list[Base]:
    """Recognised bases of verified institutions, the latest recognised first.

    A base works on the challenges of its projects and of its open openings.
    """
    asked = {"fields": field, "institution__country": country, "kind": kind, "province": province}
    rows = Base.objects.matchable().filter(**{path: value for path, value in asked.items() if value})
    if challenge:
        projects = Project.objects.filter(challenges=challenge).values("base")
        offers = Opening.objects.open().filter(challenges=challenge, base__isnull=False).values("base")
        rows = rows.filter(Q(pk__in=projects) | Q(pk__in=offers))
    return list(rows.order_by("-recognised_on", "pk").for_cards()[: min(number, MOST)])


def taking_by(path: str, keys: Iterable[Any]) -> dict[Any, int]:
    """How many openings take applications now, by what they have at `path`; keys that have none are left out."""
    rows = Opening.objects.open().filter(**{f"{path}__in": [key for key in keys if key]})
    return dict(rows.order_by().values_list(path).annotate(Count("pk", distinct=True)))


def open_to(country: str, *, number: int = SHOWN) -> tuple[list[Opening], int]:
    """The next openings whose nationality rule lets in nationals of `country`, and how many there are."""
    rows = Opening.objects.open().filter(_for_nationals(country))
    return list(rows.order_by("deadline", "pk").for_cards()[:number]), rows.count()


def numbers_open_to(codes: Iterable[str]) -> dict[str, int]:
    """How many openings let in nationals of each country, in one query."""
    counts = {code: Count("pk", filter=_for_nationals(code)) for code in codes if code}
    return Opening.objects.open().order_by().aggregate(**counts)


def _for_nationals(country: str) -> Q:
    rule = lets_in(country)
    return rule if country == HOME else rule & ~Q(direction=Direction.OUTBOUND)  # abroad go people from here


def frameworks(*, country: str) -> list[Framework]:
    """The frameworks that name `country`."""
    return list(Framework.objects.filter(countries__contains=country).prefetch_related("texts"))


def countries_of(programme: Programme) -> list[str]:
    """Names of the countries of its framework and of the hosts of its open openings, in the reader's language."""
    codes = {country.code for country in programme.framework.countries} if programme.framework else set()
    codes |= set(
        Opening.objects.open().filter(programme=programme).values_list("institution__country", flat=True)
    )
    return in_order(countries.name(code) for code in codes)


def figure(name: str) -> int:
    match Figure(name):
        case Figure.OPENINGS:
            return Opening.objects.open().count()
        case Figure.BASES:
            return Base.objects.matchable().count()
        case Figure.HOSTS:
            return Institution.objects.verified().count()
        case Figure.COUNTRIES:
            return Institution.objects.verified().order_by().values("country").distinct().count()
