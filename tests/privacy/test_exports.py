"""The file with everything: complete, for one person alone, gone after a week."""

from __future__ import annotations

import json
import zipfile
from base64 import b64decode
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone

from accounts.models import User
from introductions.domain.answering import accept_introduction
from introductions.domain.beginning import invite
from introductions.domain.talking import write_message
from matching.choices import Opinion, OpinionReason, Side
from matching.domain.feedback import say
from matching.domain.team_words import write_note
from privacy import retention
from privacy.choices import ExportState
from privacy.domain.exports import ask_export, make_export
from privacy.inventory import ROWS
from privacy.models import DataExport
from tests.factories import (
    ConsentFactory,
    DataExportFactory,
    MatchableProfileFactory,
    OpenOpeningFactory,
    PublicationFactory,
    StaffMembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
Captured = Callable[..., Any]


@pytest.fixture
def person() -> User:
    user = MatchableProfileFactory(name="Ida Nordahl", native_name="诺达尔", nationalities=["NO", "PK"]).user
    user.set_password(PASSWORD)
    user.save()
    PublicationFactory(profile=user.profile, title="Soiling losses in dry winters")
    return user


def made(user: User) -> zipfile.ZipFile:
    export = ask_export(user)
    make_export(export.pk)
    export.refresh_from_db()
    assert export.state == ExportState.READY
    assert export.done == export.goal > 0
    return zipfile.ZipFile(BytesIO(export.file.open().read()))


def test_it_holds_what_is_stored_and_nothing_of_others(person: User) -> None:
    opening = OpenOpeningFactory()
    host = StaffMembershipFactory(institution=opening.institution, user__name="Secret Colleague").user
    write_note(opening, person.profile, text="Strong, but shy.", sent=uuid4(), by=host)
    invite(opening, person.profile, by=host, words="Come to us.", language="en")
    archive = made(person)
    assert set(archive.namelist()) >= {"data.json", "index.html"}
    whole = json.loads(archive.read("data.json"))
    data, page = whole["data"], archive.read("index.html").decode()
    assert data["experts.profile"][0]["name"] == "Ida Nordahl"
    assert data["experts.profile"][0]["nationalities"] == ["NO", "PK"]
    assert data["experts.publication"][0]["title"] == "Soiling losses in dry winters"
    assert data["introductions.message"][0]["text"] == "Come to us."
    assert {row["purpose"] for row in data["accounts.consent"]} == {"matching", "institutions"}
    assert whole["withheld"]["matching.candidatenote"]["rows"] == 1
    for text in (json.dumps(whole, ensure_ascii=False), page):
        assert "Strong, but shy." not in text
        assert "Secret Colleague" not in text
        assert host.email not in text
        assert person.password not in text
        assert "诺达尔" in text


def test_a_person_is_given_their_own_verdicts_and_what_they_brought_for_an_import(person: User) -> None:
    opening = OpenOpeningFactory()
    say(
        opening,
        person.profile,
        side=Side.PERSON,
        verdict=Opinion.NOT_RELEVANT,
        reason=OpinionReason.PLACE,
        words=("Too far away", "en"),
        by=person,
    )
    host = StaffMembershipFactory(institution=opening.institution).user
    say(opening, person.profile, side=Side.HOST, verdict=Opinion.RELEVANT, by=host)
    person.profile_imports.create(file_name="list.bib", data=b"@article{one}")
    whole = json.loads(made(person).read("data.json"))
    assert [row["words"] for row in whole["data"]["matching.feedback"]] == ["Too far away"]
    assert whole["withheld"]["matching.feedback"]["rows"] == 1
    assert b64decode(whole["data"]["experts.profileimport"][0]["data"]) == b"@article{one}"


def test_staff_are_given_what_they_wrote_and_not_what_others_did() -> None:
    opening = OpenOpeningFactory()
    host, colleague = (StaffMembershipFactory(institution=opening.institution).user for _ in range(2))
    profile = MatchableProfileFactory()
    for who, text in ((host, "Mine about them"), (colleague, "A colleague's")):
        write_note(opening, profile, text=text, sent=uuid4(), by=who)
    introduction = invite(opening, profile, by=host, words="Come to us.", language="en")
    accept_introduction(introduction, side=Side.PERSON, by=profile.user)
    write_message(introduction, side=Side.PERSON, by=profile.user, text="Gladly", language="en", sent=uuid4())
    data = json.loads(made(host).read("data.json"))["data"]
    assert [row["text"] for row in data["matching.candidatenote"]] == ["Mine about them"]
    assert [row["text"] for row in data["introductions.message"]] == ["Come to us."]


def test_the_page_is_in_the_language_of_the_person(person: User) -> None:
    person.language = "zh-hans"
    person.save()
    page = made(person).read("index.html").decode()
    assert '<html lang="zh-Hans">' in page
    assert "我的数据" in page


def test_every_kind_that_is_given_can_be_read(person: User) -> None:
    """A row of each kind that a person without roles has; each field of each kind has words or none."""
    ConsentFactory(user=person, purpose="measured")
    assert made(person)
    assert all(row.exported or row.withheld or not (row.person or row.addressed) for row in ROWS)


def test_two_at_once_are_one(person: User) -> None:
    first, second = ask_export(person), ask_export(person)
    assert first == second
    make_export(first.pk)
    make_export(first.pk)  # a task that runs twice
    assert DataExport.objects.count() == 1


def test_one_that_hangs_does_not_stand_in_the_way(person: User) -> None:
    first = ask_export(person)
    DataExport.objects.update(asked_at=timezone.now() - timedelta(hours=1), state=ExportState.WORKING)
    assert ask_export(person) != first
    first.refresh_from_db()
    assert first.state == ExportState.FAILED


def test_what_fails_says_so(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr("privacy.exporting.packing.as_data", broken)
    export = ask_export(person)
    with pytest.raises(RuntimeError):
        make_export(export.pk)
    browser = Client()
    browser.force_login(person)
    assert "could not be made" in browser.get(f"/en/me/data/export/{export.pk}/").content.decode()


def test_it_is_taken_behind_a_fresh_log_in_and_by_nobody_else(person: User) -> None:
    made(person)
    export = DataExport.objects.get()
    file = f"/en/me/data/export/{export.pk}/file/"
    browser = Client()
    browser.force_login(person)
    assert browser.get(file)["Location"].startswith("/en/account/reauthenticate/")
    browser.post("/en/account/reauthenticate/", {"password": PASSWORD})
    answer = browser.get(file)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith("attachment")
    other = UserFactory(password=PASSWORD)
    other.set_password(PASSWORD)
    other.save()
    stranger = Client()
    stranger.force_login(other)
    stranger.post("/en/account/reauthenticate/", {"password": PASSWORD})
    assert stranger.get(file).status_code == 404
    assert stranger.get(f"/en/me/data/export/{export.pk}/").status_code == 404


def test_an_expired_link_says_so_and_the_file_goes(
    person: User, django_capture_on_commit_callbacks: Captured
) -> None:
    export = DataExportFactory(user=person, expires_at=timezone.now() - timedelta(minutes=1))
    name = export.file.name
    browser = Client()
    browser.force_login(person)
    browser.post("/en/account/reauthenticate/", {"password": PASSWORD})
    answer = browser.get(f"/en/me/data/export/{export.pk}/file/")
    assert answer.status_code == 410
    assert "Make a new one" in answer.content.decode()
    DataExport.objects.update(asked_at=timezone.now() - timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        retention.apply()
    assert not storages["private"].exists(name)
    assert not DataExport.objects.exists()


def test_the_page_asks_how_far_it_is_and_a_letter_comes(
    person: User, django_capture_on_commit_callbacks: Captured
) -> None:
    browser = Client()
    browser.force_login(person)
    export = ask_export(person)
    page = f"/en/me/data/export/{export.pk}/"
    assert "hx-get" in browser.get(page, headers={"HX-Request": "true"}).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        make_export(export.pk)
    assert browser.get(page, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "Take the file" in browser.get(page).content.decode()
    assert mail.outbox[0].to == [person.email]
    assert "data" in mail.outbox[0].subject
