from django.db import models
from django.utils.translation import gettext_lazy as _

from taxonomy.models import AtomicModel


class NeverAgain(AtomicModel):
    """Somebody who wants no recommendation or invitation by letter any more: a keyed hash of their address or ORCID iD,
    and nothing else, not even when. See `nominations.domain.never`."""

    key = models.CharField(_("keyed hash"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("never again")
        verbose_name_plural = _("never again")

    def __str__(self) -> str:
        return self.key[:8]
