"""Whether two words with the same key are forms of one word. Keys are the first letters of a stem, which unite
recognition and recogniser – and groundwater and groundnut: good enough to rank by, not to show."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import takewhile

# What may follow the part that two forms of one word have in common.
_ENDING = re.compile(
    r"(?:e?s|e?d|e?r|e?rs|o?r|o?rs|i?ng|ings|ist|ists|[yie]|ies|ied|ier|ic|ics|ical|ically|ician|al|ally|ly|able|ability|ible"
    r"|[ts]?ion|[ts]?ions|ational|ation|ations|ator|ators|ating|ated|ate|ates|ative|[sz]e|[sz]es|[sz]ed|[sz]er|[sz]ers"
    r"|[sz]ing|i[sz]ation|i[sz]e[drs]?|i[sz]ing|ous|[ae]nce|[ae]nt|[ae]nts|ive|ity|ness|ment|ments|ium|um|us|a|on|is|es"
    r"|ial|ian|ean|ar|ary|ory|age|line|ine|m|t|ts)?"
)


def kin(some: Collection[str], others: Collection[str]) -> bool:
    """Whether any of `some` and any of `others` are forms of one word; lower-case words with the same key."""
    return any(_forms_of_one(one, other) for one in some for other in others)


@lru_cache(maxsize=100_000)
def _forms_of_one(one: str, other: str) -> bool:
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return bool(_ENDING.fullmatch(one[shared:]) and _ENDING.fullmatch(other[shared:]))
