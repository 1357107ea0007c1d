from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bases.choices import FilePurpose
from bases.files.limits import ENDINGS
from bases.models.base import Base
from bases.models.institution import Institution
from taxonomy.models import AtomicModel


def private_storage() -> Storage:
    """Never served by its address: `bases.views.files` hands out what a reader may have."""
    return storages["private"]


def random_name(row: Any, name: str) -> str:
    """Nothing of what it was called."""
    return secrets.token_hex(16)


class PrivateFile(AtomicModel):
    """What an institution hands in for officers: proof of what it is, or papers of a base."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="files")
    base = models.ForeignKey(Base, null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    purpose = models.CharField(_("purpose"), max_length=10, choices=FilePurpose.choices)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20)
    size = models.PositiveIntegerField(_("size"))  # bytes
    digest = models.CharField(max_length=64, editable=False)  # sha256
    file = models.FileField(storage=private_storage, upload_to=random_name, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("handed in"), default=timezone.now)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("private file")
        verbose_name_plural = _("private files")
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose=FilePurpose.PROOF, base__isnull=True)
                | Q(purpose=FilePurpose.PAPER, base__isnull=False),
                name="private_file_belongs_to_its_purpose",
            ),
            models.CheckConstraint(condition=Q(kind__in=list(ENDINGS)), name="private_file_kind_is_known"),
            models.UniqueConstraint(
                fields=["institution", "digest"], condition=Q(base__isnull=True), name="one_proof_of_each"
            ),
            models.UniqueConstraint(fields=["base", "digest"], name="one_paper_of_each"),
        ]

    def __str__(self) -> str:
        return self.name
