"""What happens beside the rows of this app."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from bases.models import Picture, PrivateFile


@receiver(post_delete, sender=PrivateFile)
@receiver(post_delete, sender=Picture)
def forget_content(instance: PrivateFile | Picture, **_: Any) -> None:
    """After the commit: whatever deletes the row, also its institution, deletes the file."""
    storage, name = instance.file.storage, instance.file.name
    transaction.on_commit(lambda: storage.delete(str(name)))
