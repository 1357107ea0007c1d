"""What everything else is tagged with."""

from taxonomy.models.base import AtomicModel, NamedModel, TextVersion
from taxonomy.models.challenge import Challenge
from taxonomy.models.discipline import Discipline
from taxonomy.models.field import PriorityField
from taxonomy.models.missing import MissingTerm
from taxonomy.models.proposal import PROPOSAL, ProposalState, TermProposal
from taxonomy.models.region import Region
from taxonomy.models.term import Term
from taxonomy.models.written import one_version_per_language, says_its_language, written_in

__all__ = [
    "PROPOSAL",
    "AtomicModel",
    "Challenge",
    "Discipline",
    "MissingTerm",
    "NamedModel",
    "PriorityField",
    "ProposalState",
    "Region",
    "Term",
    "TermProposal",
    "TextVersion",
    "one_version_per_language",
    "says_its_language",
    "written_in",
]
