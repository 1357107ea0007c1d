"""Roles by invitation, or by asking and an officer's yes."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audience import is_administrator, is_national_officer
from accounts.domain import offers
from accounts.domain.audit import record
from accounts.domain.offers import NoLongerOpen, NotTheirs
from accounts.domain.steps import lock
from accounts.letters import send_letter
from accounts.models import (
    AttachePost,
    Decision,
    Invitation,
    OfferedKind,
    OfferedRole,
    OfficerScope,
    RoleRequest,
    User,
)
from taxonomy.site_clock import site_today


def may_give(user: User, offered: OfferedRole) -> bool:
    """National officers bring attachés and intermediaries; who becomes an officer is for administrators to say."""
    if offered.kind == OfferedKind.OFFICER:
        return is_administrator(user)
    return is_national_officer(user)


def invite(offer: Invitation, *, by: User, language: str) -> Invitation | None:
    """Store a clean `offer` and send its letter in `language`. None: held back. Raises NotTheirs and TooMany."""
    if not may_give(by, offer):
        raise NotTheirs(_("Officers are invited by administrators."))
    older = Invitation.objects.filter(email__iexact=offer.email, kind=offer.kind)
    return offers.send(offer, by=by, language=language, letter="invitation", replaces=older)


def withdraw(invitation: Invitation, *, by: User) -> None:
    """Raises NotTheirs and NoLongerOpen."""
    if not may_give(by, invitation):
        raise NotTheirs(_("Officers are invited by administrators."))
    offers.withdraw(invitation, by=by)


def accept(invitation: Invitation, *, by: User) -> None:
    """Give `by` the role. Raises NotTheirs and NoLongerOpen."""
    offers.accept(invitation, by=by, give=lambda: _give(invitation, to=by, by=by))


def ask(request: RoleRequest, *, by: User) -> RoleRequest:
    """Store a clean request of `by`. Raises NoLongerOpen when one for the same role waits already."""
    request.user = by
    try:
        with transaction.atomic():
            request.save()
            record("role asked for", request, by=by, after={"kind": request.kind})
    except IntegrityError as error:
        raise NoLongerOpen(_("You have asked for this role already; it waits for an answer.")) from error
    return request


def take_back(request: RoleRequest, *, by: User) -> None:
    """Raises NotTheirs and NoLongerOpen."""
    if request.user_id != by.pk:
        raise NotTheirs(_("Only who asked can take a request back."))
    _decide(request, Decision.WITHDRAWN, by=by, answer="")


def decide(request: RoleRequest, *, granted: bool, by: User, answer: str = "") -> None:
    """Grant or decline, with an answer that the person reads. Raises NotTheirs and NoLongerOpen."""
    if request.user_id == by.pk:
        raise NotTheirs(_("Somebody else has to decide about your own request."))
    if not may_give(by, request):
        raise NotTheirs(_("Whether somebody becomes an officer is for administrators to decide."))
    if not granted and not answer.strip():
        raise ValueError("Who is declined is told why.")
    with transaction.atomic():
        _decide(request, Decision.GRANTED if granted else Decision.DECLINED, by=by, answer=answer)
        if granted:
            _give(request, to=request.user, by=by)
        send_letter("role_decision", to=request.user.email, language=request.user.language, request=request)


def _decide(request: RoleRequest, decision: Decision, *, by: User, answer: str) -> None:
    with transaction.atomic():
        lock(request)
        if request.decision != Decision.WAITING:
            raise NoLongerOpen(_("This request was decided or taken back before."))
        request.decision, request.answer = decision, answer.strip()
        request.decided_by, request.decided_at = by, timezone.now()
        request.save()
        record("role request decided", request, by=by, after={"decision": str(decision)})


def _give(offered: OfferedRole, *, to: User, by: User) -> None:
    """Write the role. What the person holds already is left as it is."""
    row: AttachePost | OfficerScope
    if offered.kind != OfferedKind.OFFICER:
        row = AttachePost.objects.create(
            user=to,
            kind=offered.kind,
            body=offered.body,
            fields=offered.fields,
            countries=[country.code for country in offered.countries],
            since=site_today(),
        )
    else:
        row, made = OfficerScope.objects.get_or_create(
            user=to, level=offered.level, ministry=offered.ministry, province=offered.province
        )
        if not made:
            return
    record("role given", row, by=by, after={"kind": offered.kind})
