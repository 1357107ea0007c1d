from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from experts.choices import NominationState
from experts.models.profile import Profile
from experts.querysets import NominationQuerySet
from experts.transitions import NOMINATION
from taxonomy.choices import Language, SourceChannel
from taxonomy.models import AtomicModel
from taxonomy.transitions import transition_is_legal


class Nomination(AtomicModel):
    """A person put forward by a science attaché. Until they accept, only the attaché and they themselves see it."""

    nominated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="nominations"
    )
    opening = models.ForeignKey(
        "bases.Opening", null=True, blank=True, on_delete=models.SET_NULL, related_name="nominations"
    )
    profile = models.ForeignKey(
        Profile, null=True, blank=True, on_delete=models.SET_NULL, related_name="nominations"
    )
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=7, choices=Language.choices)
    reason = models.TextField(_("reason"))
    evidence = models.TextField(_("evidence"), blank=True)
    relation = models.CharField(_("relation to the person"), max_length=200, blank=True)
    channel = models.CharField(
        _("source channel"), max_length=20, choices=SourceChannel.choices, default=SourceChannel.ATTACHE
    )
    state = models.CharField(
        _("state"), max_length=10, choices=NominationState.choices, default=NominationState.DRAFT
    )
    came_from = models.CharField(max_length=10, blank=True, editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        constraints = [
            transition_is_legal(NOMINATION, name="nomination_transition_is_legal"),
            models.CheckConstraint(
                condition=~Q(state=NominationState.SENT) | Q(expires_at__isnull=False),
                name="sent_nomination_expires",
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="nomination_language_is_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=SourceChannel.values), name="nomination_channel_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"
