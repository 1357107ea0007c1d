"""What both sides tell of a stay; the outcome itself, with its states, is `matching.models.Outcome`."""

from outcomes.models.evaluation import Evaluation
from outcomes.models.event import OutcomeEvent
from outcomes.models.report import Report, ReportedWork
from outcomes.models.story import StoryWords

__all__ = ["Evaluation", "OutcomeEvent", "Report", "ReportedWork", "StoryWords"]
