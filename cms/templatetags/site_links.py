"""The editorial pages that head and foot of every page lead to."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.contrib.contenttypes.models import ContentType
from django.template.context import RequestContext
from django.utils.translation import get_language
from wagtail.models import Page

from cms.models import ContactPage, NewsIndexPage
from cms.models.body import HOME_DEPTH

register = template.Library()

MOST = 16  # links in the foot


@dataclass(frozen=True, slots=True)
class SiteLink:
    title: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """`foot`: the pages below home that editors show in menus, in their order; among them `news`, the list of them, and
    `contact`, the form."""

    foot: list[SiteLink]
    news: SiteLink | None
    contact: SiteLink | None


@register.simple_tag(takes_context=True)
def site_links(context: RequestContext) -> SiteLinks:
    """One query on every page, however many pages there are."""
    request, shown = context.get("request"), context.get("page")
    here = shown.pk if isinstance(shown, Page) else None
    types = ContentType.objects.get_for_models(NewsIndexPage, ContactPage)
    rows = Page.objects.filter(
        depth=HOME_DEPTH + 1, show_in_menus=True, locale__language_code=get_language(), view_restrictions=None
    ).live()
    foot: list[SiteLink] = []
    of_type: dict[int, SiteLink] = {}
    for row in rows.order_by("path").defer_streamfields()[:MOST]:
        link = SiteLink(row.title, row.get_url(request) or "", row.pk == here)
        foot.append(link)
        of_type[row.content_type_id] = link
    news, contact = (of_type.get(types[model].pk) for model in (NewsIndexPage, ContactPage))
    return SiteLinks(foot, news, contact)
