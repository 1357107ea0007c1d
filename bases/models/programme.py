from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bases.choices import ProgrammeKind
from bases.models.framework import Framework
from taxonomy.models import AtomicModel, TextVersion, one_version_per_language
from taxonomy.models.versions import HasVersions


class Programme(HasVersions, AtomicModel):
    """A programme that projects and openings belong to: partnership, big science, training, talent …"""

    slug = models.SlugField(_("address name"), unique=True, max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=ProgrammeKind.choices)
    framework = models.ForeignKey(
        Framework, null=True, blank=True, on_delete=models.PROTECT, related_name="programmes"
    )
    reads_blind = models.BooleanField(
        _("shortlists are read without names"),
        default=False,
        help_text=_("Until both sides agree to meet, whatever the institution chose."),
    )

    class Meta:
        ordering = ["slug"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ProgrammeKind.values), name="programme_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class ProgrammeText(TextVersion):
    """Name and description of a programme in one language."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="texts")
    name = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("programme text")
        verbose_name_plural = _("programme texts")
        constraints = one_version_per_language("programme")

    def __str__(self) -> str:
        return self.name
