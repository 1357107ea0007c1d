"""What a page says of a host, a base or an opening, in the reader's language where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bases.choices import Direction
from bases.models import Base, Institution, Opening
from taxonomy.choices import Language, Province
from taxonomy.models.versions import HasVersions

HOME = "CN"


@dataclass(frozen=True, slots=True)
class Shown:
    """A text or a list of phrases as it was written, and the language it was written in."""

    text: Any
    language: str


def shown(subject: HasVersions, attribute: str) -> Shown | None:
    """`attribute` of the version for the reader; of another version where that one leaves it blank; else None."""
    versions = [version for version in (subject.text, subject.original, subject.other_text) if version]
    for version in versions:
        if value := getattr(version, attribute):
            return Shown(value, version.language)
    return None


def sends(opening: Opening) -> bool:
    """Its institution is in China and sends people abroad; of where they come to only the text tells."""
    return opening.direction == Direction.OUTBOUND and opening.institution.country.code == HOME


def place(subject: Opening | Base | Institution) -> str:
    """Where it is: `Wuxi, Jiangsu`, `江苏无锡`, `Geneva, Switzerland`. An opening is where its base is; of one that
    leads abroad only the place people leave is known, and it says so: `sent from Wuxi, Jiangsu`."""
    if isinstance(subject, Opening):
        host = _place(subject.base or subject.institution, subject.institution)
        if host and sends(subject):
            return _("sent from %(place)s") % {"place": host}
        return host
    return _place(subject, subject.institution if isinstance(subject, Base) else subject)


def _place(subject: Base | Institution, institution: Institution) -> str:
    city = shown(subject, "city") or shown(institution, "city")
    town = str(city.text) if city else ""
    if institution.country.code == HOME:
        # Not get_province_display(): it translates all 34 names to find one, a fifth of the time of a list.
        area = str(Province(subject.province).label) if subject.province else ""
    else:
        area = str(institution.country.name)
    if not town or town == area:
        return area
    if not (get_language() or "").startswith("zh"):
        return f"{town}, {area}" if area else town
    return f"{area}{town}" if city and city.language == Language.ZH else f"{area} {town}"


def stay_length(opening: Opening) -> str:
    """`12 months`, `3 to 6 months`."""
    shortest, longest = opening.months_min, opening.months_max
    if shortest == longest:
        return ngettext("%(count)d month", "%(count)d months", longest) % {"count": longest}
    return _("%(shortest)d to %(longest)d months") % {"shortest": shortest, "longest": longest}
