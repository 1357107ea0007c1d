"""The way of a nomination: each step, from where it leads where, and who takes it.

`experts.transitions.NOMINATION` is its table in the database; a test keeps both the same.
"""

from __future__ import annotations

from accounts.ways import Way, rule
from experts.choices import NominationState as S
from nominations.choices import NominationStep as N

ATTACHE, PERSON, PLATFORM = "attache", "person", "platform"

WAY = Way(
    rules={
        N.SEND: rule(S.DRAFT, S.SENT, ATTACHE),
        N.HOLD_BACK: rule(
            S.DRAFT, "", PLATFORM
        ),  # the person wants none, or is known here: docs/decisions/0053
        N.REMIND: rule(S.SENT, "", PLATFORM),
        N.ACCEPT: rule(S.SENT, S.ACCEPTED, PERSON),
        N.CORRECT: rule(S.SENT, S.ACCEPTED, PERSON),
        N.DECLINE: rule(S.SENT, S.DECLINED, PERSON),
        N.NEVER: rule((S.SENT, S.DECLINED), S.BLOCKED, PERSON),
        N.WITHDRAW: rule((S.DRAFT, S.SENT), S.WITHDRAWN, ATTACHE),
        N.EXPIRE: rule(S.SENT, S.EXPIRED, PLATFORM),
        N.HAND_OVER: rule((S.DRAFT, S.SENT, S.ACCEPTED), "", ATTACHE),
        N.PUT_FORWARD: rule(S.ACCEPTED, "", PERSON, PLATFORM),
    },
    states=tuple(S.values),
)
