"""The legal steps of an erasure."""

from privacy.choices import ErasureState as E
from taxonomy.transitions import Transitions

ERASURE = Transitions(
    initial=E.WAITING,
    legal={E.WAITING: {E.CANCELLED, E.ERASED}, E.CANCELLED: set(), E.ERASED: set()},
)
