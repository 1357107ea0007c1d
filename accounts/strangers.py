"""People who want no letters from people they do not know. Whoever writes in somebody's name to an address that was
only typed asks here first; each app that keeps a list of refusals registers how to ask it."""

from __future__ import annotations

from collections.abc import Callable

Refused = Callable[[str, str], bool]
_lists: list[Refused] = []


def register_refusals(refused: Refused) -> None:
    """Called once for each list, when the apps are ready. It is asked with an address and an ORCID iD or ""."""
    if refused not in _lists:
        _lists.append(refused)


def want_no_letters(email: str, orcid: str = "") -> bool:
    """The same answer whichever list they are on; nobody is told more."""
    return any(refused(email, orcid) for refused in _lists)
