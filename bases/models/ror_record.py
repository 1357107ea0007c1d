from django.db import models
from django.utils.translation import gettext_lazy as _

from bases.choices import InstitutionKind
from bases.querysets import RorQuerySet

# What ROR calls it -> what we do; of the other kinds somebody says it themselves.
KINDS = {
    "education": InstitutionKind.UNIVERSITY,
    "healthcare": InstitutionKind.HOSPITAL,
    "company": InstitutionKind.ENTERPRISE,
    "facility": InstitutionKind.INSTITUTE,
}


class RorRecord(models.Model):
    """An organisation of the Research Organization Registry (ror.org, CC0), copied: `bases.ror`."""

    id = models.CharField(_("ROR id"), max_length=9, primary_key=True)
    name = models.CharField(_("name"), max_length=400)  # the one that ROR shows first
    name_zh = models.CharField(_("name in Chinese"), max_length=400, blank=True)
    words = models.TextField(editable=False)  # every name, folded, one a line
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    website = models.CharField(_("website"), max_length=400, blank=True)

    objects = RorQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("organisation of ROR")
        verbose_name_plural = _("organisations of ROR")

    def __str__(self) -> str:
        return self.name

    @property
    def our_kind(self) -> str:
        return KINDS.get(self.kind, "")
