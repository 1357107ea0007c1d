"""From a recommendation to the certificate: an attaché and a host in Chinese, the person in English, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from attaches.choices import Stage
from bases.choices import StaffRole
from bases.models import Opening
from exchanges.models import IssuedLetter
from matching.models import Exchange, Introduction, Outcome
from search.indexing import rebuild
from tests.e2e.test_my_opening import log_in
from tests.factories import AttachePostFactory, OpenOpeningFactory, StaffMembershipFactory, UserFactory
from tests.factories.users import PASSWORD

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("letters_go_at_once"),
]

PERSON = "ingrid.fjellheim@example.org"
NEW_PASSWORD = "a bridge of many planks 17"
ZH, EN = "zh-hans", "en"


@pytest.fixture
def three(browser: Browser, live_server: LiveServer) -> Iterator[list[Page]]:
    """Three people, each with a browser. Whatever their consoles complain of fails the test."""
    complaints: list[str] = []
    opened = []
    for _ in range(3):
        page = browser.new_context(base_url=live_server.url).new_page()
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        opened.append(page)
    yield opened
    for page in opened:
        page.context.close()
    assert complaints == []


@pytest.fixture
def opening() -> Opening:
    opening: Opening = OpenOpeningFactory.create(places=1, starts_from=date.today())
    return opening


def link_to(address: str, *, holds: str) -> str:
    """The path of the newest letter to `address` in which one holds these words."""
    for letter in reversed(mail.outbox):
        if letter.to == [address]:
            for link in re.findall(r"https?://\S+", str(letter.body)):
                if holds in link:
                    return urlsplit(link).path
    raise AssertionError(f"no letter to {address} links to {holds}")


def press(page: Page, step: str, **filled: str) -> None:
    """The step of a page, opened if it is folded, with what it asks for."""
    form = page.locator(f'main form:has(input[name="step"][value="{step}"])')
    folded = page.locator("main details:not([open])").filter(has=form)
    if folded.count():
        folded.locator("summary").first.click()
    for name, value in filled.items():
        form.locator(f'[name="{name}"]').fill(value)
    if form.locator('[name="sure"]').count():
        form.locator('[name="sure"]').check()
    form.locator("button").last.click()
    page.wait_for_load_state()


def log_in_as(page: Page, email: str, password: str, language: str) -> None:
    page.context.clear_cookies()
    page.goto(f"/{language}/account/login/")
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(password)
    page.locator("main form button.button").first.click()
    expect(page).to_have_url(re.compile(f"/{language}/me/$"))


def test_from_a_recommendation_to_the_certificate(three: list[Page], opening: Opening) -> None:
    attache, host, person = three
    recommender = AttachePostFactory.create(user__language=ZH, user__name="Tang Qing").user
    staff = StaffMembershipFactory.create(
        institution=opening.institution, role=StaffRole.EDITOR, user=UserFactory(language=ZH, name="陆远")
    ).user
    rebuild()

    nominated(attache, recommender, opening)
    accepted(person, opening)
    introduced(host, staff, person)
    arrived(host, person)
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        log_in_as(host, staff.email, PASSWORD, ZH)
        log_in_as(person, PERSON, NEW_PASSWORD, EN)
        completed(host, person)
        reported(host, person)
    what_became_of_it(attache, recommender)
    every_link_leads_somewhere()


def nominated(attache: Page, recommender: User, opening: Opening) -> None:
    log_in(attache, recommender, ZH)
    attache.goto(f"/{ZH}/nominations/new/?opening={opening.pk}")
    for name, value in {
        "name": "Ingrid Fjelheim",
        "email": PERSON,
        "affiliation": "Institute for Wall Physics, Bergen",
        "reason": "She measures what a tungsten wall keeps.",
        "relation": "Met at a workshop in Bergen",
    }.items():
        attache.locator(f"#id_{name}").fill(value)
    attache.locator("#id_language").select_option(EN)
    attache.locator('button[name="letter"]').click()
    expect(attache.locator("main article")).to_contain_text("She measures what a tungsten wall keeps.")
    attache.locator("main form button.button").click()
    attache.wait_for_load_state()
    assert not User.objects.filter(email=PERSON).exists()


def accepted(person: Page, opening: Opening) -> None:
    person.goto(link_to(PERSON, holds="/nominations/answer/"))
    expect(person.locator("main")).to_contain_text("Met at a workshop in Bergen")
    person.locator("#id_name").fill("Ingrid Fjellheim")  # the attaché misspelt it
    person.locator('[name="kind"][value="expert"]').check()
    person.locator("#id_career_stage").select_option("R3")
    person.locator("#id_headline").fill("Physicist of plasma-facing walls")
    person.locator('[name="fields"]').first.check()
    for purpose in ("matching", "institutions", "attaches"):
        person.locator(f'[name="{purpose}"]').check()
    person.locator("#accept form button").click()
    person.wait_for_load_state()
    person.goto(link_to(PERSON, holds="/password/reset/key/"))
    person.locator("#id_password1").fill(NEW_PASSWORD)
    person.locator("#id_password2").fill(NEW_PASSWORD)
    person.locator("main form button.button").first.click()
    person.wait_for_load_state()
    log_in_as(person, PERSON, NEW_PASSWORD, EN)
    assert Introduction.objects.get().profile.name == "Ingrid Fjellheim"


def introduced(host: Page, staff: User, person: Page) -> None:
    log_in(host, staff, ZH)
    introduction = Introduction.objects.get()
    address = f"/introductions/{introduction.pk}/"
    host.locator(f'main a[href="/{ZH}{address}"]').click()
    expect(host.locator("main")).not_to_contain_text("Fjellheim")
    expect(host.locator("main")).not_to_contain_text(PERSON)
    press(host, "accept")
    expect(host.locator("main")).to_contain_text(PERSON)
    person.goto(f"/{EN}{address}")
    expect(person.locator("main")).to_contain_text(staff.email)
    person.locator('textarea[name="text"]').fill("Thank you! I could begin at once.")
    person.locator("#messages form button").click()
    host.goto(link_to(staff.email, holds="/introductions/"))
    expect(host.locator("#messages")).to_contain_text("I could begin at once.")


def arrived(host: Page, person: Page) -> None:
    stay = Exchange.objects.get()
    first, last = date.today(), date.today() + timedelta(days=60)
    host.goto(f"/{ZH}/exchanges/{stay.pk}/agreement/")
    for name, value in {
        "starts_on": first.isoformat(),
        "ends_on": last.isoformat(),
        "duties": "测量钨壁中滞留的氘。",
        "pay": "每月三万元，提供住宿。",
        "ip": "成果双方共有。",
    }.items():
        host.locator(f"#id_{name}").fill(value)
    host.locator("main form button.button").click()
    host.wait_for_load_state()
    for page, language, name in ((host, ZH, "陆远"), (person, EN, "Ingrid Fjellheim")):
        page.goto(f"/{language}/exchanges/{stay.pk}/agreement/sign/")
        page.locator("#id_name").fill(name)
        page.locator("#id_sure").check()
        page.locator("main form button.button").click()
        page.wait_for_load_state()
    person.goto(f"/{EN}/exchanges/{stay.pk}/")
    press(person, "disclose", day=first.isoformat())
    host.goto(f"/{ZH}/exchanges/{stay.pk}/")
    press(host, "begin", day=first.isoformat())
    assert Exchange.objects.get().state == "under_way"


def completed(host: Page, person: Page) -> None:
    stay = Exchange.objects.get()
    host.goto(f"/{ZH}/exchanges/{stay.pk}/")
    press(host, "complete")
    assert Exchange.objects.get().state == "completed"
    certificate = IssuedLetter.objects.get(kind="certificate")
    person.goto(f"/{EN}/exchanges/{stay.pk}/")
    paper = person.request.get(f"/{EN}/exchanges/{stay.pk}/letters/{certificate.pk}/")
    assert paper.body().startswith(b"%PDF-")
    check = person.context.browser.new_context(base_url=person.url.split(f"/{EN}/")[0]).new_page()  # type: ignore[union-attr]
    check.goto(f"/{EN}/verify/{certificate.code}/")
    expect(check.locator("main")).to_contain_text(stay.introduction.opening.label)
    check.context.close()


def reported(host: Page, person: Page) -> None:
    outcome = Outcome.objects.get()
    for page, language, words in ((host, ZH, "测得钨壁氘滞留量。"), (person, EN, "We measured the walls.")):
        page.goto(f"/{language}/outcomes/{outcome.pk}/report/")
        page.locator("#id_summary").fill(words)
        page.locator("#id_follow_up").select_option(index=1)
        page.locator('main form button[name="send"]').click()
        page.wait_for_load_state()
    for page, language in ((host, ZH), (person, EN)):
        page.goto(f"/{language}/outcomes/{outcome.pk}/evaluation/")
        for name in ("results", "together", "organised", "again"):
            page.locator(f'main [name="{name}"]').first.check()
        page.locator("#id_sure").check()
        page.locator("main form button.button").click()
        page.wait_for_load_state()
    assert Outcome.objects.get().state == "complete"


def what_became_of_it(attache: Page, recommender: User) -> None:
    log_in_as(attache, recommender.email, PASSWORD, ZH)
    attache.goto(f"/{ZH}/attaches/nominations/")
    told = expect(attache.locator("main"))
    told.to_contain_text("Ingrid Fjelheim")  # as it was written
    with override(ZH):
        told.to_contain_text(str(Stage.OUTCOME.label))


def every_link_leads_somewhere() -> None:
    """Whoever got a letter opens each of its links, logged in."""
    assert len(mail.outbox) >= 10
    followed, broken = 0, []
    for letter in mail.outbox:
        client = Client()
        if user := User.objects.filter(email=letter.to[0]).first():
            client.force_login(user)
        for link in re.findall(rf"{settings.WAGTAILADMIN_BASE_URL}\S+", str(letter.body)):
            parts = urlsplit(link)
            status = client.get(f"{parts.path}?{parts.query}").status_code
            followed += 1
            if status not in (200, 302):
                broken.append((letter.subject, parts.path, status))
    assert broken == []
    assert followed >= 2 * len(mail.outbox)  # to the page, and to end such letters
