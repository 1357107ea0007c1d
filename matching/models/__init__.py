"""From a stored rank to the report of a visit."""

from matching.models.duplicate import SetApart
from matching.models.exchange import Exchange
from matching.models.feedback import Feedback
from matching.models.follow import FeedAddress, Follow
from matching.models.introduction import Introduction
from matching.models.match import Match
from matching.models.outcome import Outcome
from matching.models.round import Round, RoundPlace

__all__ = [
    "Exchange",
    "FeedAddress",
    "Feedback",
    "Follow",
    "Introduction",
    "Match",
    "Outcome",
    "Round",
    "RoundPlace",
    "SetApart",
]
