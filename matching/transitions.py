"""The one table of legal steps for each thing that changes state."""

from matching.choices import ExchangeState as E
from matching.choices import IntroductionState as I
from matching.choices import MatchState as M
from matching.choices import OutcomeState as O
from matching.choices import RoundState as R
from taxonomy.transitions import Transitions

MATCH = Transitions(
    initial=M.PROPOSED,
    legal={
        M.PROPOSED: {M.SHORTLISTED, M.DISMISSED, M.INTRODUCED},
        M.SHORTLISTED: {M.PROPOSED, M.DISMISSED, M.INTRODUCED},
        M.DISMISSED: {M.PROPOSED, M.SHORTLISTED},
        M.INTRODUCED: set(),
    },
)

INTRODUCTION = Transitions(
    initial=I.OFFERED,
    legal={
        I.OFFERED: {I.ACCEPTED, I.DECLINED, I.WITHDRAWN, I.EXPIRED},
        I.ACCEPTED: {I.WITHDRAWN},
        I.DECLINED: set(),
        I.WITHDRAWN: set(),
        I.EXPIRED: set(),
    },
)

EXCHANGE = Transitions(
    initial=E.PLANNED,
    legal={
        E.PLANNED: {E.AGREED, E.CANCELLED},
        E.AGREED: {E.UNDER_WAY, E.CANCELLED},
        E.UNDER_WAY: {E.INTERRUPTED, E.COMPLETED, E.ENDED_EARLY},
        E.INTERRUPTED: {E.UNDER_WAY, E.ENDED_EARLY},
        E.COMPLETED: set(),
        E.ENDED_EARLY: set(),
        E.CANCELLED: set(),
    },
)

OUTCOME = Transitions(
    initial=O.DUE,
    legal={
        O.DUE: {O.SUBMITTED},
        O.SUBMITTED: {O.COMPLETE},
        O.COMPLETE: {O.RELEASED},
        O.RELEASED: {O.COMPLETE},
    },
)

ROUND = Transitions(
    initial=R.DRAFT,
    legal={
        R.DRAFT: {R.RUNNING, R.CANCELLED},
        R.RUNNING: {R.PROPOSED, R.DRAFT, R.CANCELLED},
        R.PROPOSED: {R.RUNNING, R.CONFIRMED, R.CANCELLED},
        R.CONFIRMED: set(),
        R.CANCELLED: set(),
    },
)
