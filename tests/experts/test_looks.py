"""Who was shown whom: one row for each reader, day, place and opening."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from experts.choices import Capacity, Where
from experts.domain.looks import On, Sight, note_look, note_looks
from experts.models import Profile, ProfileLook
from tests.factories import (
    AdministratorFactory,
    AttachePostFactory,
    MatchableProfileFactory,
    OfficerFactory,
    OpenOpeningFactory,
    ProfileLookFactory,
    StaffMembershipFactory,
)

pytestmark = pytest.mark.django_db


def sights(people: list[Profile]) -> list[Sight]:
    return [Sight(one, rank, {"total": 0.5}) for rank, one in enumerate(people, 1)]


def test_a_list_read_twice_on_one_day_is_one_look_at_each_person() -> None:
    people, reader = MatchableProfileFactory.create_batch(3), OfficerFactory()
    for _ in range(2):
        note_looks(sights(people), by=reader, why=Where.SHORTLIST, opening=None)
    assert list(ProfileLook.objects.order_by("rank").values_list("profile", "rank", "because__total")) == [
        (one.pk, rank, 0.5) for rank, one in enumerate(people, 1)
    ]


def test_another_day_place_opening_or_reader_is_another_look() -> None:
    profile, reader, opening = MatchableProfileFactory(), OfficerFactory(), OpenOpeningFactory()
    yesterday = timezone.now() - timedelta(days=1)
    ProfileLookFactory(profile=profile, reader=reader, day=timezone.localdate(yesterday), at=yesterday)
    note_look(profile, by=reader, why=Where.SHORTLIST)
    note_look(profile, by=reader, why=Where.CANDIDATE)
    note_look(profile, by=reader, why=Where.SHORTLIST, opening=opening, rank=4)
    note_look(profile, by=OfficerFactory(), why=Where.SHORTLIST)
    assert ProfileLook.objects.count() == 5


def test_nobody_looks_at_themselves() -> None:
    profile = MatchableProfileFactory()
    note_look(profile, by=profile.user, why=Where.PEERS)
    assert not ProfileLook.objects.exists()


def test_the_capacity_is_that_in_which_somebody_reads() -> None:
    opening = OpenOpeningFactory()
    colleague = StaffMembershipFactory(institution=opening.institution).user
    readers = {
        colleague: (Capacity.HOST, opening.institution_id),
        OfficerFactory(): (Capacity.OFFICER, None),
        AdministratorFactory(): (Capacity.ADMINISTRATOR, None),
        AttachePostFactory().user: (Capacity.ATTACHE, None),
        MatchableProfileFactory().user: (Capacity.EXPERT, None),
    }
    profile = MatchableProfileFactory()
    for reader in readers:
        note_look(profile, by=reader, why=Where.SHORTLIST, opening=opening)
    found = {row.reader: (row.capacity, row.institution_id) for row in ProfileLook.objects.all()}
    assert found == readers


def test_a_caller_who_knows_better_says_in_which_capacity() -> None:
    note_look(MatchableProfileFactory(), by=OfficerFactory(), why=Where.COUNTRY, on=On(Capacity.INTERMEDIARY))
    assert ProfileLook.objects.get().capacity == Capacity.INTERMEDIARY


def test_a_list_of_any_length_is_noted_with_the_same_queries() -> None:
    reader, opening = OfficerFactory(), OpenOpeningFactory()

    def queries(people: list[Profile]) -> int:
        with CaptureQueriesContext(connection) as captured:
            note_looks(sights(people), by=reader, why=Where.SHORTLIST, opening=opening)
        return len(captured)

    few, many = MatchableProfileFactory.create_batch(1), MatchableProfileFactory.create_batch(30)
    assert queries(few) == queries(many)
    assert queries(few + many) == 1  # nobody is new
