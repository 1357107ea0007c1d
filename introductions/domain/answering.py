"""Answers to an introduction: each side for itself, and what follows once both have spoken.

Each function locks the row, writes the moment, takes the step and records it, in one transaction. Raises
IllegalTransition where the table forbids the step and NotYourSide where somebody speaks for the other side.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.models import User
from bases.choices import PublicationState, Verification
from bases.models import Opening
from introductions import signals
from introductions.choices import IntroductionStep as S
from introductions.domain.errors import NotInReach, OpeningFull, OpeningGone, StayStands, TooLate
from introductions.domain.reach import is_reachable
from introductions.domain.telling import note
from introductions.way import WAY
from matching.choices import ExchangeState, IntroductionState, Opinion, OpinionReason, Side
from matching.domain.feedback import say
from matching.domain.sides import require_side
from matching.models import Exchange, Introduction
from matching.transitions import INTRODUCTION
from taxonomy.transitions import IllegalTransition, move

NOT_BEGUN = (ExchangeState.PLANNED, ExchangeState.AGREED, ExchangeState.CANCELLED)


@transaction.atomic
def accept_introduction(introduction: Introduction, *, side: Side, by: User) -> Introduction:
    """The yes of one side; with the yes of both the introduction is accepted and contact data may be shown.

    Said twice it is said once. Raises OpeningFull and OpeningGone, and notes no yes, where the second yes comes too
    late.
    """
    lock(introduction)
    require_side(introduction.opening, introduction.profile, side=side, by=by)
    _require_state(introduction, S.ACCEPT)
    moment = f"{side}_accepted_at"
    if getattr(introduction, moment) is not None:
        return introduction
    if introduction.answer_due is not None and introduction.answer_due <= timezone.now():
        raise TooLate(_("The time to answer is over. It can be begun anew."))
    require_reachable(introduction)
    other = introduction.person_accepted_at if side == Side.HOST else introduction.host_accepted_at
    changes: dict[str, Any] = {moment: timezone.now()}
    if other is None:
        setattr(introduction, moment, changes[moment])
        introduction.save(update_fields=[moment])
        record(f"introduction accepted by the {side}", introduction, by=by)
    else:
        require_place(introduction.opening)
        _take(introduction, IntroductionState.ACCEPTED, by=by, **changes)
    note(introduction, S.ACCEPT, by=by, side=side)
    if other is not None:
        signals.accepted.send(sender=Introduction, introduction=introduction, by=by)
    return introduction


@transaction.atomic
def decline_introduction(
    introduction: Introduction,
    *,
    side: Side,
    by: User,
    reason: str = "",
    language: str = "",
    because: OpinionReason | None = None,
) -> Introduction:
    """The no of one side ends it. `because`: also that side's verdict on the pair, "not relevant" for this reason."""
    lock(introduction)
    require_side(introduction.opening, introduction.profile, side=side, by=by)
    _require_state(introduction, S.DECLINE)
    if getattr(introduction, f"{side}_accepted_at") is not None:
        raise IllegalTransition(_("You said yes before; withdraw instead."))
    if because is not None:
        pair = (introduction.opening, introduction.profile)
        say(*pair, side=side, verdict=Opinion.NOT_RELEVANT, reason=because, by=by)
    _end(introduction, IntroductionState.DECLINED, reason, language, by=by)
    note(introduction, S.DECLINE, by=by, side=side, reason=reason, language=language)
    return introduction


@transaction.atomic
def withdraw_introduction(
    introduction: Introduction, *, side: Side, by: User, reason: str = "", language: str = ""
) -> Introduction:
    """Whoever said yes takes it back; after both did, either side. A stay that is being agreed ends with it; one that
    has begun is ended on its own page. Raises StayStands."""
    stay = _lock_stay(introduction)
    lock(introduction)
    require_side(introduction.opening, introduction.profile, side=side, by=by)
    _require_state(introduction, S.WITHDRAW)
    if getattr(introduction, f"{side}_accepted_at") is None:
        raise IllegalTransition(_("You have not said yes; decline instead."))
    if stay is not None and stay.state not in NOT_BEGUN:
        raise StayStands(_("The stay has begun; end it on its own page instead."))
    return end_introduction(introduction, by=by, side=side, reason=reason, language=language)


def end_introduction(
    introduction: Introduction, *, by: User | None, side: str, reason: str = "", language: str = ""
) -> Introduction:
    """For whoever holds the lock and has asked who may: withdrawn, its place is free again."""
    both = introduction.state == IntroductionState.ACCEPTED
    _end(introduction, IntroductionState.WITHDRAWN, reason, language, by=by)
    note(introduction, S.WITHDRAW, by=by, side=side, reason=reason, language=language)
    if both:
        signals.ended.send(sender=Introduction, introduction=introduction, by=by)
    return introduction


def require_reachable(introduction: Introduction) -> None:
    """A consent taken back counts at once, whatever was offered before. Raises NotInReach."""
    if not is_reachable(introduction.profile):
        raise NotInReach(
            _("The person does not show their profile to institutions now, so nobody can be introduced.")
        )


def require_place(opening: Opening) -> None:
    """The opening is locked: of two who come for the last place at once, the second finds it taken."""
    lock(opening)
    if opening.publication in (PublicationState.WITHDRAWN, PublicationState.DRAFT):
        raise OpeningGone(_("The host has taken this opening off the site; nobody is introduced any more."))
    if opening.institution.verification != Verification.VERIFIED:
        raise OpeningGone(_("The institution is not verified at the moment."))
    if opening.introductions.filter(state=IntroductionState.ACCEPTED).count() >= opening.places:
        raise OpeningFull(
            _("Every place of this opening is taken. Should one become free, this can still be accepted.")
        )


def _lock_stay(introduction: Introduction) -> Exchange | None:
    stay = Exchange.objects.filter(introduction=introduction).first()
    if stay is not None:
        lock(stay)
    return stay


def _end(
    introduction: Introduction, to: IntroductionState, reason: str, language: str, *, by: User | None
) -> None:
    _take(introduction, to, by=by, reason=reason, reason_language=language if reason else "")


def _take(introduction: Introduction, to: IntroductionState, *, by: User | None, **changes: Any) -> None:
    before = introduction.state
    move(introduction, to, table=INTRODUCTION, **changes)
    record(f"introduction {to}", introduction, by=by, before={"state": before}, after={"state": str(to)})


def _require_state(introduction: Introduction, step: S) -> None:
    if introduction.profile.has_left:
        raise IllegalTransition(_("The person has left the platform; nothing more happens here."))
    if introduction.state not in WAY.rules[step].of:
        raise IllegalTransition(
            _("This introduction has ended or was answered: %(state)s.")
            % {"state": introduction.get_state_display()}
        )
