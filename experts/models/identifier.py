from django.db import models
from django.utils.translation import gettext_lazy as _

from experts.models.profile import Profile
from taxonomy.models import AtomicModel


class ExternalId(AtomicModel):
    """Another identifier of a person: Scopus, ResearcherID, national ids of researchers."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="external_ids")
    scheme = models.CharField(_("scheme"), max_length=30)
    value = models.CharField(_("identifier"), max_length=60)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="one_profile_per_external_id"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"
