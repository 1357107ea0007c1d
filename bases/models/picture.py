from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bases.choices import PictureRole
from bases.models.base import Base
from bases.models.institution import Institution
from bases.models.private_file import private_storage, random_name
from taxonomy.models import AtomicModel


class Picture(AtomicModel):
    """A logo or a picture on the page of an institution or a base, seen by whoever sees that page."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="pictures")
    base = models.ForeignKey(Base, null=True, blank=True, on_delete=models.CASCADE, related_name="pictures")
    role = models.CharField(_("what it is"), max_length=10, choices=PictureRole.choices)
    alt_zh = models.CharField(_("what it shows, in Chinese"), max_length=200)
    alt_en = models.CharField(_("what it shows, in English"), max_length=200)
    file = models.FileField(storage=private_storage, upload_to=random_name, editable=False)
    digest = models.CharField(max_length=64, editable=False)  # sha256
    width = models.PositiveSmallIntegerField(editable=False)  # pixels
    height = models.PositiveSmallIntegerField(editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("picture of a host")
        verbose_name_plural = _("pictures of hosts")
        constraints = [
            models.CheckConstraint(condition=Q(role__in=PictureRole.values), name="picture_role_is_known"),
            models.CheckConstraint(
                condition=~Q(alt_zh="") & ~Q(alt_en=""), name="picture_is_described_in_both_languages"
            ),
            models.UniqueConstraint(
                fields=["institution"],
                condition=Q(role=PictureRole.LOGO, base__isnull=True),
                name="one_logo_of_an_institution",
            ),
            models.UniqueConstraint(
                fields=["base"], condition=Q(role=PictureRole.LOGO), name="one_logo_of_a_base"
            ),
        ]

    def __str__(self) -> str:
        return self.alt

    @property
    def alt(self) -> str:
        """What is read aloud in place of it."""
        return self.alt_zh if (get_language() or "").startswith("zh") else self.alt_en
