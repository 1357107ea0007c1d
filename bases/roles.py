"""Staff of institutions, as a role."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Kind, Role
from bases.choices import StaffRole
from bases.models import Institution
from bases.querysets import EDITORS
from bases.templatetags.hosting import named


def host_roles(user: User) -> Iterator[Role]:
    """One for each institution whose team the user is in."""
    institutions = Prefetch("institution", Institution.objects.prefetch_related("texts"))
    for membership in user.staff_memberships.prefetch_related(institutions).order_by("pk"):
        yield Role(
            kind=Kind.HOST,
            key=f"host:{membership.institution_id}",
            of=format_html("{} · {}", named(membership.institution), membership.get_role_display()),
            may=_may(membership.role),
            subject=membership.institution_id,
            slug=membership.institution.slug,
            writes=membership.role in EDITORS,
        )


def _may(role: str) -> tuple[str, ...]:
    reads = (
        _("Read the drafts, openings and shortlists of the institution."),
        _("Read profiles on its shortlists of people who agreed to be shown to institutions."),
    )
    edits = (
        _("Write openings, hand them in for review, pause, close and withdraw them."),
        _("Judge matches, so that the next list is better."),
    )
    owns = (_("Invite colleagues, change their roles, take them out of the team."),)
    return {StaffRole.VIEWER: reads, StaffRole.EDITOR: reads + edits}.get(
        StaffRole(role), reads + edits + owns
    )
