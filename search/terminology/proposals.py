"""A term that somebody misses: proposed by anybody who is logged in, accepted or declined by who edits terms."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.domain.audit import record
from accounts.models import User
from search.terminology.editing import check_may_edit, save_term
from taxonomy.models import PROPOSAL, ProposalState, Term, TermProposal
from taxonomy.transitions import move

MOST_OPEN = 30  # proposals of one person that wait at a time


class TooManyProposals(Exception):
    """The person has MOST_OPEN proposals that nobody has decided yet."""


@transaction.atomic
def propose_term(proposal: TermProposal, *, by: User) -> TermProposal:
    """Keep a new proposal. The reason is the person's own text: the audit does not keep it. Raises TooManyProposals."""
    if TermProposal.objects.filter(proposed_by=by, state=ProposalState.OPEN).count() >= MOST_OPEN:
        raise TooManyProposals(
            f"User {by.pk} has {MOST_OPEN} open proposals; they wait for an officer first."
        )
    proposal.proposed_by = by
    proposal.save()
    record("term proposed", proposal, by=by)
    return proposal


@transaction.atomic
def accept_proposal(proposal: TermProposal, *, term: Term, by: User) -> Term:
    """Make it a term, as the officer has it now. Raises PermissionDenied, IllegalTransition."""
    saved = save_term(term, by=by)
    move(
        proposal,
        ProposalState.ACCEPTED,
        table=PROPOSAL,
        decided_by=by,
        decided_at=timezone.now(),
        term=saved,
    )
    record("term proposal accepted", proposal, by=by, after={"term": saved.pk})
    return saved


@transaction.atomic
def decline_proposal(proposal: TermProposal, *, answer: str, by: User) -> None:
    """Say no, with a reason that the proposer reads. Raises PermissionDenied, IllegalTransition."""
    check_may_edit(by)
    move(
        proposal,
        ProposalState.DECLINED,
        table=PROPOSAL,
        decided_by=by,
        decided_at=timezone.now(),
        answer=answer,
    )
    record("term proposal declined", proposal, by=by)
