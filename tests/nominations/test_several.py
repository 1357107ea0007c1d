"""What stands under the drafts that go out with one click, and what does not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from experts.models import Nomination
from nominations.domain import never
from nominations.domain.sending import send
from tests.factories import AttachePostFactory, NominationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]


def offered(at_desk: Client) -> list[Nomination]:
    return [draft for draft, _value in at_desk.get(reverse("nominations:send_drafts")).context["ready"]]


def test_what_was_held_back_is_not_offered_until_it_changes(
    attache: User, draft: Nomination, at_desk: Client
) -> None:
    assert offered(at_desk) == [draft]
    UserFactory(email=draft.email)
    send(draft, by=attache)
    assert offered(at_desk) == []
    page = at_desk.get(reverse("nominations:send_drafts"))
    assert page.context["held"] == [draft]
    assert reverse("nominations:nomination", args=[draft.pk]) in page.content.decode()
    later = timezone.now() + timedelta(days=30, minutes=1)  # as every change of a draft sets it
    Nomination.objects.filter(pk=draft.pk).update(email="other@example.org", expires_at=later)
    assert offered(at_desk) == [draft]


@pytest.mark.parametrize(
    "same",
    [
        {"email": "x@y.example", "email_key": never.email_key("marit@example.org"), "name": "Another Name"},
        {"orcid": "0000-0002-1825-0097", "name": "Another Name", "email": "x@y.example"},
        {"name": "Solvang, Marit", "email": "x@y.example"},
    ],
)
def test_who_was_recommended_before_is_not_offered(
    attache: User, draft: Nomination, at_desk: Client, same: dict[str, Any]
) -> None:
    Nomination.objects.filter(pk=draft.pk).update(orcid=same.get("orcid", ""))
    NominationFactory(nominated_by=attache, sent=True, **same)
    assert offered(at_desk) == []
    assert at_desk.get(reverse("nominations:send_drafts")).context["before"] == [draft]


def test_what_a_colleague_did_is_not_told_by_the_list(draft: Nomination, at_desk: Client) -> None:
    NominationFactory(
        nominated_by=AttachePostFactory().user, sent=True, email_key=never.email_key(draft.email)
    )
    assert offered(at_desk) == [draft]


def test_the_list_asks_as_often_for_many_as_for_one(
    attache: User, draft: Nomination, at_desk: Client
) -> None:
    with CaptureQueriesContext(connection) as one:
        offered(at_desk)
    for letter in "ABCD":
        for kind in ("ready", "sent"):
            of = {"name": f"{kind} {letter}", "email": f"{kind}{letter}@q.example"}
            NominationFactory(nominated_by=attache, **{kind: True}, **of)
    with CaptureQueriesContext(connection) as many:
        assert len(offered(at_desk)) == 5
    assert len(many) == len(one)
