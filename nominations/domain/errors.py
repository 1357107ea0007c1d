"""Why a step of a nomination is refused. Each is an IllegalTransition: nothing was changed."""

from taxonomy.transitions import IllegalTransition


class Incomplete(IllegalTransition):
    """The draft lacks what the letter needs."""


class BeyondFields(IllegalTransition):
    """An accredited intermediary recommends people in the fields of the post."""


class TooManyLetters(IllegalTransition):
    """So many letters went out within a day that more would be a nuisance."""


class AlreadyNominated(IllegalTransition):
    """The same attaché recommended this person, and that still waits. `pk`: of that nomination."""

    def __init__(self, message: str, *, pk: int) -> None:
        super().__init__(message)
        self.pk = pk


class MayBeKnown(IllegalTransition):
    """Somebody whom the attaché may see could be this person; they say first whether it is so."""


class HasAccount(IllegalTransition):
    """The address belongs to an account: its owner logs in to accept."""


class LeadsAbroad(IllegalTransition):
    """The opening is for people in China, and this person works elsewhere."""
