"""Editorial pages by their addresses, and what is said where one is not translated yet."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site
from wagtail.views import serve

from cms.models import ProgrammeIndexPage


def editorial(request: HttpRequest, path: str) -> HttpResponse:
    """The page at `path` below home; from where its original stands in another language, on to its translation.

    One without a translation is missed here, 404, so that nobody keeps the address for the page; what is shown leads to
    the original."""
    try:
        answer: HttpResponse = serve(request, path)
    except Http404:
        original = _original(request, path)
        if original is None:
            raise
        translations = original.get_translations().filter(locale__language_code=get_language())
        if translation := translations.live().public().first():
            return redirect(translation.get_url(request))
        context = {"original": original, "language": original.locale.language_code}
        return render(request, "cms/not_translated.html", context, status=404)
    return answer


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """The address above those of the programmes: to the editors' list of them, else to that of all openings."""
    lists = ProgrammeIndexPage.objects.live().public().filter(locale__language_code=get_language())
    listed = lists.first()
    return redirect(listed.get_url(request) if listed else "matching:openings")


def _original(request: HttpRequest, path: str) -> Page | None:
    """The public page at this path in another language; None where there is none."""
    site = Site.find_for_request(request)
    parts = [part for part in path.split("/") if part]
    if site is None or not parts:
        return None
    for code in dict(settings.LANGUAGES).keys() - {get_language()}:
        with override(code):
            home = site.root_page.localized
        try:
            page: Page = home.specific.route(request, parts).page
        except Http404:
            continue
        if home.locale.language_code == code and Page.objects.live().public().filter(pk=page.pk).exists():
            return page
    return None
