"""An opening that leads abroad is for people in China: nobody elsewhere is recommended for it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from bases.choices import Direction
from bases.models import Opening
from experts.choices import NominationState
from experts.models import Nomination
from nominations.domain.errors import LeadsAbroad
from nominations.domain.sending import send
from tests.factories import AttachePostFactory, OpenOpeningFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]

WRITTEN = {
    "name": "Kari Nordahl", "native_name": "", "email": "kari@a.example", "orcid": "", "affiliation": "A University",
    "country": "NO", "language": "en", "reason": "Leads her field.", "evidence": "", "relation": "A colleague.",
    "channel": "attache",
}  # fmt: skip
SAYS = "people in China who go abroad"


@pytest.fixture
def abroad() -> Opening:
    opening: Opening = OpenOpeningFactory.create(direction=Direction.OUTBOUND)
    return opening


def send_form(client: Client, opening: Opening, **changed: str) -> Any:
    return client.post(reverse("nominations:new"), {**WRITTEN, "opening": str(opening.pk), **changed})


def test_the_form_says_for_whom_it_is(at_desk: Client, abroad: Opening) -> None:
    answer = send_form(at_desk, abroad)
    assert SAYS in answer.context["form"].errors["opening"][0]
    assert not Nomination.objects.exists()
    assert send_form(at_desk, OpenOpeningFactory.create()).status_code == 302


def test_it_says_so_before_anything_is_typed(at_desk: Client, abroad: Opening) -> None:
    page = at_desk.get(reverse("nominations:new"), {"opening": abroad.pk})
    assert SAYS in page.content.decode()
    inbound = OpenOpeningFactory.create()
    assert SAYS not in at_desk.get(reverse("nominations:new"), {"opening": inbound.pk}).content.decode()
    for nonsense in ("x", "999999999"):
        assert at_desk.get(reverse("nominations:new"), {"opening": nonsense}).status_code == 200


def test_somebody_in_china_can_be_recommended(abroad: Opening) -> None:
    client = Client()
    client.force_login(AttachePostFactory(countries=["CN", "NO"]).user)
    assert SAYS not in client.get(reverse("nominations:new"), {"opening": abroad.pk}).content.decode()
    assert SAYS in send_form(client, abroad).context["form"].errors["opening"][0]
    assert send_form(client, abroad, country="CN").status_code == 302


def test_a_row_of_a_list_is_told_the_same(at_desk: Client, abroad: Opening) -> None:
    data = f"name,email,country,opening\nKari Nordahl,kari@a.example,NO,{abroad.pk}\n".encode()
    page = at_desk.post(reverse("nominations:import"), {"file": SimpleUploadedFile("people.csv", data)})
    assert SAYS in page.content.decode()


def test_a_draft_from_before_the_opening_turned_is_not_sent(attache: User, draft: Nomination) -> None:
    draft.opening = OpenOpeningFactory.create()
    draft.save()
    Opening.objects.filter(pk=draft.opening.pk).update(direction=Direction.OUTBOUND)
    draft.refresh_from_db()
    with pytest.raises(LeadsAbroad, match=SAYS):
        send(draft, by=attache)
    draft.refresh_from_db()
    assert (draft.state, mail.outbox) == (NominationState.DRAFT, [])


def test_the_page_of_the_letter_answers_409_and_says_why(
    pressed: Any, draft: Nomination, abroad: Opening
) -> None:
    draft.opening = abroad
    draft.save()
    answer = pressed(draft)
    assert answer.status_code == 409
    assert SAYS in answer.content.decode()
    assert not mail.outbox
