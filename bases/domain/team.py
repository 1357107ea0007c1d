"""The team of an institution: its owners invite, change roles and say goodbye; one owner always stays."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audience import Visitor, is_administrator
from accounts.domain import offers
from accounts.domain.audit import record
from accounts.domain.offers import NoLongerOpen, NotTheirs
from accounts.domain.steps import lock
from accounts.models import User
from bases.choices import StaffRole, Verification
from bases.models import Institution, StaffInvitation, StaffMembership

MOST_OPEN = 50  # invitations of one institution


class NotYet(Exception):
    """The institution may send no invitation now; the message says what would change that."""


class LastOwner(Exception):
    """An institution without an owner could invite nobody."""


def may_manage(user: Visitor, institution: Institution) -> bool:
    """Owners of the institution, and platform administrators."""
    if is_administrator(user):
        return True
    if not isinstance(user, User) or not user.is_active:
        return False
    return institution.staff_memberships.filter(user=user, role=StaffRole.OWNER).exists()


def invite(offer: StaffInvitation, *, by: User, language: str) -> StaffInvitation | None:
    """Store a clean `offer` and send its letter in `language`. None: held back. Raises NotTheirs, NotYet and TooMany.

    Anybody may register an institution: letters in its name go out once an officer has looked, and never in masses.
    """
    _require(by, offer.institution)
    if offer.institution.verification != Verification.VERIFIED:
        raise NotYet(_("Colleagues are invited once an officer has verified the institution."))
    if StaffInvitation.objects.open().filter(institution=offer.institution).count() >= MOST_OPEN:
        raise NotYet(
            _("%(number)d invitations wait for an answer; withdraw some before you send more.")
            % {"number": MOST_OPEN}
        )
    older = StaffInvitation.objects.filter(email__iexact=offer.email, institution=offer.institution)
    return offers.send(offer, by=by, language=language, letter="staff_invitation", replaces=older)


def withdraw(offer: StaffInvitation, *, by: User) -> None:
    """Raises NotTheirs and NoLongerOpen."""
    _require(by, offer.institution)
    offers.withdraw(offer, by=by)


def accept(offer: StaffInvitation, *, by: User) -> None:
    """Put `by` into the team. A role that they hold there already is changed. Raises NotTheirs and NoLongerOpen."""

    def give() -> None:
        inviter = offer.invited_by
        if inviter is None or not may_manage(inviter, offer.institution):
            raise NoLongerOpen(
                _("Whoever invited you is no longer an owner there. Ask for another invitation.")
            )
        membership, made = StaffMembership.objects.get_or_create(
            user=by, institution=offer.institution, defaults={"role": offer.role}
        )
        if made:
            record("joined a team", membership, by=by, after={"role": offer.role})
        elif membership.role != offer.role:
            _change(membership, offer.role, by=by)

    offers.accept(offer, by=by, give=give)


@transaction.atomic
def change_role(membership: StaffMembership, role: str, *, by: User) -> None:
    """Raises NotTheirs and LastOwner."""
    _require(by, membership.institution)
    if membership.role != role:
        _change(membership, role, by=by)


@transaction.atomic
def remove(membership: StaffMembership, *, by: User) -> None:
    """Somebody leaves, by an owner's hand or their own. Raises NotTheirs and LastOwner."""
    if membership.user_id != by.pk:
        _require(by, membership.institution)
    _keep_an_owner(membership)
    record("left a team", membership, by=by, before={"role": membership.role})
    membership.delete()


def _change(membership: StaffMembership, role: str, *, by: User) -> None:
    if role != StaffRole.OWNER:
        _keep_an_owner(membership)
    before = membership.role
    membership.role = role
    membership.save(update_fields=["role"])
    record("role in a team changed", membership, by=by, before={"role": before}, after={"role": role})


def _keep_an_owner(leaving: StaffMembership) -> None:
    """Holds the institution, so that two owners who leave at once do so one after the other."""
    lock(leaving.institution)
    owners = leaving.institution.staff_memberships.filter(role=StaffRole.OWNER)
    if leaving.role == StaffRole.OWNER and not owners.exclude(pk=leaving.pk).exists():
        raise LastOwner(_("This is the last owner. Make somebody else an owner first."))


def _require(by: User, institution: Institution) -> None:
    if not may_manage(by, institution):
        raise NotTheirs(_("Only owners of the institution look after its team."))
