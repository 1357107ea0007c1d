from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bases.models import Opening
from experts.models import Profile
from matching.choices import Vote
from matching.querysets import TeamQuerySet
from taxonomy.models import AtomicModel


class CandidateVote(AtomicModel):
    """How a member of the host's team votes on a candidate. It moves no list."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="candidate_votes")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("voter"),
    )
    vote = models.CharField(_("vote"), max_length=6, choices=Vote.choices)
    voted_at = models.DateTimeField(_("when"), auto_now=True)

    objects = TeamQuerySet["CandidateVote"].as_manager()

    class Meta:
        ordering = ["voted_at", "id"]
        verbose_name = _("vote on a candidate")
        verbose_name_plural = _("votes on candidates")
        constraints = [
            models.UniqueConstraint(fields=["opening", "profile", "voter"], name="one_vote_per_member"),
            models.CheckConstraint(condition=Q(vote__in=Vote.values), name="vote_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} – {self.profile_id}: {self.get_vote_display()}"
