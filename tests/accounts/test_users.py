"""Accounts and the roles that come with memberships."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.audience import attache_countries, is_administrator, is_officer
from accounts.models import User
from tests.factories import AdministratorFactory, AttachePostFactory, OfficerFactory, UserFactory
from tests.factories.users import PASSWORD

pytestmark = pytest.mark.django_db


def test_login_minds_no_case_of_the_address() -> None:
    user = UserFactory.create(email="Lin.Yue@example.org")
    assert authenticate(email="lin.yue@EXAMPLE.org", password=PASSWORD) == user
    assert authenticate(email="lin.yue@example.org", password="wrong") is None


def test_user_without_address_is_refused() -> None:
    with pytest.raises(ValueError, match="e-mail address"):
        User.objects.create_user("")


def test_superuser_is_the_platform_administrator_while_active() -> None:
    user = User.objects.create_superuser("root@example.org", PASSWORD)
    assert is_administrator(user)
    assert is_officer(user)
    user.is_active = False
    assert not is_administrator(user)
    assert not is_officer(user)


def test_officers_have_a_scope() -> None:
    assert is_officer(OfficerFactory())
    assert is_officer(AdministratorFactory())
    assert not is_officer(UserFactory())
    assert not is_officer(OfficerFactory(is_active=False))
    assert not is_officer(AnonymousUser())


def test_attache_stands_for_the_countries_of_todays_posts() -> None:
    today = timezone.localdate()
    user = AttachePostFactory(countries=["NO", "SE"]).user
    AttachePostFactory(user=user, countries=["BR"], until=today - timedelta(days=1))
    AttachePostFactory(user=user, countries=["KE"], since=today + timedelta(days=1))
    AttachePostFactory(user=user, countries=["FI"], until=today)
    assert attache_countries(user) == {"NO", "SE", "FI"}
    assert attache_countries(UserFactory()) == frozenset()
    assert attache_countries(AnonymousUser()) == frozenset()


def test_inactive_attache_stands_for_nobody() -> None:
    assert attache_countries(AttachePostFactory(user__is_active=False).user) == frozenset()
