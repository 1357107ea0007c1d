"""The host side: who invites, where, within what, and for which stay."""

from bases.models.base import Base, BaseText
from bases.models.criterion_answer import CriterionAnswer
from bases.models.framework import Framework, FrameworkText
from bases.models.institution import Institution, InstitutionText
from bases.models.membership import StaffMembership
from bases.models.opening import Opening
from bases.models.opening_event import OpeningEvent
from bases.models.opening_text import OpeningText, RequiredLanguage
from bases.models.picture import Picture
from bases.models.private_file import PrivateFile
from bases.models.programme import Programme, ProgrammeText
from bases.models.project import FundingSource, Project, ProjectText
from bases.models.ror_record import RorRecord
from bases.models.saved_search import SavedSearch
from bases.models.staff_invitation import StaffInvitation

__all__ = [
    "Base",
    "BaseText",
    "CriterionAnswer",
    "Framework",
    "FrameworkText",
    "FundingSource",
    "Institution",
    "InstitutionText",
    "Opening",
    "OpeningEvent",
    "OpeningText",
    "Picture",
    "PrivateFile",
    "Programme",
    "ProgrammeText",
    "Project",
    "ProjectText",
    "RequiredLanguage",
    "RorRecord",
    "SavedSearch",
    "StaffInvitation",
    "StaffMembership",
]
