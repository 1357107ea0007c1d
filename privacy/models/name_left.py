from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.choices import NameVerdict
from taxonomy.models import AtomicModel


class NameLeft(AtomicModel):
    """Where the name of somebody who was erased stands in a text that is not about them, until an officer has read it.

    Only the place is kept, never the name: `spans` are the characters of the text, `seal` tells whether it is the same.
    """

    table = models.CharField(_("table"), max_length=63)
    column = models.CharField(_("column"), max_length=63)
    key_column = models.CharField(max_length=63)
    key = models.CharField(_("number of the row"), max_length=64)
    spans = models.JSONField(_("where in the text"), default=list)
    seal = models.CharField(max_length=64)
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    verdict = models.CharField(_("decision"), max_length=10, choices=NameVerdict.choices, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        ordering = ["found_at", "pk"]
        verbose_name = _("name that was left in a text")
        verbose_name_plural = _("names that were left in texts")
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=["", *NameVerdict.values]), name="name_left_verdict_is_known"
            ),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(decided_at__isnull=False), name="decided_name_left_says_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table}.{self.column} {self.key}"
