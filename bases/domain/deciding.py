"""Which officers decide about an institution and its bases: on what they saw, and never on their own house."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.audience import Visitor
from accounts.domain.editing import Values, mark_of
from accounts.domain.errors import NotTheirStep, SeenChanged
from accounts.models import User
from accounts.models.roles import ScopeLevel
from bases.models import Institution


def is_officer_of(user: Visitor, institution: Institution) -> bool:
    """A province's officers look after its institutions; those of the nation and of a ministry after all."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if user.is_administrator:
        return True
    scopes = user.officer_scopes.all()
    return any(
        scope.level != ScopeLevel.PROVINCE or scope.province == institution.province for scope in scopes
    )


def decides_on(user: Visitor, institution: Institution) -> bool:
    """An officer of its scope who is not in its team; administrators are officers of every scope."""
    return (
        is_officer_of(user, institution) and not institution.staff_memberships.filter(user=user.pk).exists()
    )


def require_decider(user: User, institution: Institution) -> None:
    """Raises NotTheirStep."""
    if not decides_on(user, institution):
        raise NotTheirStep(
            _("Another officer decides: this institution is outside your scope, or you are in its team.")
        )


def require_seen(seen: str, now: Values) -> None:
    """`seen`: the mark of what the page showed; `now`: what is stored, read under the lock. Raises SeenChanged."""
    if seen != mark_of(now):
        raise SeenChanged(
            _(
                "This was changed after you opened the page. Nothing is decided: read it as it stands now, then decide."
            )
        )
