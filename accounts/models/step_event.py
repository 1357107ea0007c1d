"""What every timeline is made of."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taxonomy.models import AtomicModel, written_in

WHO = {
    "host": _("the host"),
    "person": _("the person"),
    "attache": _("whoever recommended"),
    "officer": _("a programme officer"),
    "platform": _("the platform"),
}


class StepEvent(AtomicModel):
    """A step of something. A subclass adds what it is a step of, and `step` with its choices.

    `side`: a key of WHO, for whom it was taken; it outlives the account that took it.
    """

    side = models.CharField(_("taken by"), max_length=10, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)
    reason_language = written_in(_("language of the reason"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    @property
    def who(self) -> str:
        """In words; of nobody's account."""
        return str(WHO.get(self.side, ""))
