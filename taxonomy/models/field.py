from django.db import models
from django.utils.translation import gettext_lazy as _

from taxonomy.models.base import NamedModel


class PriorityField(NamedModel):
    """One of the eight priority fields (plan, chapter 3.4)."""

    slug = models.SlugField(primary_key=True, max_length=20)
    short_zh = models.CharField(_("short Chinese name"), max_length=20)
    short_en = models.CharField(_("short English name"), max_length=30)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        verbose_name = _("priority field")
        verbose_name_plural = _("priority fields")

    @property
    def icon(self) -> str:
        return f"field-{self.slug}"
