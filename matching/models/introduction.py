from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bases.models import Opening
from experts.models import Nomination, Profile
from matching.choices import Initiator, IntroductionState
from matching.models.match import Match
from matching.querysets import IntroductionQuerySet
from matching.transitions import INTRODUCTION
from taxonomy.models import AtomicModel, says_its_language, written_in
from taxonomy.transitions import transition_is_legal

LIVE = [IntroductionState.OFFERED, IntroductionState.ACCEPTED]


class Introduction(AtomicModel):
    """Contact between both sides. Each side says yes by itself; contact data is shown only after both did."""

    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="introductions")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="introductions")
    match = models.ForeignKey(
        Match, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions"
    )
    nomination = models.ForeignKey(
        Nomination, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions"
    )
    initiator = models.CharField(_("begun by"), max_length=10, choices=Initiator.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=IntroductionState.choices, default=IntroductionState.OFFERED
    )
    came_from = models.CharField(max_length=10, blank=True, editable=False)
    host_accepted_at = models.DateTimeField(_("accepted by the host"), null=True, blank=True)
    person_accepted_at = models.DateTimeField(_("accepted by the person"), null=True, blank=True)
    answer_due = models.DateTimeField(_("answer due"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    reason_language = written_in(_("language of the reason"))
    explanation = models.JSONField(_("explanation of the rank at that moment"), default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        constraints = [
            transition_is_legal(INTRODUCTION, name="introduction_transition_is_legal"),
            models.CheckConstraint(
                condition=Q(initiator__in=Initiator.values), name="introduction_initiator_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=IntroductionState.ACCEPTED)
                | Q(host_accepted_at__isnull=False, person_accepted_at__isnull=False),
                name="introduction_needs_both_sides",
            ),
            says_its_language(
                "reason", language="reason_language", name="introduction_reason_says_its_language"
            ),
            models.UniqueConstraint(
                fields=["opening", "profile"],
                condition=Q(state__in=LIVE),
                name="one_live_introduction_per_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opening} – {self.profile_id} ({self.get_state_display()})"
