"""The history of a term in the reader's words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from accounts.models import AuditEvent
from search.terminology.editing import ADDED, CHANGED, DELETED

register = template.Library()


@register.filter
def what_happened(event: AuditEvent) -> str:
    """The verb; those of the administration are what they are anywhere."""
    return {
        ADDED: _("Added"),
        "added in the admin": _("Added"),
        CHANGED: _("Changed"),
        "changed in the admin": _("Changed"),
        DELETED: _("Deleted"),
        "deleted in the admin": _("Deleted"),
    }.get(event.verb, event.verb)


@register.filter
def what_changed(event: AuditEvent) -> list[tuple[str, str, str]]:
    """(column, before, after) of what differs."""
    labels = {
        "zh": _("Chinese"),
        "en": _("English"),
        "zh_aliases": _("Other Chinese forms"),
        "en_aliases": _("Other English forms"),
        "field": _("Field"),
    }
    return [
        (label, _written(event.before.get(name)), _written(event.after.get(name)))
        for name, label in labels.items()
        if event.before.get(name) != event.after.get(name)
    ]


def _written(value: object) -> str:
    return " · ".join(map(str, value)) if isinstance(value, list) else str(value or "")
