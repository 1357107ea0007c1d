"""Every page of the Django admin that shows rows says so: whoever is told of in them reads that they were looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db import models, router
from django.http import HttpRequest, HttpResponse

from taxonomy.signals import rows_shown


class Watched(admin.ModelAdmin[Any]):
    """Lists, pages of one row with the rows below it, and what is asked before something is deleted or done."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return _tell(request, super().changelist_view(request, extra_context))

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        return _tell(request, super().changeform_view(request, object_id, form_url, extra_context))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Of whatever would go with them."""
        collector = NestedObjects(using=router.db_for_write(self.model))
        collector.collect(objs)
        for rows in collector.model_objs.values():
            _send(request, rows)
        return super().get_deleted_objects(objs, request)


class Lookup(AutocompleteJsonView):
    """What is found for the letters that somebody types into a field."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        _send(self.request, context["object_list"])
        return context


class Site(admin.AdminSite):
    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast("HttpResponse", Lookup.as_view(admin_site=self)(request))


def _tell(request: HttpRequest, answer: Any) -> Any:
    context = getattr(answer, "context_data", None) or {}
    if "cl" in context:
        answer.add_post_render_callback(
            lambda done: _send(request, context["cl"].result_list, text=done.content.decode())
        )
    _send(request, [context.get("original")])
    for shown in context.get("inline_admin_formsets", []):
        _send(request, [form.instance for form in shown.formset.forms])
    return answer


def _send(request: HttpRequest, rows: Iterable[models.Model | None], *, text: str = "") -> None:
    stored = [row for row in rows if row is not None and row.pk]
    if stored:
        rows_shown.send(sender=type(stored[0]), rows=stored, by=request.user, text=text)
