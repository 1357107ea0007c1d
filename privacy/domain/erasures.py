"""Asking to be erased: hidden at once, a week to think it over, then erased by the clock."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.domain.audit import record
from accounts.domain.consent import withdraw_consent
from accounts.domain.one_by_one import one_by_one
from accounts.letters import send_letter
from accounts.models import Consent, Purpose, User
from bases.choices import StaffRole
from experts.choices import ProfileState
from experts.domain.profiles import hide_profile
from experts.models import Profile
from introductions.domain.reach import NEEDED
from matching.choices import BINDING
from matching.models import Exchange
from notices.choices import Topic
from notices.domain.telling import tell
from privacy.choices import ErasureState
from privacy.domain.erasing import COMMON, LEFT, carry_out
from privacy.domain.leaving import hold, leave_what_runs, take_stories_back
from privacy.domain.request_step import officers
from privacy.ending import at_once, taken_back, with_them
from privacy.models import Erasure
from privacy.transitions import ERASURE
from taxonomy.transitions import IllegalTransition, move

logger = logging.getLogger(__name__)

GRACE = timedelta(days=7)
SALT = "privacy.erasure"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What has to end first, and where that is done."""

    words: Promise | str
    address: str = ""


class NotYet(IllegalTransition):
    """Something has to end first: `obstacles` says what."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__(str(obstacles[0].words))
        self.obstacles = obstacles


class NotTheirErasure(Exception):
    """Only the person themselves asks to be erased."""


def obstacles_of(user: User) -> list[Obstacle]:
    """Why somebody cannot be erased now: others rely on what they signed, or nobody could look after an institution."""
    return [*_stays(user), *_institutions(user)]


def waiting(user: User) -> Erasure | None:
    return Erasure.objects.filter(user=user, state=ErasureState.WAITING).first()


@transaction.atomic
def ask_erasure(user: User, *, by: User) -> Erasure:
    """Hide the person from everybody now, and erase them after a week. Asked twice it is asked once.

    Raises NotTheirErasure, NotYet.
    """
    if by.pk != user.pk:
        raise NotTheirErasure(f"User {by.pk} cannot ask for user {user.pk}.")
    if there := waiting(user):
        return there
    if obstacles := obstacles_of(user):
        raise NotYet(obstacles)
    hold(user)
    if there := waiting(user):  # asked in two windows at once
        return there
    if obstacles := obstacles_of(user):  # signed meanwhile
        raise NotYet(obstacles)
    now = timezone.now()
    with override(user.language):
        ends: dict[str, Any] = {"at_once": at_once(user), "ends": with_them(user)}
    erasure = Erasure.objects.create(user=user, asked_at=now, due_at=now + GRACE)
    _hide(user)
    for purpose in Purpose:
        withdraw_consent(user, purpose=purpose, by=user)
    record("erasure asked for", erasure, by=by)
    to, language = user.email, user.language
    send_letter("erasure_asked", to=to, language=language, due=erasure.due_at, token=seal(erasure), **ends)
    return erasure


def coming_back(now: datetime | None = None) -> QuerySet[Erasure, Any]:
    """Keys of users who may still call it off, or have just done so and have not had the time to show themselves again:
    nothing that waits for them ends because they are hidden. Who called it off and has withdrawn a consent since does
    not come back."""
    since = (now or timezone.now()) - GRACE
    withdrawn = Consent.objects.filter(
        user=OuterRef("user"), purpose__in=NEEDED, withdrawn_at__gt=OuterRef("ended_at")
    )
    waits = Q(state=ErasureState.WAITING)
    called_off = Q(state=ErasureState.CANCELLED, ended_at__gt=since) & ~Exists(withdrawn)
    return Erasure.objects.filter(waits | called_off, user__isnull=False).order_by().values("user")


def seal(erasure: Erasure) -> str:
    """What the link in the letter holds, which calls it off without a log-in."""
    return signing.dumps(erasure.pk, salt=SALT)


def find(token: str) -> Erasure | None:
    """None where the link is broken."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Erasure.objects.select_related("user").filter(pk=key).first()


