"""What accounts hears from below."""

from __future__ import annotations

from typing import Any

from django.db import models

from accounts.domain.audit import record
from accounts.models import User
from taxonomy.signals import changed_in_admin


def audit_admin(
    sender: type[models.Model],
    *,
    subject: models.Model,
    verb: str,
    by: User,
    before: dict[str, Any],
    after: dict[str, Any],
    **_: object,
) -> None:
    """Every change in the Django admin is in the audit."""
    record(f"{verb} in the admin", subject, by=by, before=before, after=after)


def connect() -> None:
    """Called once, when the apps are ready."""
    changed_in_admin.connect(audit_admin, dispatch_uid="audit-admin")
