"""Asking people, by letter, whether their profile still is right, and what becomes of it without an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse

from accounts.domain.audit import record
from accounts.domain.one_by_one import one_by_one
from accounts.domain.steps import lock
from accounts.models import User
from experts.choices import ProfileState
from experts.domain.confirmation import note_confirmed
from experts.domain.editing import own
from experts.domain.profiles import activate_profile, rest_profile
from experts.models import Profile
from notices.choices import Topic
from notices.domain.telling import tell

ASK_AFTER = timedelta(days=90)  # since it was confirmed
REMIND_AFTER = timedelta(days=14)  # since the letter that asked
REST_AFTER = timedelta(days=30)  # since the letter that asked
LINK_LASTS = timedelta(days=365)
SALT = "profile still right"


class Answer(StrEnum):
    """What a link from a letter can still do."""

    OPEN = "open"
    RESTING = "resting"  # it can bring the profile back
    GIVEN = "given"  # the profile was confirmed since
    OLDER = "older"  # a later letter asks anew


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link from a letter speaks of."""

    profile: Profile
    asked_at: str

    @property
    def answer(self) -> Answer:
        if self.profile.asked_at is None:
            return Answer.GIVEN
        if self.profile.asked_at.isoformat() != self.asked_at:
            return Answer.OLDER
        return Answer.RESTING if self.profile.state == ProfileState.RESTING else Answer.OPEN


def ask_all(now: datetime) -> dict[str, int]:
    """Ask, remind, and let rest whatever is due at `now`; -> how many of each. One transaction for each profile.

    A profile rests a month after a letter has asked, never before one did. A second run does nothing twice. What fails
    is logged and tried again in the next run; once the others are through, the first failure is raised.
    """
    pool = Profile.objects.in_pool()
    ask = pool.filter(asked_at__isnull=True, confirmed_at__lte=now - ASK_AFTER)
    remind = pool.filter(reminded_at__isnull=True, asked_at__lte=now - REMIND_AFTER)
    rest = Profile.objects.filter(state=ProfileState.ACTIVE, asked_at__lte=now - REST_AFTER)
    done = {"resting": 0, "reminded": 0, "asked": 0}
    steps = (("resting", rest, _rest), ("reminded", remind, _remind), ("asked", ask, _ask))
    with one_by_one() as run:
        for name, due, do in steps:
            for key in list(due.order_by("pk").values_list("pk", flat=True)):
                with run.step(f"profile {key} is {name}"), transaction.atomic():
                    locked = due.filter(pk=key).select_for_update(no_key=True, of=("self",)).first()
                    if locked:
                        do(locked, now)
                        done[name] += 1
    return done


def seal(profile: Profile) -> str:
    """What the link of its newest letter holds."""
    assert profile.asked_at is not None
    return signing.dumps([profile.pk, profile.asked_at.isoformat()], salt=SALT)


def find(token: str) -> Asked | None:
    """None where the link is broken or older than a year."""
    try:
        key, asked_at = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.BadSignature:
        return None
    profile = Profile.objects.select_related("user").filter(pk=key, user__isnull=False).first()
    return Asked(profile, asked_at) if profile else None


@transaction.atomic
def confirm_profile(profile: Profile, *, by: User) -> None:
    """It still is right; one that rests comes back. Raises NotTheirProfile, and ProfileIncomplete for one that rests
    and was emptied meanwhile."""
    own(profile, by)
    lock(profile)
    if profile.state == ProfileState.RESTING:
        activate_profile(profile, by=by)
        return
    note_confirmed(profile)
    record("profile confirmed", profile, by=by)


def _ask(profile: Profile, now: datetime) -> None:
    profile.asked_at = now
    profile.save(update_fields=["asked_at"])
    record("asked to confirm", profile, by=None)
    _write("confirm", profile, leaves=now + REST_AFTER)


def _remind(profile: Profile, now: datetime) -> None:
    assert profile.asked_at is not None
    profile.reminded_at = now
    profile.save(update_fields=["reminded_at"])
    record("reminded to confirm", profile, by=None)
    _write("confirm", profile, leaves=profile.asked_at + REST_AFTER, again=True)


def _rest(profile: Profile, now: datetime) -> None:
    rest_profile(profile)
    _write("resting", profile)


def _write(template: str, profile: Profile, **context: Any) -> None:
    user = profile.user
    assert user is not None
    if user.is_active and user.email_verified_at:
        address = reverse("experts:profile")
        tell(user, Topic.PRIVACY, template, address=address, profile=profile, token=seal(profile), **context)
