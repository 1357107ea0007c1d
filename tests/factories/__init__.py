"""Rows for tests: complete and legal by default, changed by what a test is about."""

from tests.factories.bases import (
    BaseFactory,
    FrameworkFactory,
    InstitutionFactory,
    OpeningFactory,
    OpenOpeningFactory,
    ProgrammeFactory,
    ProjectFactory,
    StaffMembershipFactory,
)
from tests.factories.experts import (
    AffiliationFactory,
    MatchableProfileFactory,
    NominationFactory,
    ProfileFactory,
    PublicationFactory,
    TeamFactory,
)
from tests.factories.matching import (
    ExchangeFactory,
    FeedbackFactory,
    IntroductionFactory,
    MatchFactory,
    OutcomeFactory,
    RoundFactory,
    RoundPlaceFactory,
    SetApartFactory,
)
from tests.factories.taxonomy import MissingTermFactory, TermFactory, TermProposalFactory
from tests.factories.users import (
    AdministratorFactory,
    AttachePostFactory,
    ConsentFactory,
    OfficerFactory,
    UserFactory,
)

__all__ = [
    "AdministratorFactory",
    "AffiliationFactory",
    "AttachePostFactory",
    "BaseFactory",
    "ConsentFactory",
    "ExchangeFactory",
    "FeedbackFactory",
    "FrameworkFactory",
    "InstitutionFactory",
    "IntroductionFactory",
    "MatchFactory",
    "MatchableProfileFactory",
    "MissingTermFactory",
    "NominationFactory",
    "OfficerFactory",
    "OpenOpeningFactory",
    "OpeningFactory",
    "OutcomeFactory",
    "ProfileFactory",
    "ProgrammeFactory",
    "ProjectFactory",
    "PublicationFactory",
    "RoundFactory",
    "RoundPlaceFactory",
    "SetApartFactory",
    "StaffMembershipFactory",
    "TeamFactory",
    "TermFactory",
    "TermProposalFactory",
    "UserFactory",
]
