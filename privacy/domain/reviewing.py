"""What a person does in the place of the ranking: looks at somebody who objected to it, opening by opening."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audience import Visitor, is_officer
from accounts.domain.audit import record
from accounts.domain.errors import NotTheirStep, require_reason
from accounts.domain.steps import lock
from accounts.models import Purpose, User
from bases.models import Opening
from bases.querysets import EDITORS
from experts.models import Profile
from experts.querysets import consented
from notices.choices import Topic
from notices.domain.telling import tell
from privacy.models import HandReview
from taxonomy.transitions import IllegalTransition


class NotForHand(IllegalTransition):
    """The person is ranked again, hidden, or agreed to nothing; or the opening takes nobody."""


def queue() -> QuerySet[Profile]:
    """Whoever objected and agreed to be matched, the longest wait first."""
    return Profile.objects.in_pool().filter(objected_at__isnull=False).order_by("objected_at", "pk")


@transaction.atomic
def review(
    profile: Profile, opening: Opening, *, fits: bool, by: User, reason: str, language: str
) -> HandReview:
    """An officer's word on one pair; a later word takes the place of an earlier one. Where the person fits and agreed
    to be shown to institutions, the host is told. Raises NotTheirStep, NotForHand, ReasonMissing."""
    if not is_officer(by):
        raise NotTheirStep(_("Programme officers review by hand."))
    words = require_reason(reason, language=language)
    lock(profile)
    if not queue().filter(pk=profile.pk).exists():
        raise NotForHand(_("This person is no longer in the queue; nothing was noted."))
    if not Opening.objects.open().filter(pk=opening.pk).exists():
        raise NotForHand(_("This opening takes nobody now; choose another one."))
    row, _made = HandReview.objects.update_or_create(
        profile=profile,
        opening=opening,
        defaults={"by": by, "fits": fits, "words": words, "words_language": language, "at": timezone.now()},
    )
    record("reviewed by hand", profile, by=by, after={"opening": opening.pk, "fits": fits})
    if profile.user:
        tell(profile.user, Topic.PRIVACY, "hand_review", address=reverse("privacy:ranking"), review=row)
    if fits and shown_to_hosts().filter(pk=row.pk).exists():
        address = reverse("privacy:by_hand_opening", args=[opening.pk])
        team = opening.institution.staff_memberships.filter(role__in=EDITORS, user__is_active=True)
        for membership in team.select_related("user").order_by("pk"):
            tell(membership.user, Topic.INTRODUCTIONS, "hand_review_host", address=address, opening=opening)
    return row


def shown_to_hosts() -> QuerySet[HandReview]:
    """Of people who fit, still object to the ranking, and agree to be shown to institutions at this moment."""
    people = queue().filter(consented(Purpose.INSTITUTIONS))
    return HandReview.objects.filter(fits=True, profile__in=people.order_by().values("pk"))


def named_for(opening: Opening, reader: Visitor) -> QuerySet[Profile]:
    """The same as people: whom the host may read and invite beside its ranked list."""
    return Profile.objects.filter(pk__in=readable_of(opening, reader).order_by().values("profile"))


def readable_of(opening: Opening, reader: Visitor) -> QuerySet[HandReview]:
    """For the staff of the opening's institution, and for officers."""
    rows = shown_to_hosts().filter(opening=opening)
    if is_officer(reader):
        return rows
    return rows.filter(opening__in=Opening.objects.staffed_by(reader))
