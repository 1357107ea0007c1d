"""The names that stand in a Sankey diagram of countries, fields and bases."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries

from bases.models import Base
from taxonomy.models import PriorityField
from taxonomy.sankey import NONE, OTHERS, Folded


def named(folded: Folded) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """In the active language: three queries."""
    country_names = {key: str(countries.name(key)) or key for key, _field in folded.to_fields}
    country_names[OTHERS] = _("Other countries (%(number)d)") % {"number": folded.countries}
    chinese = (get_language() or "").startswith("zh")
    field_names = {
        field.pk: field.short_zh if chinese else field.short_en for field in PriorityField.objects.all()
    }
    keys = [key for _field, key in folded.to_bases if key not in (OTHERS, NONE)]
    base_names = {
        str(base.pk): base.label for base in Base.objects.filter(pk__in=keys).prefetch_related("texts")
    }
    base_names[OTHERS] = _("Other bases (%(number)d)") % {"number": folded.bases}
    base_names[NONE] = _("At no base")
    return country_names, field_names, base_names
