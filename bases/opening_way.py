"""The way of an opening: each step, from where it leads where, who takes it, and whether it needs a reason.

Holding back for the sensitive-field review is a gate beside it (`SENSITIVITY` in bases.transitions).
"""

from __future__ import annotations

from accounts.ways import Way, rule
from bases.choices import OpeningStep as S
from bases.choices import PublicationState as P

HOST = "host"  # owners and editors of the institution; officers in their place
OFFICER = "officer"  # who is not in the team of the institution
PLATFORM = "platform"  # by the clock

PUBLIC = (P.OPEN, P.PAUSED, P.FILLED)
WAY: Way[S] = Way(
    {
        S.SUBMIT: rule(P.DRAFT, P.IN_REVIEW, HOST),
        S.TAKE_BACK: rule(P.IN_REVIEW, P.DRAFT, HOST),
        S.RETURN: rule(P.IN_REVIEW, P.DRAFT, OFFICER, reasoned=True),
        S.PUBLISH: rule(P.IN_REVIEW, P.OPEN, OFFICER),
        S.RECALL: rule(PUBLIC, P.IN_REVIEW, OFFICER),
        S.PAUSE: rule(P.OPEN, P.PAUSED, HOST),
        S.RESUME: rule((P.PAUSED, P.FILLED), P.OPEN, HOST),
        S.FILL: rule((P.OPEN, P.PAUSED), P.FILLED, HOST),
        S.CLOSE: rule(PUBLIC, P.CLOSED, HOST),
        S.EXPIRE: rule(PUBLIC, P.CLOSED, PLATFORM),
        S.WITHDRAW: rule((P.IN_REVIEW, *PUBLIC), P.WITHDRAWN, HOST, reasoned=True),
        S.REOPEN: rule((P.CLOSED, P.WITHDRAWN), P.DRAFT, HOST),
    },
    tuple(P.values),
)
