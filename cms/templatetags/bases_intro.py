"""What editors wrote above the list of bases, which `bases` cannot ask for: pages stand above it."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext
from django.utils.translation import get_language

from cms.models import BaseIntroPage

register = template.Library()


@register.simple_tag(takes_context=True)
def bases_intro(context: RequestContext) -> BaseIntroPage | None:
    """The published one in the language of the page, or the draft that is previewed. Read once for each request."""
    request = context["request"]
    if not hasattr(request, "bases_intro"):
        published = BaseIntroPage.objects.live().public().filter(locale__language_code=get_language())
        request.bases_intro = published.order_by("path").first()
    found: BaseIntroPage | None = request.bases_intro
    return found
