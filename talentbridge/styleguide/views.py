"""The guide, and the page that asks what its dialog asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from talentbridge.styleguide.guide import sections
from talentbridge.styleguide.samples import samples
from talentbridge.styleguide.texts import texts_in

THEMES = ("system", "light", "dark")


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every part in every state; `?theme=light` and `?theme=dark` overrule the system."""
    say = texts_in(get_language() or "en")
    theme = _theme(request)
    themes = [(name, say["guide"][name], name == (theme or "system")) for name in THEMES]
    context = {"say": say, "sections": sections(say), "theme": theme, "themes": themes}
    return render(request, "styleguide/index.html", context | samples(say))


@require_safe
def style_guide_question(request: HttpRequest) -> HttpResponse:
    """Where the link of the sample dialog leads without a script."""
    context = {"say": texts_in(get_language() or "en"), "theme": _theme(request)}
    return render(request, "styleguide/question.html", context)


def _theme(request: HttpRequest) -> str:
    asked = request.GET.get("theme", "")
    return asked if asked in ("light", "dark") else ""
