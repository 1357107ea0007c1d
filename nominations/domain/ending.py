"""What ends without a yes leaves a count, and nothing else."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.domain.audit import record
from accounts.domain.one_by_one import one_by_one
from accounts.domain.steps import lock
from accounts.letters import send_letter
from accounts.models import User
from experts.choices import NominationState
from experts.models import Nomination
from nominations.choices import NominationStep
from nominations.domain import never
from nominations.domain.links import Letter, seal
from nominations.domain.rights import require_nominator, require_person
from nominations.domain.steps import take
from nominations.models import NominationCount
from nominations.way import ATTACHE, PERSON, PLATFORM
from notices.choices import Topic
from notices.domain.addresses import without_language
from notices.domain.telling import tell
from notices.models import Notice
from taxonomy.site_clock import site_day
from taxonomy.transitions import IllegalTransition

# What is emptied as soon as the person says no: all but whom the attaché recommended, and for what.
EMPTIED = dict.fromkeys(
    ("email", "orcid", "affiliation", "reason", "evidence", "relation", "words_language"), ""
)


@transaction.atomic
def decline(nomination: Nomination, *, by: User | None, token: str = "") -> None:
    """What was written is deleted at once; that the person declined stays until the day that the letter named."""
    lock(nomination)
    require_person(nomination, by=by, token=token)
    take(nomination, NominationStep.DECLINE, by=by, side=PERSON, answered_at=timezone.now(), **EMPTIED)
    nomination.fields.clear()
    tell_nominator(nomination, "nomination_declined")


@transaction.atomic
def never_again(nomination: Nomination, *, by: User | None, token: str = "") -> None:
    """Of the person nothing stays but a keyed hash, by which further recommendations are held back."""
    lock(nomination)
    require_person(nomination, by=by, token=token)
    email, orcid = nomination.email, nomination.orcid
    key = nomination.email_key
    take(nomination, NominationStep.NEVER, by=by, side=PERSON, answered_at=timezone.now())
    never.note(email, orcid, key=key)
    if nomination.profile and nomination.profile.user:
        never.note(nomination.profile.user.email, nomination.profile.orcid or "")
    tell_nominator(nomination, "nomination_never")
    forget(nomination)


@transaction.atomic
def never_by_letter(letter: Letter, *, token: str) -> bool:
    """By the link alone, whatever became of the recommendation since; False where the link does not say whose it is."""
    if letter.nomination is not None:
        with suppress(IllegalTransition, Nomination.DoesNotExist):  # accepted, or deleted at this moment
            never_again(letter.nomination, by=None, token=token)
            return True
    if letter.key:
        never.note("", key=letter.key)
        _end_what_waits(letter.key)
    return bool(letter.key)


def _end_what_waits(key: str) -> None:
    """What somebody else sent to the same address since: nothing of it reaches them any more."""
    waiting = Nomination.objects.filter(email_key=key, state=NominationState.SENT).order_by("pk")
    for nomination in waiting.select_for_update(of=("self",)):
        take(nomination, NominationStep.NEVER, by=None, side=PERSON, answered_at=timezone.now())
        tell_nominator(nomination, "nomination_never")
        forget(nomination)


@transaction.atomic
def withdraw(nomination: Nomination, *, by: User) -> None:
    """A draft is thrown away; whoever has the letter is told that its link ends."""
    lock(nomination)
    require_nominator(nomination, by=by)
    went_out = nomination.state == NominationState.SENT
    take(nomination, NominationStep.WITHDRAW, by=by, side=ATTACHE)
    if went_out:
        _tell_person(nomination)
    forget(nomination)


def end_all(now: datetime) -> int:
    """Delete what nobody answered in time, drafts that were left lying, and what was declined; -> how many."""
    kept = [NominationState.DRAFT, NominationState.SENT, NominationState.DECLINED]
    due = Nomination.objects.filter(state__in=kept, expires_at__lte=now)
    done = 0
    with one_by_one() as run:
        for key in list(due.order_by("pk").values_list("pk", flat=True)):
            with run.step(f"nomination {key} ends"), transaction.atomic():
                locked = due.filter(pk=key).select_for_update(of=("self",)).first()
                if locked:
                    expire(locked)
                    done += 1
    return done


def expire(nomination: Nomination) -> None:
    """What waits for an answer has run out; whatever it is, it is forgotten. The row is locked."""
    if nomination.state == NominationState.SENT:
        take(nomination, NominationStep.EXPIRE, by=None, side=PLATFORM, answered_at=None)
        tell_nominator(nomination, "nomination_expired")
    forget(nomination)


def forget(nomination: Nomination) -> None:
    """Count what was sent; delete the row, its timeline, and the notices that lead to it."""
    if nomination.sent_at and nomination.state != NominationState.ACCEPTED:
        NominationCount.add(
            month=site_day(nomination.sent_at).replace(day=1),
            country=nomination.country.code or "",
            channel=nomination.channel,
            with_opening=nomination.opening_id is not None,
            state=nomination.state,
        )
    pages = [reverse(f"nominations:{name}", args=[nomination.pk]) for name in ("nomination", "about_me_one")]
    Notice.objects.filter(address__in=[without_language(page) for page in pages]).delete()
    record("nomination deleted", nomination, by=None, before={"state": nomination.state})
    nomination.delete()


def _tell_person(nomination: Nomination) -> None:
    """By the way that the recommendation went."""
    user = nomination.profile.user if nomination.profile else None
    if user:
        address = reverse("nominations:about_me")
        tell(user, Topic.NOMINATIONS, "nomination_withdrawn", address=address, token="")
        return
    token = seal(nomination)
    stop = reverse("nominations:stop", args=[token])
    to, language = nomination.email, nomination.language
    send_letter("nomination_withdrawn", to=to, language=language, token=token, stop=stop)


def tell_nominator(nomination: Nomination, letter: str) -> None:
    """Their post may have ended; the recommendation is theirs all the same."""
    user = nomination.nominated_by
    if user and user.is_active:
        page = reverse("nominations:mine")
        if nomination.state == NominationState.ACCEPTED:
            page = reverse("nominations:nomination", args=[nomination.pk])
        tell(user, Topic.NOMINATIONS, letter, address=page, nomination=nomination)
