import pytest
from django.utils import timezone

from taxonomy.models import MissingTerm, ProposalState, TermProposal
from tests.factories import TermFactory, TermProposalFactory
from tests.support.constraints import again, assert_refused, constraints_of

ATTEMPTS = {
    "one_term_per_chinese_form": again(TermFactory, "zh"),
    "one_open_proposal_per_term_and_person": again(TermProposalFactory, "zh", "proposed_by"),
    "term_proposal_transition_is_legal": lambda: TermProposalFactory(
        state=ProposalState.DECLINED, came_from=ProposalState.ACCEPTED, answer="No."
    ),
    "declined_term_proposal_has_a_reason": lambda: TermProposal.objects.filter(
        pk=TermProposalFactory().pk
    ).update(state=ProposalState.DECLINED, came_from=ProposalState.OPEN, decided_at=timezone.now()),
    "missing_term_language_is_known": lambda: MissingTerm.objects.create(key="0", language="fr"),
}


def test_every_constraint_is_tried() -> None:
    assert set(constraints_of("taxonomy")) == set(ATTEMPTS)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ATTEMPTS)
def test_the_database_refuses(name: str) -> None:
    assert_refused("taxonomy", name, ATTEMPTS[name])
