from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taxonomy.models.base import AtomicModel
from taxonomy.models.field import PriorityField
from taxonomy.models.term import Term
from taxonomy.terms import LONGEST, LONGEST_ENGLISH
from taxonomy.transitions import Transitions, transition_is_legal


class ProposalState(models.TextChoices):
    OPEN = "open", _("Not decided yet")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


PROPOSAL = Transitions(
    initial=ProposalState.OPEN,
    legal={
        ProposalState.OPEN: {ProposalState.ACCEPTED, ProposalState.DECLINED},
        ProposalState.ACCEPTED: set(),
        ProposalState.DECLINED: set(),
    },
)


class TermProposal(AtomicModel):
    """A term that somebody misses. Officers decide; the proposer sees what became of it, and why."""

    zh = models.CharField(_("Chinese"), max_length=LONGEST)
    en = models.CharField(_("English"), max_length=LONGEST_ENGLISH)
    field = models.ForeignKey(
        PriorityField,
        verbose_name=_("priority field"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Leave empty for a term that every field uses."),
    )
    why = models.CharField(_("why it is needed"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN
    )
    came_from = models.CharField(max_length=10, blank=True, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.CASCADE,
        related_name="term_proposals",
    )
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.CharField(_("reason"), max_length=300, blank=True)
    term = models.ForeignKey(
        Term, verbose_name=_("term"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-proposed_at", "-id"]
        verbose_name = _("proposal of a term")
        verbose_name_plural = _("proposals of terms")
        constraints = [
            transition_is_legal(PROPOSAL, name="term_proposal_transition_is_legal"),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.DECLINED) | ~Q(answer=""),
                name="declined_term_proposal_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["zh", "proposed_by"],
                condition=Q(state=ProposalState.OPEN),
                name="one_open_proposal_per_term_and_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zh} | {self.en} ({self.get_state_display()})"
