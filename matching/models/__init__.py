"""From a stored rank to the report of a visit."""

from matching.models.declared_conflict import DeclaredConflict
from matching.models.duplicate import SetApart
from matching.models.exchange import Exchange
from matching.models.feedback import Feedback
from matching.models.follow import FeedAddress, Follow
from matching.models.introduction import Introduction
from matching.models.look import SeenCandidate, ShortlistLook
from matching.models.match import Match
from matching.models.merge import MergeRequest
from matching.models.note import CandidateNote
from matching.models.outcome import Outcome
from matching.models.round import Round, RoundPlace
from matching.models.vote import CandidateVote

__all__ = [
    "CandidateNote",
    "CandidateVote",
    "DeclaredConflict",
    "Exchange",
    "FeedAddress",
    "Feedback",
    "Follow",
    "Introduction",
    "Match",
    "MergeRequest",
    "Outcome",
    "Round",
    "RoundPlace",
    "SeenCandidate",
    "SetApart",
    "ShortlistLook",
]
