"""What the head of a page says to those who link to it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.template.context import Context, RequestContext
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.images.models import SourceImageIOError

from talentbridge.crawlers.pictures import HEIGHT, SITE, WIDTH

register = template.Library()

TERRITORIES = {"en": "en_GB", "zh-hans": "zh_CN"}  # og:locale wants a country with each language


@register.simple_block_tag(takes_context=True, end_name="endplain")
def plain(context: Context, content: str) -> SafeString:
    """`{% plain as words %}…{% endplain %}`: what stands between, on one line and without its tags."""
    return mark_safe(" ".join(strip_tags(content).split()))  # escaped where it was written


@register.simple_tag(takes_context=True)
def canonical(context: RequestContext) -> str:
    """The one address of this page: without filters and sorting, which show the same list; "" without a request."""
    request = context.get("request")
    if request is None:
        return ""
    number = request.GET.get("page", "")
    page = f"?page={number}" if number.isdecimal() and int(number[:6]) > 1 else ""
    address: str = request.build_absolute_uri(f"{request.path}{page}")
    return address


@register.inclusion_tag("talentbridge/share.html", takes_context=True)
def share(context: RequestContext, *, title: str, description: str, field: str = "") -> dict[str, Any]:
    """What a messenger shows of a link to this page. `field`: key of the priority field whose picture it gets."""
    request = context.get("request")
    own = get_language() or settings.LANGUAGE_CODE
    picture = _picture_of(context)
    root = request.build_absolute_uri("/").rstrip("/") if request else ""
    return {
        "title": title,
        "description": description,
        "image": urljoin(f"{root}/", picture or reverse("share_picture", args=[field or SITE])),
        "alt": context["page"].picture_alt if picture else "",
        "width": WIDTH,
        "height": HEIGHT,
        "address": canonical(context),
        "locale": TERRITORIES[own],
        "other_locales": [TERRITORIES[code] for code, _ in settings.LANGUAGES if code != own],
        "request": request,
    }


def _picture_of(context: RequestContext) -> str:
    """Address of the page's own picture, cut as messengers ask; "" where it has none."""
    picture = getattr(context.get("page"), "picture", None)
    if picture is None:
        return ""
    try:
        address: str = picture.get_rendition(f"fill-{WIDTH}x{HEIGHT}|format-jpeg").url
    except SourceImageIOError:  # its file is gone
        return ""
    return address
