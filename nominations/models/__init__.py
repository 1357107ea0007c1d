"""What nominations need beside `experts.models.Nomination`."""

from nominations.models.count import NominationCount
from nominations.models.event import NominationEvent
from nominations.models.never import NeverAgain

__all__ = ["NeverAgain", "NominationCount", "NominationEvent"]
