"""Who may take which step of an opening, and why not."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.audience import Visitor
from accounts.domain.errors import NotTheirStep
from accounts.models import User
from bases.choices import OpeningStep
from bases.domain.deciding import decides_on
from bases.models import Opening, StaffMembership
from bases.opening_way import HOST, OFFICER, PLATFORM, WAY
from bases.querysets import EDITORS


def writes(user: Visitor, opening: Opening) -> bool:
    """An owner or editor of its institution: one query."""
    staff = StaffMembership.objects.filter(institution=opening.institution_id, user=user.pk, role__in=EDITORS)
    return user.is_authenticated and staff.exists()


def require_right(opening: Opening, step: OpeningStep, *, by: User | None) -> None:
    """Raises NotTheirStep, which says who may. `by` is None for what the platform does by the clock."""
    [who] = WAY.rules[step].who
    if by is None:
        allowed = who == PLATFORM
    elif who == OFFICER:
        allowed = decides_on(by, opening.institution)
    else:
        allowed = who == HOST and (writes(by, opening) or decides_on(by, opening.institution))
    if not allowed:
        raise NotTheirStep(
            {
                HOST: _("Owners and editors of the institution do this, or a programme officer for them."),
                OFFICER: _(
                    "An officer whose scope it is does this, and not for an institution of their own."
                ),
                PLATFORM: _("The platform does this by itself."),
            }[who]
        )


def require_reviewer(opening: Opening, *, by: User) -> None:
    """Raises NotTheirStep."""
    require_right(opening, OpeningStep.PUBLISH, by=by)


def steps_of_host(opening: Opening, user: Visitor) -> Iterator[OpeningStep]:
    """What an owner or editor can do with it now."""
    if writes(user, opening):
        yield from WAY.steps_from(opening.publication, who=HOST)
