"""The roles that this app keeps: attaché, intermediary, officer, administrator."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django_countries import countries

from accounts.audience import grants_of
from accounts.models import ScopeLevel, User
from accounts.models.granted import named
from accounts.roles import Kind, Role


def own_roles(user: User) -> Iterator[Role]:
    yield from _posts(user)
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


def _posts(user: User) -> Iterator[Role]:
    """An attaché's posts are one role, an intermediary's another."""
    grants = grants_of(user)
    everywhere = {code for grant in grants if grant.fields is None for code in grant.countries}
    confined = [grant for grant in grants if grant.fields is not None]
    common = (_("Read every open opening, and what the bases look for."),)
    if everywhere:
        yield Role(
            kind=Kind.ATTACHE,
            key="attache",
            of=_countries(everywhere),
            may=(
                *common,
                _("Read profiles from your countries of people who agreed to be contacted by attachés."),
                _("Recommend people, with their consent, and follow what became of each."),
            ),
        )
    if confined:
        fields = {slug for grant in confined for slug in grant.fields or ()}
        yield Role(
            kind=Kind.INTERMEDIARY,
            key="intermediary",
            of=f"{_countries({code for grant in confined for code in grant.countries})} · {', '.join(named(fields))}",
            may=(
                *common,
                _("Read profiles from your countries and in your fields of people who agreed to it."),
                _("Recommend people, with their consent, and follow what became of each."),
            ),
        )


def _countries(codes: set[str]) -> str:
    return ", ".join(sorted(str(countries.name(code)) for code in codes))


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
