"""Why a step of a stay is refused. Each is an IllegalTransition: nothing was changed."""

from taxonomy.transitions import IllegalTransition


class StepNotNow(IllegalTransition):
    """The state does not allow it."""


class StaysOverlap(IllegalTransition):
    """The person has agreed to another stay on some of these days."""


class OldVersion(IllegalTransition):
    """Somebody signs, or changes, what is no longer the latest proposal."""


class AlreadySigned(IllegalTransition):
    """Somebody else signed for this side."""


class NothingToSign(IllegalTransition):
    """No version waits for signatures."""


class OpeningGone(IllegalTransition):
    """The opening was taken off the site, or is held, before anybody was bound."""


class NotDisclosed(IllegalTransition):
    """The person has not told their home institution."""


class DayRefused(IllegalTransition):
    """The step cannot have happened, or cannot happen, on that day."""


class AlreadyWritten(IllegalTransition):
    """This side wrote its mid-term note."""


class StayHasBegun(IllegalTransition):
    """An introduction is not withdrawn once somebody has arrived."""


class TooLong(IllegalTransition):
    """A reason is a few sentences, not a book."""


class TooMany(IllegalTransition):
    """A stay keeps as many milestones as it may."""


class NoSuchItem(IllegalTransition):
    """Stays of an opening need not have the same checklist."""
