from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from experts.choices import Audience, Section
from experts.models.profile import Profile
from taxonomy.models import AtomicModel

# Least data by default: what a match needs is shown to verified institutions, who it is only on introduction.
DEFAULT_AUDIENCE: dict[str, str] = {
    Section.NAME: Audience.INTRODUCTION,
    Section.BIOGRAPHY: Audience.INSTITUTIONS,
    Section.PUBLICATIONS: Audience.INSTITUTIONS,
    Section.AFFILIATIONS: Audience.INTRODUCTION,
    Section.NATIONALITIES: Audience.INTRODUCTION,
    Section.LANGUAGES: Audience.INSTITUTIONS,
    Section.STAYS: Audience.INSTITUTIONS,
    Section.IDENTIFIERS: Audience.INTRODUCTION,
}


class SectionVisibility(AtomicModel):
    """Who may see one section of a profile, where the person chose other than the default."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="visibility")
    section = models.CharField(_("section"), max_length=20, choices=Section.choices)
    audience = models.CharField(_("who sees it"), max_length=20, choices=Audience.choices)

    class Meta:
        verbose_name = _("visibility of a section")
        verbose_name_plural = _("visibility of sections")
        constraints = [
            models.UniqueConstraint(fields=["profile", "section"], name="one_audience_per_section"),
            models.CheckConstraint(condition=Q(section__in=Section.values), name="visible_section_is_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="audience_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()}: {self.get_audience_display()}"
