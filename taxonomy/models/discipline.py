from django.db import models
from django.utils.translation import gettext_lazy as _

from taxonomy.models.base import NamedModel
from taxonomy.models.field import PriorityField


class Discipline(NamedModel):
    """A two-digit class of the OECD Fields of Research and Development (Frascati Manual 2015, table 2.2)."""

    code = models.CharField(primary_key=True, max_length=5)
    order = models.PositiveSmallIntegerField()
    fields = models.ManyToManyField(
        PriorityField, related_name="disciplines", verbose_name=_("priority fields"), blank=True
    )

    class Meta:
        ordering = ["order"]
        verbose_name = _("discipline")
        verbose_name_plural = _("disciplines")
