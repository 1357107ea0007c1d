"""Telling somebody who could fit of an opening. They express interest or do nothing: no host learns of it."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from accounts.audience import grants_of
from accounts.domain.audit import record
from accounts.models import User
from attaches.domain.fitting import within_reach
from attaches.models import Suggestion
from bases.models import Opening
from experts.models import Profile
from experts.recommending import holder_words
from notices.choices import Topic
from notices.domain.telling import tell
from taxonomy.transitions import IllegalTransition

MOST_A_DAY = 20  # letters of one attaché


class OutOfReach(IllegalTransition):
    """The person may not be found by this reader any more, or is in contact with the host: which, is not said."""


class TooManyTold(IllegalTransition):
    """More letters a day would be a nuisance."""


@transaction.atomic
def suggest(opening: Opening, profile: Profile, *, by: User) -> Suggestion:
    """Tell the person of an opening that is a task of `by`; asked for twice it is one letter. Raises OutOfReach and
    TooManyTold."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two windows are counted one after the other
    reach = within_reach(opening, grants_of(by), user=by)
    person = reach.filter(pk=profile.pk).select_related("user").first()
    if person is None or person.user is None:
        raise OutOfReach(_("This person cannot be told of this opening now."))
    told = Suggestion.objects.filter(opening=opening, profile=person).first()
    if told is not None:
        return told
    since = timezone.now() - timedelta(days=1)
    if Suggestion.objects.filter(by=by, at__gt=since).count() >= MOST_A_DAY:
        raise TooManyTold(
            _("You told %(number)d people within a day; go on tomorrow.") % {"number": MOST_A_DAY}
        )
    told, made = Suggestion.objects.get_or_create(opening=opening, profile=person, defaults={"by": by})
    if made:
        record("opening suggested", told, by=by, after={"opening": opening.pk})
        address = reverse("bases:opening", args=[opening.pk])
        who = lazy(holder_words, str)(by, person.country.code)
        tell(person.user, Topic.NOMINATIONS, "suggestion", address=address, opening=opening, who=who)
    return told


def told_of(opening: Opening) -> set[int]:
    """Primary keys of those who were told of it, by whomever. One query."""
    return set(Suggestion.objects.filter(opening=opening).values_list("profile", flat=True))
