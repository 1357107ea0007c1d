"""Why a step of an outcome is refused. Each is an IllegalTransition: nothing was changed."""

from taxonomy.transitions import IllegalTransition


class NotNow(IllegalTransition):
    """Where the outcome stands, this step is not taken."""


class SentAlready(IllegalTransition):
    """This side has said it already."""


class Incomplete(IllegalTransition):
    """The report lacks what the other side needs to read."""


class EvaluationsClosed(IllegalTransition):
    """Both evaluations are open: nobody writes theirs once they may have read the other's."""


class NothingWritten(IllegalTransition):
    """There is no word of a story to agree to."""
