from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from bases.choices import FrameworkKind
from taxonomy.models import AtomicModel, TextVersion, one_version_per_language
from taxonomy.models.versions import HasVersions


class Framework(HasVersions, AtomicModel):
    """A cooperation agreement between countries."""

    slug = models.SlugField(_("address name"), unique=True, max_length=40)
    kind = models.CharField(_("kind"), max_length=12, choices=FrameworkKind.choices)
    countries = CountryField(multiple=True, verbose_name=_("countries"))
    start_year = models.PositiveSmallIntegerField(_("from"))
    end_year = models.PositiveSmallIntegerField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("cooperation framework")
        verbose_name_plural = _("cooperation frameworks")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=FrameworkKind.values), name="framework_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(end_year__isnull=True) | Q(end_year__gte=F("start_year")),
                name="framework_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(countries=""), name="framework_names_countries"),
        ]

    def __str__(self) -> str:
        return self.slug


class FrameworkText(TextVersion):
    """Name of a framework and a note on its reciprocity, in one language."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="texts")
    name = models.CharField(_("name"), max_length=200)
    reciprocity = models.TextField(_("note on reciprocity"), blank=True)

    class Meta:
        verbose_name = _("framework text")
        verbose_name_plural = _("framework texts")
        constraints = one_version_per_language("framework")

    def __str__(self) -> str:
        return self.name
