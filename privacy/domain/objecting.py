"""Objecting to being ranked by a program: a person looks instead. It acts at once, in every list and in the index."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.models import User
from experts.domain.editing import own
from experts.models import Profile
from notices.choices import Topic
from notices.domain.telling import tell
from privacy.domain.request_step import officers


@transaction.atomic
def object_to_ranking(profile: Profile, *, by: User) -> None:
    """Out of every ranked list from now on, and into the queue of the officers; said twice it is said once.

    Raises NotTheirProfile.
    """
    own(profile, by)
    lock(profile)
    if profile.objected_at is not None:
        return
    profile.objected_at = timezone.now()
    profile.save(update_fields=["objected_at"])  # the index hears of it
    record("objected to the ranking", profile, by=by)
    for officer in officers():
        address = reverse("privacy:by_hand_person", args=[profile.pk])
        tell(officer, Topic.PRIVACY, "objection_made", address=address)


@transaction.atomic
def take_objection_back(profile: Profile, *, by: User) -> None:
    """Ranked again, from now on. Raises NotTheirProfile."""
    own(profile, by)
    lock(profile)
    if profile.objected_at is None:
        return
    profile.objected_at = None
    profile.save(update_fields=["objected_at"])
    record("objection to the ranking taken back", profile, by=by)
