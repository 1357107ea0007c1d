"""Wagtail's pages of accounts: whoever is shown in them can read that, as in the Django admin."""

from __future__ import annotations

from typing import Any

from wagtail.users.views import users

from accounts.models import User
from taxonomy.signals import rows_shown


class Shown:
    request: Any

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        rows = [*(context.get("object_list") or []), context.get("object")]
        shown = [row for row in rows if isinstance(row, User)]
        rows_shown.send(sender=User, rows=shown, by=self.request.user)
        return context


class IndexView(Shown, users.IndexView):
    pass


class EditView(Shown, users.EditView):
    pass


class DeleteView(Shown, users.DeleteView):
    pass


class HistoryView(Shown, users.HistoryView):
    pass


class UserViewSet(users.UserViewSet):
    index_view_class = IndexView
    edit_view_class = EditView
    delete_view_class = DeleteView
    history_view_class = HistoryView
