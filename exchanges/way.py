"""The way of a stay: each step, from where it leads where, who takes it, and whether it says why.

A step that leads nowhere else leaves the stay where it is. States and what may follow them: matching.transitions.
"""

from __future__ import annotations

from accounts.ways import Way, rule
from exchanges.choices import ExchangeStep as S
from matching.choices import ExchangeState as E

HOST, PERSON, PLATFORM = "host", "person", "platform"
BOUND = (E.AGREED, E.UNDER_WAY, E.INTERRUPTED)
WAY: Way[S] = Way(
    {
        S.PROPOSE: rule(E.PLANNED, "", HOST, PERSON),
        S.SIGN: rule((E.PLANNED, *BOUND), "", HOST, PERSON),
        S.AGREE: rule(
            E.PLANNED, E.AGREED, HOST, PERSON
        ),  # comes with the second signature, as do the next two
        S.ALTER: rule(BOUND, "", HOST, PERSON),
        S.EXTEND: rule(BOUND, "", HOST, PERSON),
        S.AMEND: rule(BOUND, "", HOST, PERSON, reasoned=True),
        S.DROP: rule(BOUND, "", HOST, PERSON, reasoned=True),
        S.DISCLOSE: rule((E.PLANNED, E.AGREED), "", PERSON),
        S.BEGIN: rule(E.AGREED, E.UNDER_WAY, HOST),
        S.MIDTERM: rule((E.UNDER_WAY, E.INTERRUPTED), "", HOST, PERSON, reasoned=True),
        S.INTERRUPT: rule(E.UNDER_WAY, E.INTERRUPTED, HOST, PERSON, reasoned=True),
        S.RESUME: rule(E.INTERRUPTED, E.UNDER_WAY, HOST, PERSON),
        S.COMPLETE: rule(E.UNDER_WAY, E.COMPLETED, HOST),
        S.END_EARLY: rule((E.UNDER_WAY, E.INTERRUPTED), E.ENDED_EARLY, HOST, PERSON, reasoned=True),
        S.CANCEL: rule((E.PLANNED, E.AGREED), E.CANCELLED, HOST, PERSON, PLATFORM, reasoned=True),
    },
    tuple(E.values),
)
