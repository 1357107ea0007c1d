"""Second factors: who needs one, what each way in asks for, and that the last one stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from accounts.models import AuditEvent, User
from tests.factories import (
    AdministratorFactory,
    AttachePostFactory,
    OfficerFactory,
    StaffMembershipFactory,
    UserFactory,
)
from tests.factories.users import PASSWORD

pytestmark = pytest.mark.django_db

NEEDING: dict[str, Callable[[], User]] = {
    "staff": lambda: StaffMembershipFactory().user,
    "attaché": lambda: AttachePostFactory().user,
    "officer": OfficerFactory,
    "administrator": AdministratorFactory,
}


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def log_in(user: User, **headers: str) -> Client:
    client = Client(**headers)
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    return client


def code_of(secret: str) -> str:
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counter))


def forget_used_codes() -> None:
    """A code is taken once, and the next comes after half a minute, for which no test waits."""
    cache.clear()


def with_app(user: User) -> tuple[Client, str]:
    """A client of the user, who has set an app up; and its secret."""
    client = log_in(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    form = client.get("/en/account/2fa/totp/activate/").context["form"]
    client.post("/en/account/2fa/totp/activate/", {"code": code_of(form.secret)})
    return client, form.secret


@pytest.mark.parametrize("role", NEEDING)
def test_whoever_sees_data_of_others_sets_one_up_before_anything_else(role: str) -> None:
    client = log_in(NEEDING[role]())
    for path in ("/en/me/", "/en/openings/", "/admin/", "/cms/", "/zh-hans/bases/"):
        answer = client.get(path)
        assert answer["Location"].split("?")[0].endswith("/account/second-factor/"), path
    assert client.post("/en/terms/propose/", {"zh": "x"})["Location"] == "/en/account/second-factor/"
    page = client.get("/en/account/second-factor/?next=/en/bases/").content.decode()
    assert "A second factor first" in page
    assert 'href="/en/bases/"' in page


def test_a_person_without_such_a_role_is_not_asked() -> None:
    assert log_in(UserFactory()).get("/en/me/").status_code == 200


def test_the_page_leads_nowhere_else() -> None:
    client = log_in(OfficerFactory())
    page = client.get("/en/account/second-factor/?next=https://elsewhere.example/").content.decode()
    assert '<a href="/en/me/">I have set one up' in page


def test_with_one_the_way_is_free_and_the_next_log_in_asks_for_it() -> None:
    user = OfficerFactory()
    client, secret = with_app(user)
    assert client.get("/en/me/").status_code == 200
    assert client.get("/en/account/second-factor/?next=/en/bases/")["Location"] == "/en/bases/"
    other = log_in(user)
    assert other.get("/en/me/")["Location"].startswith("/en/account/login/")
    wrong = other.post("/en/account/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert other.get("/en/me/").status_code == 302
    forget_used_codes()
    assert other.post("/en/account/2fa/authenticate/", {"code": code_of(secret)})["Location"] == "/en/me/"
    assert other.get("/en/me/").status_code == 200


def test_a_code_is_taken_once() -> None:
    user = OfficerFactory()
    _, secret = with_app(user)
    first, second = log_in(user), log_in(user)
    forget_used_codes()
    code = code_of(secret)
    assert first.post("/en/account/2fa/authenticate/", {"code": code}).status_code == 302
    assert second.post("/en/account/2fa/authenticate/", {"code": code}).status_code == 200


def test_a_recovery_code_opens_once() -> None:
    user = OfficerFactory()
    client, _ = with_app(user)
    codes = client.get("/en/account/2fa/recovery-codes/").context["unused_codes"]
    assert log_in(user).post("/en/account/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    assert log_in(user).post("/en/account/2fa/authenticate/", {"code": codes[0]}).status_code == 200


def test_guessing_codes_is_stopped() -> None:
    user = OfficerFactory()
    with_app(user)
    other = log_in(user)
    for _ in range(12):
        answer = other.post("/en/account/2fa/authenticate/", {"code": "000000"})
    assert "many" in answer.content.decode().lower()
    assert other.get("/en/me/").status_code == 302


def test_the_last_one_stays_while_the_role_needs_it() -> None:
    user = OfficerFactory()
    client, _ = with_app(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    answer = client.post("/en/account/2fa/totp/deactivate/")
    assert "Your role needs a second factor." in answer.content.decode()
    assert Authenticator.objects.filter(user=user, type="totp").exists()
    user.officer_scopes.all().delete()
    client.post("/en/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=user).exists()


def test_a_role_that_is_given_meanwhile_is_noticed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = UserFactory()
    client = log_in(user)
    assert client.get("/en/me/").status_code == 200
    StaffMembershipFactory(user=user)
    monkeypatch.setattr("accounts.middleware.SECONDS", 0)
    assert client.get("/en/me/").status_code == 302


def test_the_secret_is_not_readable_in_the_database(settings: Settings) -> None:
    user = OfficerFactory()
    _, secret = with_app(user)
    row = Authenticator.objects.get(user=user, type="totp")
    assert secret not in str(row.data)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another " * 8, [settings.SECRET_KEY]
    other = log_in(user)
    forget_used_codes()
    assert other.post("/en/account/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302


def test_what_was_done_is_audited_and_told(mailoutbox: list[object]) -> None:
    user = OfficerFactory()
    with_app(user)
    assert AuditEvent.objects.filter(verb="second factor added", object_id=str(user.pk)).exists()
    assert any("choose another password at once" in letter.body for letter in mailoutbox)
