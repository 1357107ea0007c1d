"""Why a step on the host side is refused. Each is an IllegalTransition: nothing was changed."""

from taxonomy.choices import Language
from taxonomy.transitions import IllegalTransition


class ReasonMissing(IllegalTransition):
    """This step needs a reason that the other side can read."""


class NotCleared(IllegalTransition):
    """The sensitive-field review has not passed."""


class NotVerified(IllegalTransition):
    """The institution is not verified."""


class Incomplete(IllegalTransition):
    """The opening lacks what readers need."""


class DeadlinePassed(IllegalTransition):
    """Nobody could apply any more."""


def require_reason(reason: str, *, language: str) -> str:
    """The reason without outer blanks. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing("Give a reason; the other side reads it.")
    if language not in Language.values:
        raise ReasonMissing(f"Say in which language the reason is written: {' or '.join(Language.values)}.")
    return reason.strip()


class TooManySearches(Exception):
    """Somebody keeps as many searches as one person may."""
