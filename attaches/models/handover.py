from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AttachePost
from attaches.choices import HandoverState
from attaches.transitions import HANDOVER
from experts.models import Nomination
from taxonomy.models import AtomicModel
from taxonomy.transitions import transition_is_legal


class Handover(AtomicModel):
    """Posts and open nominations of one attaché went to another. `by`: the giver, or an officer when they have left."""

    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="handovers_given"
    )
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="handovers_received"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(
        _("state"), max_length=6, choices=HandoverState.choices, default=HandoverState.DONE
    )
    came_from = models.CharField(max_length=6, blank=True, editable=False)
    at = models.DateTimeField(_("when"), default=timezone.now)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        constraints = [
            transition_is_legal(HANDOVER, name="handover_transition_is_legal"),
            models.CheckConstraint(
                condition=Q(giver__isnull=True) | Q(successor__isnull=True) | ~Q(giver=F("successor")),
                name="handover_is_to_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(state=HandoverState.DONE, undone_at__isnull=True)
                | Q(state=HandoverState.UNDONE, undone_at__isnull=False),
                name="undone_handover_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.giver_id} → {self.successor_id}"


class HandedPost(AtomicModel):
    """A post that went over: `old` ended, with `until` what stood there before, and `new` began. A post that had not
    begun is the same row on both sides."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="posts")
    old = models.ForeignKey(AttachePost, null=True, on_delete=models.SET_NULL, related_name="+")
    new = models.ForeignKey(AttachePost, null=True, on_delete=models.SET_NULL, related_name="+")
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("post handed over")
        verbose_name_plural = _("posts handed over")

    def __str__(self) -> str:
        return f"{self.handover_id}: {self.old_id} → {self.new_id}"


class HandedNomination(AtomicModel):
    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="nominations")
    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("nomination handed over")
        verbose_name_plural = _("nominations handed over")
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "nomination"], name="a_nomination_goes_once_per_handover"
            )
        ]

    def __str__(self) -> str:
        return f"{self.handover_id}: {self.nomination_id}"