@transaction.atomic
def call_off(erasure: Erasure, *, by: User | None) -> Erasure:
    """Nothing is erased, and what was to end goes on. Profile, consents and stories stay as they are, hidden, withdrawn
    and taken back: the person shows what they want.
    `by`: None for the reader of the letter. Raises IllegalTransition where it is over."""
    move(erasure, ErasureState.CANCELLED, table=ERASURE, ended_at=timezone.now())
    record("erasure called off", erasure, by=by)
    if erasure.user:
        user = erasure.user
        with override(user.language):
            words: dict[str, Any] = {
                "goes_on": with_them(user),
                "stories": taken_back(user, since=erasure.asked_at),
            }
        send_letter("erasure_called_off", to=user.email, language=user.language, **words)
    return erasure


def due(now: datetime) -> QuerySet[Erasure]:
    return Erasure.objects.filter(state=ErasureState.WAITING, due_at__lte=now).order_by("pk")


def erase_due(now: datetime) -> int:
    """Whoever asked a week ago -> how many are erased. A second run does nothing twice; what fails is tried again."""
    erased = 0
    with one_by_one() as run:
        for key in list(due(now).values_list("pk", flat=True)):
            with run.step(f"erasure {key}"):
                erased += _erase_one(key, now)
    return erased


def _erase_one(key: int, now: datetime) -> bool:
    """Who has signed something since is asked to end it first, and their request waits."""
    with transaction.atomic():
        erasure = due(now).select_for_update(no_key=True, of=("self",)).filter(pk=key).first()
        if erasure is None:
            return False
        if erasure.user is None:  # an administrator removed the account meanwhile
            move(erasure, ErasureState.ERASED, table=ERASURE, ended_at=now)
            return False
        hold(erasure.user)
        if obstacles_of(erasure.user):
            logger.warning("Erasure %s waits for something that has to end first.", key)
            _say_what_is_in_the_way(erasure, now)
            return False
        leave_what_runs(erasure.user)
        address, language = erasure.user.email, erasure.user.language
        figures = carry_out(erasure).figures
        left, common = figures.get(LEFT, 0), figures.get(COMMON, 0)
        send_letter("erased", to=address, language=language, left=left, common=common)
        return True


def held_up(now: datetime) -> QuerySet[Erasure]:
    """Past their day, for something has to end first: officers look after them."""
    return due(now).filter(told_at__isnull=False, user__isnull=False)


def answer_due(erasure: Erasure) -> datetime:
    """By when the law has the person answered."""
    return erasure.asked_at + timedelta(days=settings.DATA_REQUEST_DAYS)


def _say_what_is_in_the_way(erasure: Erasure, now: datetime) -> None:
    """Once, to the person and to officers; then it waits in their queue."""
    if erasure.told_at is not None or erasure.user is None:
        return
    erasure.told_at = now
    erasure.save(update_fields=["told_at"])
    user, by = erasure.user, answer_due(erasure)
    with override(user.language):
        words = [str(one.words) for one in obstacles_of(user)]
    send_letter("erasure_waits", to=user.email, language=user.language, obstacles=words, by=by)
    record("erasure waits", erasure, by=None)
    for officer in officers():
        tell(
            officer,
            Topic.PRIVACY,
            "erasure_held_up",
            address=reverse("privacy:requests"),
            erasure=erasure,
            by=by,
        )


def _hide(user: User) -> None:
    """From every list; what runs between them and others goes on until they are erased."""
    take_stories_back(user)
    profile = Profile.objects.filter(user=user).first()
    if profile and profile.state in (ProfileState.ACTIVE, ProfileState.RESTING):
        hide_profile(profile, by=user)


def _stays(user: User) -> Iterator[Obstacle]:
    for stay in Exchange.objects.filter(profile__user=user, state__in=BINDING).order_by("starts_on", "pk"):
        start, end = stay.starts_on, stay.ends_on
        assert start  # what is signed has its days
        assert end
        yield Obstacle(
            _(
                "You have signed for a stay from %(start)s to %(end)s; the host relies on it. End or cancel it first; "
                "once it is over, everything can be erased."
            )
            % {"start": date_format(start), "end": date_format(end)},
        )


def _institutions(user: User) -> Iterator[Obstacle]:
    for membership in user.staff_memberships.filter(role=StaffRole.OWNER).select_related("institution"):
        team = membership.institution.staff_memberships.exclude(pk=membership.pk)
        if team.exists() and not team.filter(role=StaffRole.OWNER).exists():
            yield Obstacle(
                _(
                    "You are the last owner of an institution that others work for. Make somebody else an owner first."
                ),
                reverse("bases:team", args=[membership.institution.slug]),
            )
