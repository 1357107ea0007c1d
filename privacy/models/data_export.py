from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.choices import ExportState
from taxonomy.models import AtomicModel

UNFINISHED = [ExportState.WAITING, ExportState.WORKING]


def private_storage() -> Storage:
    return storages["private"]


def random_name(row: Any, name: str) -> str:
    return f"exports/{secrets.token_hex(16)}"


class DataExport(AtomicModel):
    """Everything that is stored about somebody, packed for them alone; the file goes after a week."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="data_exports")
    state = models.CharField(
        _("state"), max_length=10, choices=ExportState.choices, default=ExportState.WAITING
    )
    done = models.PositiveIntegerField(default=0)  # kinds of data
    goal = models.PositiveIntegerField(default=0)
    file = models.FileField(storage=private_storage, upload_to=random_name, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size"), default=0)  # bytes
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("export of somebody's data")
        verbose_name_plural = _("exports of somebody's data")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ExportState.values), name="data_export_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=ExportState.READY) | (~Q(file="") & Q(expires_at__isnull=False)),
                name="ready_data_export_has_a_file_that_ends",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(state__in=UNFINISHED), name="one_unfinished_data_export_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} ({self.get_state_display()})"

    @property
    def unfinished(self) -> bool:
        return self.state in UNFINISHED

    @property
    def can_be_taken(self) -> bool:
        return (
            self.state == ExportState.READY
            and self.expires_at is not None
            and self.expires_at > timezone.now()
        )
