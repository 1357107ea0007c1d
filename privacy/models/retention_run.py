from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taxonomy.models import AtomicModel


class RetentionRun(AtomicModel):
    """One application of the rules of retention: how many rows each rule found, by its key."""

    at = models.DateTimeField(_("when"), default=timezone.now)
    dry = models.BooleanField(_("only counted"), default=False)
    figures = models.JSONField(_("rows by rule"), default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("run of the rules of retention")
        verbose_name_plural = _("runs of the rules of retention")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
