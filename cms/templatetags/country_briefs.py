"""The pages of countries that an attaché works for."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.template.context import RequestContext
from django.utils.translation import get_language

from cms.models import CountryPage

register = template.Library()


@register.simple_tag(takes_context=True)
def country_briefs(context: RequestContext, codes: Iterable[str]) -> list[tuple[str, str]]:
    """(title, address) of those that have a page in the language of this one. One query."""
    rows = (
        CountryPage.objects.live()
        .public()
        .filter(country__in=list(codes), locale__language_code=get_language())
    )
    request = context.get("request")
    return [(row.title, row.get_url(request) or "") for row in rows.order_by("title").defer_streamfields()]
