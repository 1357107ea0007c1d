"""Why a step on the host side is refused. Each is an IllegalTransition: nothing was changed."""

from django.utils.translation import gettext as _

from taxonomy.choices import Language
from taxonomy.transitions import IllegalTransition


class NotTheirStep(IllegalTransition):
    """Somebody else takes this step."""


class NeedsSecondOfficer(IllegalTransition):
    """Four eyes: what is held is cleared by two officers."""


class TooManyDrafts(IllegalTransition):
    """An institution keeps as many drafts as it may."""


class ReasonMissing(IllegalTransition):
    """This step needs a reason that the other side can read."""


class SeenChanged(IllegalTransition):
    """What the officer looked at was changed meanwhile; they look again."""


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
        raise ReasonMissing(_("Give a reason; the other side reads it."))
    if language not in Language.values:
        raise ReasonMissing(
            _("Say in which language the reason is written: %(languages)s.")
            % {"languages": ", ".join(Language.values)}
        )
    return reason.strip()


class TooManySearches(Exception):
    """Somebody keeps as many searches as one person may."""
