"""Coming in, in a real browser: register by phone in either language, and a passkey from a virtual authenticator."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from playwright.sync_api import Browser, CDPSession, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.factories import OfficerFactory
from tests.factories.users import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def link_in_the_last_letter() -> str:
    """The path of the address that the newest letter holds."""
    return urlsplit(re.findall(r"https?://\S+", str(mail.outbox[-1].body))[0]).path


def authenticator(page: Page) -> CDPSession:
    """Chromium's own, of the kind that is built into a phone or laptop and knows its user."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_register_by_phone_confirm_and_arrive(
    browser: Browser, live_server: LiveServer, language: str
) -> None:
    words = {
        "en": ("Register", "Name", "E-mail address", "Password", "Confirm", "My desk"),
        "zh-hans": ("注册", "姓名", "电子邮箱", "密码", "确认", "我的工作台"),
    }[language]
    register, name, address, password, confirm, desk = words
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"/{language}/")
    page.get_by_role("link", name=register).first.click()
    page.get_by_label(name).fill("Lin Yue")
    page.get_by_label(address).fill("lin@example.org")
    page.get_by_label(password).fill("four quiet red rivers")
    page.get_by_role("button", name=register).click()
    expect(page).to_have_url(re.compile("confirm-email"))
    page.goto(link_in_the_last_letter())
    page.get_by_role("button", name=confirm).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(desk)
    assert User.objects.get().language == language
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_an_officer_adds_a_passkey_and_comes_back_with_nothing_else(
    browser: Browser, live_server: LiveServer, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    officer = OfficerFactory()
    # Passkeys belong to names, not to numbers.
    context = browser.new_context(base_url=live_server.url.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    authenticator(page)
    page.goto("/en/account/login/")
    page.get_by_label("E-mail address").fill(officer.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("link", name="Passkey or security key").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    expect(page).not_to_have_url(re.compile("webauthn/add"))
    page.goto("/en/me/")
    expect(page.get_by_role("heading", level=1)).to_have_text("My desk")
    page.get_by_role("button", name="Log out").first.click()
    page.goto("/en/account/login/")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My desk")
    context.close()
