"""The way of an opening from draft to closed: one function for each step (bases.opening_way)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.steps import lock, take_step
from accounts.models import User
from bases.choices import Declaration, OpeningStep, PublicationState, Sensitivity, Verification
from bases.domain.completeness import missing
from bases.domain.errors import DeadlinePassed, Incomplete, NotCleared, NotVerified
from bases.domain.opening_rights import require_right
from bases.domain.opening_steps import gate, lock_with_host, note, step_on
from bases.domain.sensitivity import clear_sensitivity
from bases.models import Opening
from bases.transitions import SENSITIVITY
from taxonomy.choices import Language
from taxonomy.transitions import IllegalTransition


@transaction.atomic
def submit_opening(opening: Opening, *, by: User) -> Opening:
    """Hand a draft in for review, which begins anew; one whose host declares a sensitive field is held at once.

    Raises NotTheirStep, IllegalTransition, and Incomplete, which says what is missing.
    """
    lock_with_host(opening)
    if opening.publication == PublicationState.DRAFT and (gaps := missing(opening)):
        raise Incomplete(" ".join(str(gap.text) for gap in gaps))
    step_on(opening, OpeningStep.SUBMIT, by=by)
    _look_anew(opening, by=by)
    return opening


def take_back_opening(opening: Opening, *, by: User) -> Opening:
    """Its host goes on writing before an officer has looked."""
    return step_on(opening, OpeningStep.TAKE_BACK, by=by)


def return_opening(opening: Opening, *, reason: str, language: str, by: User) -> Opening:
    """Back to its host as a draft. Raises ReasonMissing."""
    return step_on(opening, OpeningStep.RETURN, by=by, reason=reason, language=language)


def publish_opening(opening: Opening, *, by: User) -> Opening:
    """Show a reviewed opening to everyone and let it be matched. Raises NotCleared, NotVerified, DeadlinePassed."""
    return _open(opening, OpeningStep.PUBLISH, by=by)


@transaction.atomic
def approve_opening(opening: Opening, *, by: User) -> Opening:
    """Of an officer who found nothing sensitive in it: clear and publish. Raises what `publish_opening` raises."""
    lock_with_host(opening)
    if opening.sensitivity == Sensitivity.UNCHECKED:
        clear_sensitivity(opening, by=by)
    return publish_opening(opening, by=by)


def resume_opening(opening: Opening, *, by: User) -> Opening:
    """One that was paused or filled takes applications again; raises what `publish_opening` raises."""
    return _open(opening, OpeningStep.RESUME, by=by)


def pause_opening(opening: Opening, *, by: User) -> Opening:
    """Off the lists and matched no more, until it is open again or its deadline passes."""
    return step_on(opening, OpeningStep.PAUSE, by=by)


def mark_opening_filled(opening: Opening, *, by: User) -> Opening:
    """All places are taken; it stays public and is matched no more."""
    return step_on(opening, OpeningStep.FILL, by=by)


def close_opening(opening: Opening, *, by: User) -> Opening:
    """It takes no more applications; its terms stay readable for those who applied."""
    return step_on(opening, OpeningStep.CLOSE, by=by)


def withdraw_opening(opening: Opening, *, reason: str, language: str, by: User) -> Opening:
    """Take it off the pages for good. Raises ReasonMissing."""
    return step_on(opening, OpeningStep.WITHDRAW, by=by, reason=reason, language=language)


def reopen_as_draft(opening: Opening, *, by: User) -> Opening:
    """A closed or withdrawn opening becomes a draft again and passes through review like any other; published anew, it
    is new to those who follow."""
    return step_on(opening, OpeningStep.REOPEN, by=by)


def close_due_openings() -> int:
    """Close what is past its deadline, each for itself -> how many. Running it twice closes nothing twice."""
    closed = 0
    for opening in Opening.objects.due().order_by("pk"):
        try:
            with transaction.atomic():
                lock(opening)
                if opening.deadline > timezone.now():  # postponed meanwhile
                    continue
                step_on(opening, OpeningStep.EXPIRE, by=None)
        except IllegalTransition:  # somebody took a step first
            continue
        closed += 1
    return closed


@transaction.atomic
def postpone_deadline(opening: Opening, deadline: datetime, *, by: User) -> Opening:
    """A later deadline for what is public; nothing else changes. Raises NotTheirStep, DeadlinePassed."""
    require_right(opening, OpeningStep.CLOSE, by=by)
    lock(opening)
    if opening.publication not in (PublicationState.OPEN, PublicationState.PAUSED):
        raise IllegalTransition(_("Only an open or paused opening is given a later deadline."))
    if deadline == opening.deadline:  # sent twice
        return opening
    if deadline <= max(opening.deadline, timezone.now()):
        raise DeadlinePassed(
            _("Choose a moment later than the deadline it has, for people count on that one.")
        )
    if deadline.date() > opening.starts_until:
        raise DeadlinePassed(_("The latest arrival would be over before the deadline."))
    before, opening.deadline = opening.deadline, deadline
    opening.save()
    moments = {"before": {"deadline": before.isoformat()}, "after": {"deadline": deadline.isoformat()}}
    record(f"opening: {OpeningStep.POSTPONE}", opening, by=by, **moments)
    note(opening, OpeningStep.POSTPONE, by=by)
    return opening


@transaction.atomic
def _open(opening: Opening, step: OpeningStep, *, by: User) -> Opening:
    require_right(opening, step, by=by)
    lock_with_host(opening)
    if opening.sensitivity != Sensitivity.CLEAR:
        raise NotCleared(
            _("The sensitive-field review has not passed; officers have to clear the opening first.")
        )
    if opening.institution.verification != Verification.VERIFIED:
        raise NotVerified(_("The institution is not verified; an officer has to verify it first."))
    if opening.deadline <= timezone.now():
        raise DeadlinePassed(_("Its deadline has passed; it needs a later one first."))
    return step_on(opening, step, by=by, published_at=_published(opening))


def _look_anew(opening: Opening, *, by: User) -> None:
    """What was cleared is unchecked again; what was held, refused or is declared waits for two officers, and a first
    one's word for the text before counts no more."""
    if opening.sensitivity == Sensitivity.HELD:
        opening.half_cleared_by = None
        opening.save()
    elif opening.sensitivity == Sensitivity.REFUSED:
        _hold(opening, opening.sensitivity_reason, opening.sensitivity_reason_language)
    else:
        if opening.sensitivity == Sensitivity.CLEAR:
            take_step(
                opening,
                column="sensitivity",
                to=Sensitivity.UNCHECKED,
                table=SENSITIVITY,
                verb="sensitivity: anew",
                by=by,
            )
        if opening.declared == Declaration.YES:
            _hold(opening, opening.declaration, opening.declaration_language)


def _published(opening: Opening) -> datetime:
    """The day of its first publication; of one that was a draft again since, this day: it is news."""
    since, again = opening.published_at, opening.events.filter(step=OpeningStep.REOPEN)
    return timezone.now() if since is None or again.filter(at__gt=since).exists() else since


def _hold(opening: Opening, reason: str, language: str) -> None:
    """By rule, for two officers to look at."""
    gate(
        opening,
        Sensitivity.HELD,
        OpeningStep.HOLD,
        by=None,
        reason=reason,
        language=language or Language.EN,
        sensitivity_reason=reason,
        sensitivity_reason_language=language or Language.EN,
        half_cleared_by=None,
    )
