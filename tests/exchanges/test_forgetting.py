"""Nothing of a person is left in the rows of their stays; what was issued stays genuine."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.test import Client

from exchanges.domain.forgetting import forget_account, forget_person
from matching.models import Exchange
from tests.exchanges.staying import a_stay

pytestmark = pytest.mark.django_db
PLANTED = "Qwertz Planted"


def everything() -> str:
    models = [*apps.get_app_config("exchanges").get_models(), Exchange]
    return str([list(model._default_manager.values()) for model in models])


def test_a_forgotten_person_is_in_no_row() -> None:
    stay = a_stay(profile__name=PLANTED)
    version = stay.propose(terms=stay.terms(duties=f"{PLANTED} measures."))
    stay.sign(version, by=stay.person, name=PLANTED)
    stay.sign(version, by=stay.host, name="Lin Yue")
    change = {"reason": f"{PLANTED} fell ill.", "language": "en"}
    stay.propose(terms=stay.terms(0, 120), **change)
    assert PLANTED in everything()

    forget_person(stay.exchange.profile)

    assert PLANTED not in everything()
    forget_account(stay.host)
    assert "Lin Yue" not in everything()
    letter = stay.exchange.letters.get(revoked_at=None)
    page = Client().get(f"/en/verify/{letter.code}/").content.decode()
    assert "Genuine and valid" in page
    assert "The person has had their name deleted here" in page
    assert stay.fresh().starts_on is not None
