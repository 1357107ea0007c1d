"""The way of an introduction: who takes which step, from where to where.

It begins with the yes of one side. The other accepts or declines; whoever said yes may withdraw.
"""

from __future__ import annotations

from accounts.ways import Way, rule
from introductions.choices import IntroductionStep as S
from matching.choices import IntroductionState as I

WAY: Way[S] = Way(
    {
        S.ACCEPT: rule(I.OFFERED, I.ACCEPTED, "host", "person"),
        S.DECLINE: rule(I.OFFERED, I.DECLINED, "host", "person"),
        S.WITHDRAW: rule((I.OFFERED, I.ACCEPTED), I.WITHDRAWN, "host", "person"),
        S.REMIND: rule(I.OFFERED, "", "platform"),
        S.EXPIRE: rule(I.OFFERED, I.EXPIRED, "platform"),
        S.CLOSE: rule(I.OFFERED, I.WITHDRAWN, "platform"),
    },
    states=tuple(I.values),
)
