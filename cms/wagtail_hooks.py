"""What we add to Wagtail's editor."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.dead_links import dead_links
from cms.translating import BeginTranslation
from cms.waiting import TranslationsPanel


def dead_links_report(request: HttpRequest) -> HttpResponse:
    """Of the pages that the reader may edit."""
    pages = PagePermissionPolicy().instances_user_has_permission_for(request.user, "change")
    return render(request, "cms/reports/dead_links.html", {"links": dead_links(pages)})


@hooks.register("register_admin_urls", order=-1)  # before wagtail-localize's own
def addresses() -> list[URLPattern]:
    return [
        path("reports/dead-links/", dead_links_report, name="dead_links"),
        path("localize/submit/page/<int:page_id>/", BeginTranslation.as_view()),
    ]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    return MenuItem(_("Dead links"), reverse("dead_links"), name="dead-links", icon_name="link", order=900)


@hooks.register("construct_homepage_panels")
def translations_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(TranslationsPanel())


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/cms.css"))
