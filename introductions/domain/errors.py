"""Why an introduction cannot be begun or answered. Each is an IllegalTransition: nothing was changed."""

from taxonomy.transitions import IllegalTransition


class OpeningFull(IllegalTransition):
    """Every place of the opening is taken by an accepted introduction."""


class OpeningGone(IllegalTransition):
    """The opening takes nobody at this moment."""


class AlreadyIntroduced(IllegalTransition):
    """The two have an introduction that is still alive."""


class NotInReach(IllegalTransition):
    """The person cannot be introduced now: hidden, unverified, or without their consent."""


class RulesForbid(IllegalTransition):
    """A rule of the opening excludes the person; the message says which."""


class StayStands(IllegalTransition):
    """The person is at the host, or the stay is over: it is ended, not withdrawn from."""


class SaidNo(IllegalTransition):
    """The other side said no a while ago; it is left in peace."""


class TooMany(IllegalTransition):
    """So many were begun that another one would be a nuisance; the message says when to go on."""


class TooLate(IllegalTransition):
    """The deadline of the answer is over, whether or not the clock has ended it yet."""
