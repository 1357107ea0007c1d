"""The way of a request about somebody's data: which step leads where, and who takes it."""

from __future__ import annotations

from accounts.ways import Way, rule
from privacy.choices import RequestState as S
from privacy.choices import RequestStep as T
from taxonomy.transitions import Transitions

OFFICER, PERSON, PLATFORM = "officer", "person", "platform"
IN_HAND = (S.OPEN, S.TAKEN, S.ASKED)

WAY: Way[T] = Way(
    rules={
        T.CONFIRM: rule(S.UNCONFIRMED, S.OPEN, PERSON),
        T.TAKE: rule(S.OPEN, S.TAKEN, OFFICER),
        T.ASK: rule(S.TAKEN, S.ASKED, OFFICER, reasoned=True),
        T.REPLY: rule(S.ASKED, S.TAKEN, PERSON, reasoned=True),
        T.EXTEND: rule(IN_HAND, "", OFFICER, reasoned=True),
        T.ANSWER: rule((S.TAKEN, S.ASKED), S.ANSWERED, OFFICER, reasoned=True),
        T.REFUSE: rule((S.TAKEN, S.ASKED), S.REFUSED, OFFICER, reasoned=True),
        T.WITHDRAW: rule(IN_HAND, S.WITHDRAWN, PERSON),
        T.SEND: rule((S.TAKEN, S.ASKED), "", OFFICER),
        T.ERASE: rule((S.TAKEN, S.ASKED), S.ANSWERED, OFFICER),
        T.REMIND: rule(IN_HAND, "", PLATFORM),
    },
    states=tuple(S.values),
)
REQUEST = Transitions(initial=S.UNCONFIRMED, legal=WAY.legal())
