"""Where an outcome stands, in words. Whether its story is on the site is known to the app that has the pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from matching.choices import OutcomeState
from matching.models import Outcome

Pages = Callable[[Collection[int]], Mapping[int, str]]
_pages: list[Pages] = []


@dataclass(frozen=True, slots=True)
class Standing:
    words: str
    address: str = ""  # of the story, where it is public


def register_pages(source: Pages) -> None:
    """Called when the apps are ready. A source gets keys of outcomes, and tells addresses of those whose story is
    public, in the active language where it is there."""
    if source not in _pages:
        _pages.append(source)


def standings(outcomes: Iterable[Outcome]) -> dict[int, Standing]:
    """By key. Queries: those of the sources, whatever the number."""
    rows = list(outcomes)
    released = [row.pk for row in rows if row.state == OutcomeState.RELEASED]
    public = (
        {pk: address for source in _pages for pk, address in source(released).items()} if released else {}
    )
    return {row.pk: _standing(row, public.get(row.pk, "")) for row in rows}


def _standing(outcome: Outcome, address: str) -> Standing:
    if outcome.state != OutcomeState.RELEASED:
        return Standing(str(outcome.get_state_display()))
    return Standing(_("Published"), address) if address else Standing(_("Both agreed: with the editors"))
