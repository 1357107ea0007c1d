"""What happens beside the rows of this app."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from privacy.models import DataExport


@receiver(post_delete, sender=DataExport, dispatch_uid="privacy.export")
def forget_file(instance: DataExport, **_: Any) -> None:
    """After the commit: whatever deletes the row deletes the file."""
    storage, name = instance.file.storage, str(instance.file.name or "")
    if name:
        transaction.on_commit(lambda: storage.delete(name))
