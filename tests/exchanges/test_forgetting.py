"""Nothing of an erased person is left in the rows of their stays; what was issued stays genuine."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.test import Client

from matching.models import Exchange
from privacy.domain.erasing import erase
from tests.exchanges.staying import Stay, a_stay

pytestmark = pytest.mark.django_db
PLANTED, HOST = "Qwertz Planted", "Lin Yue Planted"


@pytest.fixture
def stay() -> Stay:
    stay = a_stay(profile__name=PLANTED)
    stay.host.name = HOST
    stay.host.save()
    version = stay.propose(terms=stay.terms(duties=f"{PLANTED} measures."))
    stay.sign(version, by=stay.person, name=PLANTED)
    stay.sign(version, by=stay.host, name=HOST)
    stay.propose(terms=stay.terms(0, 120), reason=f"{PLANTED} fell ill.", language="en")
    return stay


def everything() -> str:
    models = [*apps.get_app_config("exchanges").get_models(), Exchange]
    return str([list(model._default_manager.values()) for model in models])


def test_an_erased_person_is_in_no_row_and_their_letters_are_no_longer_confirmed(stay: Stay) -> None:
    assert PLANTED in everything()
    erase(stay.person)
    assert PLANTED not in everything()
    letter = stay.exchange.letters.get(revoked_at=None)
    page = Client().get(f"/en/verify/{letter.code}/").content.decode()
    assert "Genuine and valid" not in page
    assert "no longer to be confirmed" in page
    assert "The person has had their name deleted here" in page
    assert stay.fresh().starts_on is not None
    client = Client()
    client.force_login(stay.host)
    text = client.get(f"/en/exchanges/{stay.exchange.pk}/agreement/1/").content.decode()
    assert "Its text was taken away" in text


def test_an_erased_member_of_the_team_takes_their_typed_name_along(stay: Stay) -> None:
    erase(stay.host)
    assert HOST not in everything()
    assert PLANTED in everything()
