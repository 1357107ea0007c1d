"""The people's side: who they are, what they did, what they want, and who put them forward."""

from experts.models.affiliation import Affiliation
from experts.models.identifier import ExternalId
from experts.models.language_skill import LanguageSkill
from experts.models.look import ProfileLook
from experts.models.nomination import Nomination
from experts.models.profile import Profile
from experts.models.profile_import import ImportState, ProfileImport
from experts.models.profile_text import ProfileText
from experts.models.publication import Publication
from experts.models.stay import WantedStay
from experts.models.team import Team, TeamMember
from experts.models.team_invitation import TeamInvitation
from experts.models.visibility import SectionVisibility

__all__ = [
    "Affiliation",
    "ExternalId",
    "ImportState",
    "LanguageSkill",
    "Nomination",
    "Profile",
    "ProfileImport",
    "ProfileLook",
    "ProfileText",
    "Publication",
    "SectionVisibility",
    "Team",
    "TeamInvitation",
    "TeamMember",
    "WantedStay",
]
