"""Admin actions that take a step of an app's `domain` on each selected row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from taxonomy.choices import Language
from taxonomy.transitions import IllegalTransition

Action = Callable[[admin.ModelAdmin[Any], HttpRequest, QuerySet[Any]], None]


class ReasonForm(ActionForm):
    """Some steps need a reason that the other side reads, in the language it is written in."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, required=False)


def action(step: Callable[..., Any], description: Any, *, reasoned: bool = False) -> Action:
    """`step(row, by=…)`, with `reason` and `language` where it is `reasoned`; a refused row is named with its cause."""

    @admin.action(description=description, permissions=["change"])
    def run(model_admin: admin.ModelAdmin[Any], request: HttpRequest, queryset: QuerySet[Any]) -> None:
        words = {name: request.POST.get(name, "") for name in ("reason", "language")} if reasoned else {}
        done = 0
        for row in queryset:
            try:
                step(row, by=request.user, **words)
                done += 1
            except IllegalTransition as refusal:
                model_admin.message_user(request, str(refusal), messages.ERROR)
        if done:
            said = ngettext("%(count)d row changed.", "%(count)d rows changed.", done) % {"count": done}
            model_admin.message_user(request, said, messages.SUCCESS)

    run.__name__ = step.__name__
    return run
