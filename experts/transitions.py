"""The one table of what a nomination may become."""

from experts.choices import NominationState as S
from taxonomy.transitions import Transitions

NOMINATION = Transitions(
    initial=S.DRAFT,
    legal={
        S.DRAFT: {S.SENT, S.WITHDRAWN},
        S.SENT: {S.ACCEPTED, S.DECLINED, S.BLOCKED, S.EXPIRED, S.WITHDRAWN},
        S.ACCEPTED: set(),
        S.DECLINED: set(),
        S.BLOCKED: set(),
        S.EXPIRED: set(),
        S.WITHDRAWN: set(),
    },
)
