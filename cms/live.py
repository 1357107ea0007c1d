"""What pages show of the database: what the public may see, in a number of queries that does not grow."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from bases.facets import narrowed
from bases.models import Base, Institution, Opening

SHOWN = 5
MOST = 20  # rows of one live block


class Figure(TextChoices):
    """Figures that an editor may put on a page."""

    OPENINGS = "openings", _("Openings that take applications")
    BASES = "bases", _("Recognised bases")
    HOSTS = "hosts", _("Verified host institutions")
    COUNTRIES = "countries", _("Countries of host institutions")


def openings(
    *, field: str = "", country: str = "", kind: str = "", programme: str = "", number: int = SHOWN
) -> list[Opening]:
    """Openings that take applications now, the next deadline first; an empty value asks nothing."""
    chosen = {
        name: [value] for name, value in (("field", field), ("country", country), ("kind", kind)) if value
    }
    rows = narrowed(Opening.objects.open(), chosen)
    if programme:
        rows = rows.filter(programme__slug=programme)
    return list(rows.order_by("deadline", "pk").for_cards()[: min(number, MOST)])


def bases(*, field: str = "", kind: str = "", province: str = "", number: int = SHOWN) -> list[Base]:
    """Recognised bases of verified institutions, the latest recognised first."""
    rows = Base.objects.matchable()
    if field:
        rows = rows.filter(fields=field)
    if kind:
        rows = rows.filter(kind=kind)
    if province:
        rows = rows.filter(province=province)
    return list(rows.order_by("-recognised_on", "pk").for_cards()[: min(number, MOST)])


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
