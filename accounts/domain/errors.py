"""Why a step is refused. Each is an IllegalTransition: nothing was changed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from taxonomy.choices import Language
from taxonomy.transitions import IllegalTransition


class NotTheirStep(IllegalTransition):
    """Somebody else takes this step."""


class ReasonMissing(IllegalTransition):
    """This step needs a reason that the other side can read."""


class SeenChanged(IllegalTransition):
    """What the page showed was changed meanwhile; they look again."""


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
