"""The pages of the desk, as an attaché, an intermediary and an officer meet them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from attaches.domain.handover import mark
from attaches.domain.suitable import forget_suitable
from attaches.models import Handover
from experts.choices import Audience, Section
from experts.models import ProfileLook
from search.indexing import rebuild
from tests.attaches.conftest import findable
from tests.factories import (
    AttachePostFactory,
    IntermediaryPostFactory,
    MatchFactory,
    NominationFactory,
    OfficerFactory,
    OpenOpeningFactory,
    StaffMembershipFactory,
)

pytestmark = pytest.mark.django_db


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_list_is_ranked_and_says_why(attache: User) -> None:
    OpenOpeningFactory(deadline=timezone.now() + timedelta(days=80), text__title="Later")
    soon = OpenOpeningFactory(deadline=timezone.now() + timedelta(days=3), text__title="Soon")
    MatchFactory(opening=soon, strength="weak")
    forget_suitable()
    page = logged_in(attache).get("/en/attaches/tasks/").content.decode()
    assert page.index("Soon") < page.index("Later")
    assert "Nobody suitable was found yet for 1 free place." in page
    assert "2 tasks" in page
    chinese = logged_in(attache).get("/zh-hans/attaches/tasks/").content.decode()
    assert "1个名额，尚无合适人选。" in chinese


def test_filters_ask_for_what_is_granted_and_shrug_at_anything_else(attache: User) -> None:
    OpenOpeningFactory(fields=["energy"])
    OpenOpeningFactory(fields=["health"])
    client = logged_in(attache)
    assert "1 task<" in client.get("/en/attaches/tasks/?field=health&country=SE").content.decode()
    assert (
        "No opening of this country and field"
        in client.get("/en/attaches/tasks/?field=space-ocean").content.decode()
    )
    for nonsense in ("?country=DE", "?field=magic", "?page=999&country=%00"):
        assert client.get(f"/en/attaches/tasks/{nonsense}").status_code == 200


def test_an_attache_without_tasks_is_told_what_to_do(attache: User) -> None:
    assert (
        "No opening needs somebody of your countries now."
        in logged_in(attache).get("/en/attaches/tasks/").content.decode()
    )


def test_the_task_shows_who_could_fit_unnamed_and_each_look_is_noted(attache: User) -> None:
    opening = OpenOpeningFactory(requires={"zh": "B2"})
    shy = findable(name="Shy Person")
    open_one = findable(name="Open Person")
    open_one.visibility.create(section=Section.NAME, audience=Audience.PUBLIC)
    rebuild()
    page = logged_in(attache).get(f"/en/attaches/tasks/{opening.pk}/").content.decode()
    assert "Open Person" in page
    assert "Shy Person" not in page
    assert shy.user.email not in page
    assert open_one.user.email not in page
    assert "Nobody in these fields speaks Chinese at B2 or better." in page
    looks = {look.profile_id: look for look in ProfileLook.objects.filter(reader=attache)}
    assert looks.keys() == {shy.pk, open_one.pk}
    assert (looks[shy.pk].capacity, looks[shy.pk].blind, looks[open_one.pk].blind) == ("attache", True, False)
    assert looks[shy.pk].because["parts"]


def test_an_intermediary_s_look_is_noted_as_such() -> None:
    agent = IntermediaryPostFactory(countries=["NO"], fields=["energy"]).user
    opening = OpenOpeningFactory()
    person = findable()
    rebuild()
    logged_in(agent).get(f"/en/attaches/tasks/{opening.pk}/")
    assert ProfileLook.objects.get(profile=person).capacity == "intermediary"


def test_an_intermediary_does_not_reach_tasks_of_other_fields() -> None:
    agent = IntermediaryPostFactory(countries=["NO"], fields=["energy"]).user
    opening = OpenOpeningFactory(fields=["health"])
    assert logged_in(agent).get(f"/en/attaches/tasks/{opening.pk}/").status_code == 404


def test_the_post_that_ended_opens_nothing() -> None:
    left = AttachePostFactory(until=timezone.localdate() - timedelta(days=1)).user
    for path in ("tasks/", "nominations/", "pipeline/"):
        assert logged_in(left).get(f"/en/attaches/{path}").status_code == 403


def test_the_desk_names_the_openings_that_need_somebody_most(attache: User) -> None:
    soon = OpenOpeningFactory(
        deadline=timezone.now() + timedelta(days=2), challenges=["climate"], text__title="Needs somebody"
    )
    MatchFactory(opening=soon, strength="weak")
    forget_suitable()
    page = logged_in(attache).get("/en/me/").content.decode()
    assert "Find somebody for this opening" in page
    assert "Needs somebody" in page
    assert f"/en/attaches/tasks/{soon.pk}/" in page
    host = StaffMembershipFactory().user
    assert "Find somebody for this opening" not in logged_in(host).get("/en/me/").content.decode()


@pytest.mark.parametrize("path", ["tasks/", "tasks/{}/", "pipeline/"])
def test_pages_ask_the_database_as_often_for_many_rows_as_for_few(attache: User, path: str) -> None:
    opening = OpenOpeningFactory(text__title="One")
    findable()
    rebuild()
    client = logged_in(attache)

    def queries() -> int:
        client.get(f"/en/attaches/{path.format(opening.pk)}")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/en/attaches/{path.format(opening.pk)}").status_code == 200
        return len(captured)

    few = queries()
    for _ in range(3):
        OpenOpeningFactory(challenges=["climate"])
        findable()
    rebuild()
    assert queries() <= few


class TestHandover:
    def form(self, giver: User, to: User, **changes: Any) -> dict[str, Any]:
        return {"successor": to.email, "sure": "on", "seen": mark(giver)} | changes

    def test_own_posts_are_handed_over_and_taken_back(self, attache: User) -> None:
        successor = AttachePostFactory(countries=["FI"]).user
        NominationFactory(nominated_by=attache)
        client = logged_in(attache)
        page = client.get("/en/attaches/handover/").content.decode()
        assert "Norway, Sweden" in page
        assert "1 open recommendation" in page
        form = self.form(attache, successor)
        first = client.post("/en/attaches/handover/", form)
        again = client.post("/en/attaches/handover/", form)
        handover = Handover.objects.get()
        address = f"/en/attaches/handovers/{handover.pk}/"
        assert first["Location"] == again["Location"] == address
        assert "Take it back" in client.get(address).content.decode()
        desk = client.get("/en/me/").content.decode()
        assert address in desk, "whoever holds no role any more finds the way back"
        assert "can be taken back until" in desk
        assert "Take it back" not in logged_in(successor).get(address).content.decode()
        assert logged_in(successor).post(address).status_code == 403
        assert client.post(address)["Location"] == address
        assert client.post(address).status_code == 409
        assert client.get("/en/attaches/tasks/").status_code == 200

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"successor": ""}, "Write the address of the successor."),
            ({"successor": "nobody@example.org"}, "With this address nobody is known who may take over."),
            ({"sure": ""}, "Tick this, if you mean it."),
        ],
    )
    def test_what_is_missing_is_said(self, attache: User, changes: dict[str, str], said: str) -> None:
        successor = AttachePostFactory().user
        answer = logged_in(attache).post("/en/attaches/handover/", self.form(attache, successor, **changes))
        assert said in answer.content.decode()
        assert not Handover.objects.exists()

    def test_a_stale_page_answers_409_and_changes_nothing(self, attache: User) -> None:
        successor = AttachePostFactory().user
        form = self.form(attache, successor)
        NominationFactory(nominated_by=attache)
        answer = logged_in(attache).post("/en/attaches/handover/", form)
        assert answer.status_code == 409
        assert "Meanwhile something has changed" in answer.content.decode()
        assert not Handover.objects.exists()

    def test_an_officer_hands_over_for_who_has_left(self, attache: User) -> None:
        officer, successor = logged_in(OfficerFactory()), AttachePostFactory(countries=["FI"]).user
        assert (
            f"/en/attaches/posts/{attache.pk}/handover/"
            in officer.get("/en/attaches/posts/").content.decode()
        )
        officer.post(f"/en/attaches/posts/{attache.pk}/handover/", self.form(attache, successor))
        assert Handover.objects.get().successor == successor
        other = logged_in(AttachePostFactory().user)
        assert other.get(f"/en/attaches/posts/{attache.pk}/handover/").status_code == 404
        assert other.get(f"/en/attaches/handovers/{Handover.objects.get().pk}/").status_code == 404
