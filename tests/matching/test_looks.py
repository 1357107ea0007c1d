"""What is new in a shortlist since its reader last looked, on the page and on the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Consent
from bases.choices import Sensitivity
from bases.models import Opening
from experts.models import Profile
from matching.domain.refreshing import due
from matching.models import Match, SeenCandidate, ShortlistLook
from matching.tasks import refresh_shortlist, refresh_shortlists
from search.backends.registry import get_backend
from search.indexing import rebuild
from tests.factories import (
    FeedbackFactory,
    MatchableProfileFactory,
    OpenOpeningFactory,
    StaffMembershipFactory,
)

pytestmark = pytest.mark.django_db

NEW = '<li class="chip chip--turn">New</li>'


def in_hours(hours: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(hours=hours), tick=True)


@pytest.fixture
def opening() -> Opening:
    made = OpenOpeningFactory.create()
    MatchableProfileFactory()
    rebuild()
    return made


@pytest.fixture
def host(opening: Opening) -> Client:
    return member(opening)


def member(opening: Opening) -> Client:
    client = Client()
    client.force_login(StaffMembershipFactory(institution=opening.institution).user)
    return client


def look(client: Client, opening: Opening, **headers: str) -> str:
    answer = client.get(f"/en/openings/{opening.pk}/shortlist/", headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def somebody_joins() -> Profile:
    made: Profile = MatchableProfileFactory.create()
    rebuild()
    return made


def test_at_the_first_look_nobody_is_new(host: Client, opening: Opening) -> None:
    assert NEW not in look(host, opening)
    assert SeenCandidate.objects.count() == 1


def test_whoever_came_since_is_marked_and_stays_so_while_one_reads(host: Client, opening: Opening) -> None:
    look(host, opening)
    somebody_joins()
    with in_hours(2):
        for _ in range(2):  # a reload, or a way back, takes no mark away
            html = look(host, opening)
            assert html.count(NEW) == 1
            assert "1 new" in html
            assert "since you looked on" in html
    with in_hours(5):
        assert NEW not in look(host, opening)


def test_whoever_comes_while_one_reads_is_marked_as_well(host: Client, opening: Opening) -> None:
    look(host, opening)
    somebody_joins()
    assert look(host, opening).count(NEW) == 1


def test_each_reader_has_looks_of_their_own(host: Client, opening: Opening) -> None:
    look(host, opening)
    other = member(opening)
    look(other, opening)
    somebody_joins()
    with in_hours(2):
        look(other, opening)
    with in_hours(4):
        assert look(host, opening).count(NEW) == 1
        assert NEW not in look(other, opening)


@pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose", "X-Moz"])
def test_what_a_browser_fetches_in_advance_is_no_look(host: Client, opening: Opening, header: str) -> None:
    look(host, opening, **{header: "prefetch"})
    assert not ShortlistLook.objects.exists()
    look(host, opening)
    somebody_joins()
    with in_hours(2):
        assert look(host, opening, **{header: "prefetch;prerender"}).count(NEW) == 1
        host.head(f"/en/openings/{opening.pk}/shortlist/")
        assert SeenCandidate.objects.count() == 1
        assert look(host, opening).count(NEW) == 1


def test_whoever_erases_their_profile_leaves_no_trace(host: Client, opening: Opening) -> None:
    look(host, opening)
    Profile.objects.all().delete()
    assert not SeenCandidate.objects.exists()


def desk(client: Client) -> str:
    return str(client.get("/en/me/").content.decode())


def test_the_desk_says_how_many_are_new_once_the_list_is_refreshed(host: Client, opening: Opening) -> None:
    refresh_shortlists()
    assert not Match.objects.exists()  # nobody follows it yet
    look(host, opening)
    refresh_shortlists()
    assert "1 new" not in desk(host)
    joined = somebody_joins()
    with in_hours(1):
        refresh_shortlists()
    assert "1 new" in desk(host)
    Consent.objects.filter(user=joined.user).delete()  # counted at this moment
    assert "1 new" not in desk(host)


def test_neither_the_rejected_nor_held_openings_count_as_new(host: Client, opening: Opening) -> None:
    look(host, opening)
    joined = somebody_joins()
    refresh_shortlists()
    row = FeedbackFactory(opening=opening, profile=joined)
    assert "1 new" not in desk(host)
    row.delete()
    assert "1 new" in desk(host)
    Opening.objects.filter(pk=opening.pk).update(
        publication="draft",
        sensitivity=Sensitivity.HELD,
        sensitivity_reason="Dual use.",
        sensitivity_reason_language="en",
    )
    assert "1 new" not in desk(host)


def test_another_institution_is_told_of_no_number(host: Client, opening: Opening) -> None:
    look(host, opening)
    somebody_joins()
    refresh_shortlists()
    other = OpenOpeningFactory()
    assert "1 new" not in desk(member(other))
    answer = member(other).get(f"/en/openings/{opening.pk}/shortlist/")
    assert answer.status_code == 404
    assert ShortlistLook.objects.count() == 1


def test_a_list_is_stored_anew_only_when_something_changed(host: Client, opening: Opening) -> None:
    look(host, opening)
    assert [refresh_shortlists(), refresh_shortlists()] == [1, 0]
    somebody_joins()
    assert refresh_shortlists() == 0  # within the hour
    with in_hours(1):
        assert [refresh_shortlists(), refresh_shortlists()] == [1, 0]
    cache.clear()
    assert refresh_shortlists() == 1
    assert refresh_shortlist(0, "mark") is False


def test_a_task_that_is_handed_out_twice_stores_once(host: Client, opening: Opening) -> None:
    look(host, opening)
    ((pk, mark),) = due()
    assert [refresh_shortlist(pk, mark), refresh_shortlist(pk, mark)] == [True, False]


def test_what_changed_is_asked_once_for_all_lists(
    host: Client, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in (opening, *OpenOpeningFactory.create_batch(3, base=opening.base)):
        look(host, one)
    kind_of_backend, asked = type(get_backend()), []
    whole = kind_of_backend.digests

    def noted(self: Any, kind: str) -> Any:
        asked.append(kind)
        return whole(self, kind)

    monkeypatch.setattr(kind_of_backend, "digests", noted)
    assert len(due()) == 4
    assert sorted(asked) == ["opening", "profile"]


def test_what_is_stored_tells_nobody_that_they_were_rejected(host: Client, opening: Opening) -> None:
    look(host, opening)
    person = Profile.objects.get()
    refresh_shortlists()
    before = Match.objects.values("profile", "rank", "total").get()
    FeedbackFactory(opening=opening, profile=person)
    cache.clear()
    refresh_shortlists()
    assert Match.objects.values("profile", "rank", "total").get() == before


def test_the_desk_asks_as_often_for_many_new_people_as_for_none(host: Client, opening: Opening) -> None:
    def queries() -> int:
        desk(host)
        with CaptureQueriesContext(connection) as captured:
            desk(host)
        return len(captured)

    look(host, opening)
    before = queries()
    for other in OpenOpeningFactory.create_batch(5, base=opening.base):
        look(host, other)
    MatchableProfileFactory.create_batch(5)
    rebuild()
    refresh_shortlists()
    assert queries() == before
