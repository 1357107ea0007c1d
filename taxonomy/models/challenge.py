from django.db import models
from django.utils.translation import gettext_lazy as _

from taxonomy.models.base import NamedModel


class Challenge(NamedModel):
    """One of the four global challenges (plan, chapter 3.1): a second, cross-cutting tag."""

    slug = models.SlugField(primary_key=True, max_length=20)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        verbose_name = _("global challenge")
        verbose_name_plural = _("global challenges")

    @property
    def icon(self) -> str:
        return f"challenge-{self.slug}"
