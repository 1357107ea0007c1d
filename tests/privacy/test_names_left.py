"""A name is only what somebody typed: a machine takes it out of texts about them, and out of nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent, User
from bases.models import OpeningText
from matching.choices import Side
from privacy import retention
from privacy.choices import NameVerdict
from privacy.domain.erasing import erase
from privacy.domain.erasures import ask_erasure, erase_due
from privacy.domain.leftovers import decide
from privacy.models import NameLeft
from tests.factories import (
    IssuedLetterFactory,
    MatchableProfileFactory,
    OfficerFactory,
    OpenOpeningFactory,
    OutcomeFactory,
    ReportFactory,
    UserFactory,
)
from tests.introductions.people import invited

pytestmark = pytest.mark.django_db
Captured = Callable[..., Any]
NAME = "Quillon Zephyrine"
QUEUE = "/en/data/names/"


def somebody(name: str, native_name: str = "", **other: Any) -> User:
    return MatchableProfileFactory(name=name, native_name=native_name, user__name=name, **other).user


def opening_that_says(words: str) -> OpeningText:
    text = OpenOpeningFactory().texts.first()
    text.title = words
    text.save()
    return text


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", ["Research", "Research on"])
def test_a_word_as_a_name_changes_no_text_of_others(name: str) -> None:
    text = opening_that_says("Research on lattice polymers")
    erase(somebody(name))
    text.refresh_from_db()
    assert text.title == "Research on lattice polymers"


def test_the_name_of_an_institution_stays_its_name() -> None:
    institution = OpenOpeningFactory().institution
    text = institution.texts.first()
    before = text.name
    figures = erase(somebody(before))
    text.refresh_from_db()
    assert text.name == before
    assert figures["common"] == 1
    assert not NameLeft.objects.exists()


def test_states_and_labels_of_the_software_stay() -> None:
    both = invited()
    number = ContentType.objects.filter(app_label="matching").count()
    state = both.introduction.state
    erase(MatchableProfileFactory(name=state, user__name="matching").user)
    both.introduction.refresh_from_db()
    assert ContentType.objects.filter(app_label="matching").count() == number
    assert both.introduction.state == state


def test_a_short_name_is_looked_for_nowhere() -> None:
    text = opening_that_says("An eye on lattice polymers")
    figures = erase(somebody("An"))
    text.refresh_from_db()
    assert text.title == "An eye on lattice polymers"
    assert figures["common"] == 1


def test_a_longer_address_that_ends_alike_stays() -> None:
    user = UserFactory(email="ann@x.example", email_verified_at=timezone.now())
    text = opening_that_says("Write to jo.ann@x.example or ann@x.example. Or to ann@x.example.cn")
    erase(user)
    text.refresh_from_db()
    assert text.title == "Write to jo.ann@x.example or [...]. Or to ann@x.example.cn"


def test_a_word_in_many_texts_is_not_taken_out_even_of_texts_about_the_person() -> None:
    for _ in range(51):
        opening_that_says("Measuring again")
    user = somebody("Measuring")
    report = ReportFactory(
        outcome=OutcomeFactory(exchange__introduction__profile=user.profile),
        side=Side.HOST,
        summary="Measuring took long",
        language="en",
    )
    figures = erase(user)
    report.refresh_from_db()
    assert report.summary == "Measuring took long"
    assert figures["common"] == 1
    assert NameLeft.objects.get().table == "outcomes_report"  # an officer reads the one that is about them


def test_keys_and_codes_within_json_stay() -> None:
    user = somebody("duties")
    letter = IssuedLetterFactory(
        exchange__introduction__profile=user.profile,
        facts={"duties": "The duties of duties", "type": "duties"},
    )
    erase(user)
    letter.refresh_from_db()
    assert letter.facts == {"duties": "The [...] of [...]", "type": "duties"}


def test_a_typed_orcid_is_not_swept_from_texts_of_others() -> None:
    orcid = "0000-0002-9079-593X"
    text = opening_that_says(f"After {orcid}")
    erase(somebody(NAME, orcid=orcid))
    text.refresh_from_db()
    assert orcid in text.title
    assert NameLeft.objects.get().table == "bases_openingtext"


def test_an_officer_reads_where_a_name_is_left_and_decides(
    django_capture_on_commit_callbacks: Captured,
) -> None:
    text = opening_that_says(f"The method of {NAME} in plasma")
    user, officer = somebody(NAME), OfficerFactory()
    ask_erasure(user, by=user)
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_due(timezone.now() + timedelta(days=8)) == 1
    text.refresh_from_db()
    assert text.title == f"The method of {NAME} in plasma"
    assert "still stands in 1 text that is not about you" in " ".join(mail.outbox[-1].body.split())

    row = NameLeft.objects.get()
    assert (row.table, row.column, row.key) == ("bases_openingtext", "title", str(text.pk))
    stored = " ".join(str(value) for value in NameLeft.objects.values().get().values())
    assert "Quillon" not in stored

    browser = logged_in(officer)
    page = browser.get(QUEUE).content.decode()
    assert f"<mark>{NAME}</mark>" in page
    for _ in range(2):
        answer = browser.post(f"{QUEUE}{row.pk}/", {"verdict": "taken_out"})
        assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.verdict, row.by) == (NameVerdict.TAKEN_OUT, officer)
    assert AuditEvent.objects.filter(verb="name that was left: decided").count() == 1
    assert "Quillon" not in browser.get(QUEUE).content.decode()


def test_a_text_that_was_changed_since_is_not_quoted() -> None:
    text = opening_that_says(f"The method of {NAME} in plasma")
    erase(somebody(NAME))
    OpeningText.objects.filter(pk=text.pk).update(title="A secret of somebody else stands there")
    page = logged_in(OfficerFactory()).get(QUEUE).content.decode()
    assert "secret" not in page
    assert "changed or deleted since" in page


def test_a_decision_that_is_none_and_a_stranger_change_nothing() -> None:
    opening_that_says(f"The method of {NAME}")
    erase(somebody(NAME))
    row = NameLeft.objects.get()
    assert logged_in(OfficerFactory()).post(f"{QUEUE}{row.pk}/", {"verdict": "burn"}).status_code == 400
    assert logged_in(UserFactory()).post(f"{QUEUE}{row.pk}/", {"verdict": "stays"}).status_code == 403
    row.refresh_from_db()
    assert row.verdict == ""


def test_the_letter_says_that_all_is_gone_only_where_it_is(
    django_capture_on_commit_callbacks: Captured,
) -> None:
    user = somebody(NAME)
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True})
    ask_erasure(user, by=user)
    with django_capture_on_commit_callbacks(execute=True):
        erase_due(timezone.now() + timedelta(days=8))
    assert "Your name was found in no other text" in " ".join(mail.outbox[-1].body.split())


def test_decided_places_are_forgotten_by_a_rule_and_others_wait() -> None:
    opening_that_says(f"The method of {NAME}")
    opening_that_says(f"After {NAME}")
    erase(somebody(NAME))
    first, second = NameLeft.objects.all()
    decide(first, verdict=NameVerdict.STAYS, by=OfficerFactory())
    NameLeft.objects.filter(pk=first.pk).update(decided_at=timezone.now() - timedelta(days=91))
    assert retention.apply(dry=True).figures["decided_names"] == 1
    assert retention.apply().figures["decided_names"] == 1
    assert list(NameLeft.objects.all()) == [second]
    person = logged_in(UserFactory())
    assert "after an officer decided" in person.get("/en/me/data/").content.decode()


def test_many_places_in_several_tables_cost_as_many_queries_as_one() -> None:
    opening_that_says(f"The method of {NAME}")
    erase(somebody(NAME))
    browser = logged_in(OfficerFactory())

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(QUEUE).content.decode()
        assert page.count("<mark>") == NameLeft.objects.count()
        return len(asked)

    queries()
    few = queries()
    for _ in range(3):
        opening_that_says(f"After {NAME}")
        text = OpenOpeningFactory().institution.texts.first()
        text.about = f"Founded with {NAME}."
        text.save()
    erase(somebody(NAME))
    assert NameLeft.objects.values("table").distinct().count() > 1
    assert queries() == few
