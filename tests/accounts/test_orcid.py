"""Log-in with ORCID, against a real OpenID provider that speaks over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import oidc_provider_mock
import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from accounts.models import AuditEvent, User
from tests.accounts.conftest import Link
from tests.factories import UserFactory
from tests.factories.users import PASSWORD

pytestmark = pytest.mark.django_db

ORCID_ID = "0000-0002-1825-0097"
LOGIN = "/en/account/oidc/orcid/login/"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def connected(settings: Settings, issuer: str) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "orcid",
                    "name": "ORCID",
                    "client_id": "talentbridge",
                    "secret": "of the tests",
                    # ORCID tells the name within `openid`; this provider keeps to the standard.
                    "settings": {"server_url": issuer, "scope": ["openid", "profile", "email"]},
                }
            ],
        }
    }


def come_from_orcid(
    client: Client, issuer: str, *, iD: str = ORCID_ID, start: str = LOGIN, **claims: str
) -> str:
    """Press the button, log in over there, come back; where that leads."""
    httpx.put(f"{issuer}/users/{iD}", json=claims).raise_for_status()
    there = client.post(start)["Location"]
    assert there.startswith(issuer)
    back = httpx.post(there, data={"sub": iD}, follow_redirects=False).headers["location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}").headers["Location"]


def test_a_newcomer_checks_the_name_and_confirms_an_address(
    client: Client, issuer: str, link_to: Link
) -> None:
    assert come_from_orcid(client, issuer, name="Lin Yue") == "/en/account/connected/signup/"
    page = client.get("/en/account/connected/signup/").content.decode()
    assert 'value="Lin Yue"' in page
    form = {"name": "Yue Lin", "email": "lin@example.org"}
    assert client.post("/en/account/connected/signup/", form)["Location"] == "/en/account/confirm-email/"
    user = User.objects.get()
    assert (user.name, user.email_verified_at, user.has_usable_password()) == ("Yue Lin", None, False)
    client.post(link_to("lin@example.org"))
    user.refresh_from_db()
    assert user.email_verified_at is not None
    assert SocialAccount.objects.get(user=user).uid == ORCID_ID
    assert AuditEvent.objects.filter(object_id=str(user.pk)).exists()


def test_who_comes_again_is_in_at_once(client: Client, issuer: str) -> None:
    user = UserFactory()
    SocialAccount.objects.create(user=user, provider="orcid", uid=ORCID_ID)
    assert come_from_orcid(client, issuer) == "/en/me/"
    assert client.get("/en/me/").status_code == 200


@pytest.mark.parametrize("claims", [{"email": "owner@example.org", "email_verified": "true"}, {}])
def test_an_address_of_somebody_else_opens_nobody_s_account(
    client: Client, issuer: str, claims: dict[str, str], mailoutbox: list[object]
) -> None:
    owner = UserFactory(email="owner@example.org")
    come_from_orcid(client, issuer, **claims)
    assert client.get("/en/me/").status_code == 302
    answer = client.post("/en/account/connected/signup/", {"name": "Thief", "email": owner.email})
    assert answer["Location"] == "/en/account/confirm-email/"  # as with any other address
    assert client.get("/en/me/").status_code == 302
    assert [letter.subject for letter in mailoutbox] == ["You have an account already"]
    assert not SocialAccount.objects.filter(user=owner).exists()
    assert User.objects.count() == 1


def test_it_is_connected_to_an_account_and_taken_away_again(client: Client, issuer: str) -> None:
    user = UserFactory()
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    come_from_orcid(client, issuer, start=f"{LOGIN}?process=connect")
    account = SocialAccount.objects.get(user=user)
    assert ORCID_ID in client.get("/en/account/").content.decode()
    client.post("/en/account/connected/", {"account": account.pk})
    assert not SocialAccount.objects.exists()
    verbs = set(AuditEvent.objects.filter(object_id=str(user.pk)).values_list("verb", flat=True))
    assert {"ORCID added", "ORCID removed"} <= verbs


def test_an_id_of_somebody_else_is_not_moved(client: Client, issuer: str) -> None:
    owner, other = UserFactory(), UserFactory()
    SocialAccount.objects.create(user=owner, provider="orcid", uid=ORCID_ID)
    client.post("/en/account/login/", {"login": other.email, "password": PASSWORD})
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    come_from_orcid(client, issuer, start=f"{LOGIN}?process=connect")
    assert SocialAccount.objects.get().user == owner


def test_who_has_a_second_factor_is_asked_for_it(client: Client, issuer: str) -> None:
    user = UserFactory()
    SocialAccount.objects.create(user=user, provider="orcid", uid=ORCID_ID)
    TOTP.activate(user, generate_totp_secret())
    assert come_from_orcid(client, issuer) == "/en/account/2fa/authenticate/"
    assert client.get("/en/me/").status_code == 302


def test_a_provider_that_is_away_has_a_page_that_helps(client: Client, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://127.0.0.1:9"
    )
    page = client.post(LOGIN, follow=True)
    assert page.redirect_chain == [("/en/account/login/", 302)]
    assert "ORCID does not answer at the moment." in page.content.decode()


def test_without_a_client_id_there_is_no_button(client: Client, settings: Settings) -> None:
    assert "Go on with ORCID" in client.get("/en/account/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "Go on with ORCID" not in client.get("/en/account/login/").content.decode()
