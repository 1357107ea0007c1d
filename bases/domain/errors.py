"""Why a step on the host side is refused. Each is an IllegalTransition: nothing was changed."""

from taxonomy.transitions import IllegalTransition


class NeedsSecondOfficer(IllegalTransition):
    """Four eyes: what is held is cleared by two officers."""


class TooManyDrafts(IllegalTransition):
    """An institution keeps as many drafts as it may."""


class NotCleared(IllegalTransition):
    """The sensitive-field review has not passed."""


class NotVerified(IllegalTransition):
    """The institution is not verified."""


class Incomplete(IllegalTransition):
    """The opening lacks what readers need."""


class DeadlinePassed(IllegalTransition):
    """Nobody could apply any more."""


class TooManySearches(Exception):
    """Somebody keeps as many searches as one person may."""
