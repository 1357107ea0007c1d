"""Writing the audit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from accounts.audience import Visitor
from accounts.models import AuditEvent, User


def record(
    verb: str,
    subject: models.Model,
    *,
    by: Visitor | None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Write what `by` (None: the platform itself) did to `subject`. Call it in the transaction of the change.

    `before` and `after` hold states, dates, numbers and ids, never what a person wrote: erasing somebody must not
    need the audit changed.
    """
    return AuditEvent.objects.create(
        actor=by if isinstance(by, User) else None,
        verb=verb,
        object_type=subject._meta.label_lower,
        object_id=str(subject.pk),
        before=dict(before or {}),
        after=dict(after or {}),
    )


def record_of(
    thing: str, verb: str, *, key: str = "", by: Visitor | None = None, after: Mapping[str, Any] | None = None
) -> AuditEvent:
    """The same of something that is no row, such as the index: `thing` is what it is, `key` which of them."""
    return AuditEvent.objects.create(
        actor=by if isinstance(by, User) else None,
        verb=verb,
        object_type=thing,
        object_id=key,
        after=dict(after or {}),
    )
