"""Openings, bases and their hosts in templates."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.urls import reverse
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bases import deadlines
from bases.choices import PublicationState
from bases.job_posting import job_posting as job_posting_of
from bases.models import Base, Framework, Institution, Opening
from bases.shown import Shown, place, shown, stay_length
from taxonomy.choices import CareerStage, Language
from taxonomy.countries import in_order
from taxonomy.models import PriorityField
from taxonomy.models.versions import HasVersions

register = template.Library()

_HAN = re.compile("[\u3400-\u9fff]")


@register.simple_tag
def said(subject: HasVersions, attribute: str) -> Shown | None:
    """What a subject says under `attribute`, with the language it says it in."""
    return shown(subject, attribute)


@register.filter
def named(subject: HasVersions) -> SafeString | str:
    """Its label, marked where it is only known in another language than the page's."""
    version = subject.text
    if version is None or version.language == get_language():
        return subject.label
    tag = "zh-Hans" if version.language == Language.ZH else version.language
    return format_html('<span lang="{}">{}</span>', tag, subject.label)


@register.filter
def short(field: PriorityField) -> str:
    """The short name of a priority field."""
    return field.short_zh if (get_language() or "").startswith("zh") else field.short_en


@register.filter
def where(subject: Opening | Base | Institution) -> str:
    return place(subject)


@register.filter
def stay(opening: Opening) -> str:
    return stay_length(opening)


@register.simple_tag
def stages(opening: Opening) -> list[str]:
    """The career stages an opening asks for, as words."""
    return [str(CareerStage(stage).label) for stage in sorted(opening.career_stages)]


@register.simple_tag
def countries(opening: Opening) -> list[str]:
    """The countries its nationality rule names."""
    return in_order(country.name for country in opening.nationalities)


@register.simple_tag
def members(framework: Framework) -> list[str]:
    """The countries of a framework."""
    return in_order(country.name for country in framework.countries)


@register.filter
def sitename(url: str) -> SafeString | str:
    """A link to a website that reads as its name; the plain text of what is no web address."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return url
    return format_html('<a href="{}" rel="external nofollow noopener">{}</a>', url, parts.hostname)


@register.simple_tag(takes_context=True)
def job_posting(context: dict[str, Any], opening: Opening) -> SafeString:
    """The opening for search engines: data, which the policy of the site lets stand without a nonce."""
    posting = job_posting_of(opening, url=context["request"].build_absolute_uri(context["request"].path))
    if posting is None:
        return SafeString("")
    # json_script escapes what would end the element; its id is of no use here, and its type is another.
    data = str(json_script(posting)).partition(">")[2]
    return SafeString(f'<script type="application/ld+json">{data}')


@register.filter
def deadline(opening: Opening) -> deadlines.Deadline:
    return deadlines.deadline_of(opening)


@register.filter
def own_script(name: str) -> SafeString | str:
    """A name in Chinese characters, marked as Chinese where the page is in another language."""
    if not _HAN.search(name) or (get_language() or "").startswith("zh"):
        return name
    return format_html('<span lang="zh-Hans">{}</span>', name)


@register.inclusion_tag("bases/opening_head.html")
def opening_head(opening: Opening, here: str, *, writes: bool = False) -> dict[str, Any]:
    """Title, states and tabs of the pages of the team that writes an opening. `here`: the address that is shown."""
    addresses = {
        "bases:opening_state": (_("State and steps"), ""),
        "bases:opening_edit": (_("Edit"), ""),
        "bases:opening": (_("Preview"), "?preview=1"),
        "matching:shortlist": (_("Shortlist"), ""),
    }
    if not writes or opening.publication != PublicationState.DRAFT:
        del addresses["bases:opening_edit"]
    tabs = [
        (text, reverse(name, args=[opening.pk]) + query, name == here)
        for name, (text, query) in addresses.items()
    ]
    return {"opening": opening, "tabs": tabs}
