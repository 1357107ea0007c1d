"""The one table of legal steps for each thing on the host side that changes state. `bases.domain` takes the steps."""

from bases.choices import BaseStatus as B
from bases.choices import PublicationState as P
from bases.choices import Sensitivity as S
from bases.choices import Verification as V
from bases.opening_way import WAY
from taxonomy.transitions import Transitions

VERIFICATION = Transitions(
    initial=V.PENDING,
    legal={
        V.PENDING: {V.VERIFIED, V.RETURNED},
        V.RETURNED: {V.PENDING, V.VERIFIED},
        V.VERIFIED: {V.WITHDRAWN},
        V.WITHDRAWN: {V.VERIFIED},
    },
)

# Recognition is never withdrawn without notice (plan, chapter 3.4).
BASE_STATUS = Transitions(
    initial=B.CANDIDATE,
    legal={
        B.CANDIDATE: {B.RECOGNISED},
        B.RECOGNISED: {B.ON_NOTICE},
        B.ON_NOTICE: {B.RECOGNISED, B.WITHDRAWN},
        B.WITHDRAWN: {B.RECOGNISED},
    },
)

SENSITIVITY = Transitions(
    initial=S.UNCHECKED,
    legal={
        S.UNCHECKED: {S.CLEAR, S.HELD},
        S.CLEAR: {S.HELD, S.UNCHECKED},  # a draft that was changed is looked at anew
        S.HELD: {S.CLEAR, S.REFUSED},
        S.REFUSED: {S.HELD},
    },
)

PUBLICATION = Transitions(initial=P.DRAFT, legal=WAY.legal())
