"""What waits for somebody, told by each app and shown on the desk: the most urgent first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import desk
from accounts.desk import Link, Task, links_of, register_links, register_tasks, tasks_of
from accounts.models import User
from accounts.roles import Role
from tests.factories import StaffMembershipFactory, UserFactory

NOW = timezone.now()
LATER = Task("Sign", "/en/later/", about="王 & Co", language="zh-hans", by=NOW + timedelta(days=9))
SOON = Task("Answer", "/en/soon/", by=NOW + timedelta(days=1))
SOME_DAY = Task("Tidy up", "/en/some-day/")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what the apps tell of themselves."""
    monkeypatch.setattr(desk, "_tasks", [])
    monkeypatch.setattr(desk, "_links", [])


@pytest.fixture
def told_to() -> list[tuple[User, Role | None]]:
    """Sources that are registered, one of them twice; -> whom they were asked about."""
    asked: list[tuple[User, Role | None]] = []

    def of_one_app(user: User, role: Role | None) -> Iterable[Task]:
        asked.append((user, role))
        return [SOME_DAY, LATER]

    def pages(user: User, role: Role | None) -> Iterable[Link]:
        return [Link("New here", "/en/new/", count=3), Link("Nothing new", "/en/old/")]

    sources: list[Callable[[User, Role | None], Iterable[Task]]] = [
        of_one_app,
        of_one_app,
        lambda user, role: [SOON],
    ]
    for source in sources:
        register_tasks(source)
    register_links(pages)
    register_links(pages)
    return asked


@pytest.mark.django_db
def test_the_most_urgent_comes_first_and_each_source_speaks_once(
    told_to: list[tuple[User, Role | None]],
) -> None:
    user = UserFactory()
    assert tasks_of(user, None) == [SOON, LATER, SOME_DAY]
    assert [link.words for link in links_of(user, None)] == ["New here", "Nothing new"]
    assert told_to == [(user, None)]


@pytest.mark.django_db
def test_the_desk_shows_what_to_do_until_when_and_where(
    client: Client, told_to: list[tuple[User, Role | None]]
) -> None:
    member = StaffMembershipFactory()
    client.force_login(member.user)
    page = client.get("/en/me/").content.decode()
    places = [page.index(task.address) for task in (SOON, LATER, SOME_DAY)]
    assert places == sorted(places)
    assert '<span lang="zh-Hans">王 &amp; Co</span>' in page
    assert page.count(">by ") == 2
    ((user, role),) = told_to
    assert user == member.user
    assert role is not None
    assert role.subject == member.institution.pk


@pytest.mark.django_db
def test_who_has_nothing_to_do_sees_no_empty_list(client: Client) -> None:
    client.force_login(UserFactory())
    assert "It is your turn" not in client.get("/en/me/").content.decode()
