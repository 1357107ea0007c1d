"""The roles that this app keeps: attaché, officer, administrator."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django_countries import countries

from accounts.audience import attache_countries
from accounts.models import ScopeLevel, User
from accounts.roles import Kind, Role


def own_roles(user: User) -> Iterator[Role]:
    if codes := attache_countries(user):
        yield Role(
            kind=Kind.ATTACHE,
            key="attache",
            of=", ".join(sorted(str(countries.name(code)) for code in codes)),
            may=(
                _("Read every open opening, and what the bases look for."),
                _("Read profiles from your countries of people who agreed to be contacted by attachés."),
            ),
        )
    for scope in user.officer_scopes.order_by("pk"):
        of = scope.get_province_display() or scope.ministry or str(scope.get_level_display())
        yield Role(kind=Kind.OFFICER, key=f"officer:{scope.pk}", of=of, may=_officer(scope.level))
    if user.is_administrator:
        yield Role(
            kind=Kind.ADMINISTRATOR,
            key="administrator",
            of="",
            may=(
                *_officer(ScopeLevel.NATIONAL),
                _("Change every row in the administration; each change is in the audit."),
            ),
        )


def _officer(level: str) -> tuple[str, ...]:
    common = (
        _("Read every opening with its shortlist, and the explanation of every rank."),
        _("Verify institutions, review openings, and clear with a second officer what is held as sensitive."),
        _("Find profiles that may be of one person, and read the audit of the ranking."),
        _("Keep the terminology."),
    )
    if level != ScopeLevel.NATIONAL:
        return common
    return (
        *common,
        _("Invite attachés and officers, and decide who asks for such a role."),
        _("See how the platform runs."),
    )
