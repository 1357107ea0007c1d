"""Three stays of one training, looked after by one host."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.exchanges.staying import Stay, a_stay
from tests.factories import OpenOpeningFactory


def a_cohort() -> list[Stay]:
    opening = OpenOpeningFactory.create(kind="training", places=8)
    stays = [a_stay(opening=opening) for _ in range(3)]
    for stay in stays:
        stay.host = stays[0].host
    return stays


def one_more(cohort: list[Stay]) -> Stay:
    stay = a_stay(opening=cohort[0].exchange.introduction.opening)
    stay.host = cohort[0].host
    return stay


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(cohort: list[Stay], name: str = "cohort") -> str:
    return reverse(f"exchanges:{name}", args=[cohort[0].exchange.introduction.opening_id])
