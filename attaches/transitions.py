"""The legal steps of a handover."""

from attaches.choices import HandoverState as S
from taxonomy.transitions import Transitions

HANDOVER = Transitions(initial=S.DONE, legal={S.DONE: {S.UNDONE}, S.UNDONE: set()})
