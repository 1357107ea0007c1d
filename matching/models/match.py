from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bases.models import Opening
from experts.models import Profile
from matching.choices import MatchState
from matching.querysets import MatchQuerySet
from matching.transitions import MATCH
from taxonomy.models import AtomicModel
from taxonomy.transitions import transition_is_legal


class Match(AtomicModel):
    """A stored rank of one person for one opening, with the parts of its score: it can be explained afterwards."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="matches")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="matches")
    rank = models.PositiveIntegerField(_("rank"))
    total = models.FloatField(_("score"))
    parts = models.JSONField(_("parts of the score"))
    eligible = models.BooleanField(_("eligible"), default=True)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    strength = models.CharField(_("strength"), max_length=8, blank=True)
    affinity = models.FloatField(_("raw affinity"), null=True, blank=True)
    # What was found then, as places in texts: not a word of anybody's (matching.domain.references).
    evidence = models.JSONField(_("evidence"), default=list, blank=True)
    engine = models.CharField(_("engine version"), max_length=60)
    computed_at = models.DateTimeField(_("computed"))
    state = models.CharField(
        _("state"), max_length=12, choices=MatchState.choices, default=MatchState.PROPOSED
    )
    came_from = models.CharField(max_length=12, blank=True, editable=False)

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering = ["opening_id", "rank", "profile_id"]
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        constraints = [
            models.UniqueConstraint(fields=["opening", "profile"], name="one_match_per_opening_and_profile"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="match_ranks_from_one"),
            models.CheckConstraint(condition=Q(total__gte=0, total__lte=1), name="match_total_is_a_share"),
            transition_is_legal(MATCH, name="match_transition_is_legal"),
        ]

    def __str__(self) -> str:
        return f"{self.opening} #{self.rank}: {self.profile_id}"
