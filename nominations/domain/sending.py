"""From the draft to the person: the letter, or a notice in the app to somebody who agreed to hear from attachés."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.errors import NotTheirStep
from accounts.domain.one_by_one import one_by_one
from accounts.domain.steps import lock
from accounts.letters import send_letter
from accounts.models import AuditEvent, User
from experts.choices import NominationState
from experts.models import Nomination, Profile
from nominations.choices import NominationStep
from nominations.domain.doubles import Reach, Way, known_to, reach_of
from nominations.domain.errors import AlreadyNominated, Incomplete, MayBeKnown, TooManyLetters
from nominations.domain.links import seal
from nominations.domain.never import email_key
from nominations.domain.openings import require_way
from nominations.domain.rights import require_grant, require_nominator
from nominations.domain.steps import require, take
from nominations.way import ATTACHE, PLATFORM
from notices.choices import Topic
from notices.domain.telling import tell

DAYS = 30  # that the person has, and that a draft is kept
REMIND_AFTER = timedelta(days=14)
MOST_A_DAY = 20  # of one attaché, whatever came of them: nobody tries out addresses
TRIED = [f"nomination: {step}" for step in (NominationStep.SEND, NominationStep.HOLD_BACK)]  # in the audit
NEEDED = ("email", "country", "reason", "relation")


def missing(nomination: Nomination) -> list[str]:
    """Names of the fields that a letter needs and that are empty."""
    return [name for name in NEEDED if not getattr(nomination, name)]


def left_today(by: User) -> int:
    """How many more letters may go out."""
    since = timezone.now() - timedelta(days=1)
    tried = AuditEvent.objects.filter(actor=by, verb__in=TRIED, at__gt=since).count()
    return max(0, MOST_A_DAY - tried)


@transaction.atomic
def send(
    nomination: Nomination, *, by: User, chosen: Profile | None = None, another: bool = False
) -> Nomination:
    """Send it, or hold it back where no letter may go out: then it stays a draft, and why is told to nobody.

    `chosen`: whom of those that may be this person it is; `another`: it is none of them. Raises NotTheirStep,
    Incomplete, LeadsAbroad, TooManyLetters, AlreadyNominated, MayBeKnown, and IllegalTransition for what is no draft.
    """
    lock(nomination)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two windows are counted one after the other
    _require_ready(nomination, by=by)
    known = known_to(nomination, by=by)
    if known.own:
        told = _("You recommended this person before; look at that recommendation.")
        raise AlreadyNominated(told, pk=known.own.pk)
    if chosen and chosen not in known.perhaps:
        raise NotTheirStep(_("This person is not among those whom you may name here."))
    if known.perhaps and not chosen and not another:
        raise MayBeKnown(_("Say first whether it is one of the people who are registered here."))
    reach = reach_of(nomination, by=by, chosen=chosen)
    if reach.way == Way.CLOSED or not _sent(nomination, reach, by=by):
        return take(nomination, NominationStep.HOLD_BACK, by=by, side=PLATFORM)
    _write(nomination)
    return nomination


def remind_all(now: datetime) -> int:
    """One reminder each; -> how many. What fails is logged and tried again in the next run."""
    due = Nomination.objects.filter(
        state=NominationState.SENT, reminded_at=None, sent_at__lte=now - REMIND_AFTER, expires_at__gt=now
    )
    done = 0
    with one_by_one() as run:
        for key in list(due.order_by("pk").values_list("pk", flat=True)):
            with run.step(f"nomination {key} is reminded of"), transaction.atomic():
                locked = due.filter(pk=key).select_for_update(no_key=True, of=("self",)).first()
                if locked:
                    take(locked, NominationStep.REMIND, by=None, side=PLATFORM, reminded_at=now)
                    _write(locked, again=True)
                    done += 1
    return done


def _require_ready(nomination: Nomination, *, by: User) -> None:
    require_nominator(nomination, by=by)
    require(nomination, NominationStep.SEND)
    if missing(nomination):
        raise Incomplete(_("Something is missing that the letter needs; complete the draft first."))
    require_grant(nomination, by=by)
    require_way(nomination.opening, nomination.country.code or "")
    if not left_today(by):
        raise TooManyLetters(
            _("You sent %(number)d recommendations within a day; go on tomorrow.") % {"number": MOST_A_DAY}
        )


def _sent(nomination: Nomination, reach: Reach, *, by: User) -> bool:
    """False where somebody else wrote to the same address at this very moment."""
    now = timezone.now()
    try:
        with transaction.atomic():
            take(
                nomination,
                NominationStep.SEND,
                by=by,
                side=ATTACHE,
                profile=reach.profile,
                email_key=email_key(nomination.email),
                sent_at=now,
                expires_at=now + timedelta(days=DAYS),
            )
    except IntegrityError:
        nomination.refresh_from_db()
        return False
    return True


def _write(nomination: Nomination, *, again: bool = False) -> None:
    user = nomination.profile.user if nomination.profile else None
    if user:
        address = reverse("nominations:about_me_one", args=[nomination.pk])
        tell(
            user, Topic.NOMINATIONS, "nomination_notice", address=address, nomination=nomination, again=again
        )
        return
    token = seal(nomination)
    send_letter(
        "nomination",
        to=nomination.email,
        language=nomination.language,
        nomination=nomination,
        token=token,
        stop=reverse("nominations:stop", args=[token]),
        again=again,
    )
