"""What the admin of every app shares: the audit, doors for administrators only, and lists fit for many rows."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import admin
from django.db import models, transaction
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from taxonomy.admin_changes import Changes, changes_of
from taxonomy.admin_shown import Watched
from taxonomy.models.base import TextVersion
from taxonomy.signals import changed_in_admin

Row = TypeVar("Row", bound=models.Model)
Formsets = list[BaseInlineFormSet[Any, Any, Any]] | None


class AuditedAdmin(Watched, admin.ModelAdmin[Row]):
    """Every change goes into the audit instead of Django's own log, which keeps names and texts for ever."""

    show_full_result_count = False
    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def construct_change_message(  # type: ignore[override]
        self, request: HttpRequest, form: ModelForm[Any], formsets: Formsets, add: bool = False
    ) -> Changes:
        """What Django hands on to `log_addition` and `log_change`."""
        return changes_of(form, formsets or [])

    def log_addition(self, request: HttpRequest, obj: Row, message: Any) -> None:  # type: ignore[override]
        self._tell(request, obj, "added", Changes(after=message.after))

    def log_change(self, request: HttpRequest, obj: Row, message: Any) -> None:  # type: ignore[override]
        if message:
            self._tell(request, obj, "changed", message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        """Told by the two methods below, in the transaction of the deletion."""

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Row) -> None:
        self._tell(request, obj, "deleted", Changes())
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Row]) -> None:
        for row in queryset:
            self._tell(request, row, "deleted", Changes())
        super().delete_queryset(request, queryset)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[str], Any]:
        """Who may delete a row may delete what belongs to it, also where that is read-only by itself."""
        to_delete, counts, _missing, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, set(), protected

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The audit events of this row."""
        query = urlencode({"object_type": self.opts.label_lower, "object_id": object_id})
        return HttpResponseRedirect(f"{reverse('admin:accounts_auditevent_changelist')}?{query}")

    def _tell(self, request: HttpRequest, row: Row, verb: str, changes: Changes) -> None:
        changed_in_admin.send(
            sender=type(row),
            subject=row,
            verb=verb,
            by=request.user,
            before=changes.before,
            after=changes.after,
        )


class AdministratorsOnly(Watched, admin.ModelAdmin[Row]):
    """Personal data: no permission that somebody was given once is enough, one has to be an administrator."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _administrator(request) and super().has_module_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return _administrator(request) and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _administrator(request) and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return _administrator(request) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return _administrator(request) and super().has_delete_permission(request, obj)


class ReadOnly(Watched, admin.ModelAdmin[Row]):
    """To look at: other hands write it."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False


class LabelledAdmin(AuditedAdmin[Row]):
    """A subject with language versions: the list shows the title or name in the reader's language."""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Row]:
        return super().get_queryset(request).prefetch_related("texts")

    @admin.display(description=_("title or name"))
    def shown(self, row: Any) -> str:
        return str(row.label)


class VersionInline(admin.StackedInline[TextVersion, models.Model]):
    """One text for each language that was supplied."""

    extra = 0
    max_num = 2


def _administrator(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_administrator", False))
