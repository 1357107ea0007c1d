from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from taxonomy.models.base import NamedModel


class Region(NamedModel):
    """A region of the world with its countries (UN M49 sub-regions, grouped as the plan speaks of them)."""

    slug = models.SlugField(primary_key=True, max_length=30)
    order = models.PositiveSmallIntegerField()
    countries = CountryField(multiple=True, verbose_name=_("countries"))

    class Meta:
        ordering = ["order"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")
