"""The one table of legal steps for each thing on the people's side that changes state."""

from experts.choices import NominationState as S
from experts.choices import ProfileState as P
from taxonomy.transitions import Transitions

PROFILE = Transitions(
    initial=P.DRAFT,
    legal={
        P.DRAFT: {P.ACTIVE},
        P.ACTIVE: {P.HIDDEN, P.RESTING},
        P.HIDDEN: {P.ACTIVE},
        P.RESTING: {P.ACTIVE, P.HIDDEN},
    },
)

NOMINATION = Transitions(
    initial=S.DRAFT,
    legal={
        S.DRAFT: {S.SENT, S.WITHDRAWN},
        S.SENT: {S.ACCEPTED, S.DECLINED, S.BLOCKED, S.EXPIRED, S.WITHDRAWN},
        S.ACCEPTED: set(),
        S.DECLINED: {S.BLOCKED},
        S.BLOCKED: set(),
        S.EXPIRED: set(),
        S.WITHDRAWN: set(),
    },
)
