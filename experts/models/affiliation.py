from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from experts.models.profile import Profile
from taxonomy.models import AtomicModel, says_its_language, written_in
from taxonomy.validators import validate_ror


class Affiliation(AtomicModel):
    """Where a person worked, from–until; without an end it is current."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="affiliations")
    name = models.CharField(_("organisation"), max_length=200)
    city = models.CharField(_("city"), max_length=80, blank=True)
    country = CountryField(verbose_name=_("country"))
    ror = models.CharField(_("ROR id"), max_length=9, blank=True, validators=[validate_ror])
    role = models.CharField(_("role"), max_length=120, blank=True)
    role_language = written_in(_("language of the role"))
    start_year = models.PositiveSmallIntegerField(_("from"))
    end_year = models.PositiveSmallIntegerField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["-start_year", "id"]
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_year__isnull=True) | Q(end_year__gte=F("start_year")),
                name="affiliation_ends_after_start",
            ),
            says_its_language("role", language="role_language", name="affiliation_role_says_its_language"),
        ]

    def __str__(self) -> str:
        return self.name
