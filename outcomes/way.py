"""The way of an outcome: each step, from where it leads where, and who takes it.

What a side has sent of its own is asked besides (outcomes/domain/steps.py): nobody reports or agrees twice.
"""

from __future__ import annotations

from accounts.ways import Way, rule
from matching.choices import OutcomeState as O
from matching.choices import Side
from outcomes.choices import OutcomeStep as S

PLATFORM = "platform"
SIDES = (Side.HOST.value, Side.PERSON.value)

WAY: Way[S] = Way(
    {
        S.REPORT: rule(O.DUE, O.SUBMITTED, *SIDES),
        S.COMPLETE: rule(O.SUBMITTED, O.COMPLETE, *SIDES),
        S.CORRECT: rule(O.SUBMITTED, "", *SIDES),
        S.EVALUATE: rule(tuple(O.values), "", *SIDES),
        S.WRITE: rule(O.COMPLETE, "", *SIDES),
        S.AGREE: rule(O.COMPLETE, "", *SIDES),
        S.RECONSIDER: rule(O.COMPLETE, "", *SIDES),
        S.RELEASE: rule(O.COMPLETE, O.RELEASED, *SIDES),
        S.TAKE_BACK: rule(O.RELEASED, O.COMPLETE, *SIDES),
        S.REMIND: rule((O.DUE, O.SUBMITTED), "", PLATFORM),
        S.OPEN: rule(tuple(O.values), "", PLATFORM),
    },
    tuple(O.values),
)
