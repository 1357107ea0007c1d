"""What is new in what somebody follows: for letters and for the private feed alike.

Everything is read from the database when it is asked for: who withdrew a consent, or shows their publications to fewer
people, is in nobody's news from that moment.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from bases.choices import NationalityRule
from bases.models import Base, Opening
from bases.querysets import OpeningQuerySet
from experts.choices import Audience, Section
from experts.models import Profile, Publication, SectionVisibility


def new_openings(user: User, *, since: datetime, until: datetime) -> OpeningQuerySet:
    """Published after `since` and up to `until`, in a field, at a base or of a country that `user` follows, the newest
    first.

    Of a country: its hosts, and what is open to its nationals by name.
    """
    rows = user.follows.values_list("field_id", "country", "base_id")
    fields = [field for field, _, _ in rows if field]
    bases = [base for _, _, base in rows if base]
    open_now = Opening.objects.open().visible_to(AnonymousUser())
    asked = Q(pk__in=Opening.fields.through.objects.filter(priorityfield__in=fields).values("opening"))
    asked |= Q(base__in=Base.objects.matchable().filter(pk__in=bases))
    for code in (country for _, country, _ in rows if country):
        named = Q(nationality_rule=NationalityRule.ONLY, nationalities__contains=code)
        asked |= Q(institution__country=code) | named
    found = open_now.filter(asked, published_at__gt=since, published_at__lte=until)
    return found.order_by("-published_at", "-pk")


def new_publications(user: User, *, since: datetime, until: datetime) -> QuerySet[Publication]:
    """Added after `since` and up to `until` to the record of a person whom `user` follows, and who shows it to
    everyone; the newest first."""
    people = Profile.objects.featured().filter(
        pk__in=user.follows.filter(person__isnull=False).values("person")
    )
    open_records = SectionVisibility.objects.filter(section=Section.PUBLICATIONS, audience=Audience.PUBLIC)
    rows = Publication.objects.filter(profile__in=people, added_at__gt=since, added_at__lte=until)
    rows = rows.filter(profile__in=open_records.values("profile")).select_related("profile")
    return rows.order_by("-added_at", "-pk")
