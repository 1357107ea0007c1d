"""A person is planted everywhere through the public surface, erased, and then looked for everywhere."""

from __future__ import annotations

import json
import logging
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.core.files.storage import default_storage, storages
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from accounts.models import AuditEvent, Consent, User
from bases.models import Opening
from cms.models import StoryIndexPage, StoryPage
from exchanges.models import Signature
from experts.choices import Where
from experts.domain.looks import note_look
from experts.models import Nomination, Profile, Team, TeamMember
from experts.transitions import NOMINATION
from introductions.domain.answering import accept_introduction
from introductions.domain.beginning import invite
from introductions.domain.talking import write_message
from matching.choices import IntroductionState, Opinion, OpinionReason, Side
from matching.domain.feedback import say
from matching.domain.team_words import write_note
from matching.models import Exchange, Introduction, Outcome
from notices.models import Notice
from outcomes.domain.parties import opening_of
from outcomes.domain.stories import agree_to_story, take_back_story
from outcomes.figures import figures_of
from outcomes.models import ReportedWork
from privacy.choices import ErasureState, RequestKind
from privacy.domain import asking
from privacy.domain.blotting import MARK
from privacy.domain.erasures import ask_erasure, erase_due
from privacy.domain.exports import ask_export, make_export
from privacy.models import Erasure
from search.backends.registry import get_backend
from search.documents import document_id, read_profile
from search.engine import get_view_builder
from search.indexing import rebuild
from search.models import CachedVector
from talentbridge.logs.config import as_json
from taxonomy.choices import StayKind
from taxonomy.transitions import move
from tests.cms.conftest import homes, tied
from tests.factories import (
    AgreementVersionFactory,
    BaseFactory,
    CalendarAddressFactory,
    EvaluationFactory,
    ExchangeFactory,
    IssuedLetterFactory,
    MatchableProfileFactory,
    NominationFactory,
    OfficerFactory,
    OpenOpeningFactory,
    OutcomeFactory,
    PublicationFactory,
    ReportedWorkFactory,
    ReportFactory,
    SignatureFactory,
    StaffMembershipFactory,
    StoryWordsFactory,
)
from tests.outcomes.conftest import reported, voices

NAME, NATIVE = "Quillon Zephyrine", "瞿望舒遥"
EMAIL, ORCID, SCOPUS = "quillon.z@observatory.example", "0000-0002-9079-593X", "57190012345"
STORY, STORY_ZH = "a year by the quince wall", "榅桲墙边的一年"  # words of a story, without any name
WORK, DOI = "Quinces under glass", "10.1234/quince.5"  # reported by the person alone
NEEDLES = (
    NAME,
    "Zephyrine Quillon",
    "Zephyrine, Quillon",
    NATIVE,
    EMAIL,
    ORCID,
    SCOPUS,
    STORY,
    STORY_ZH,
    WORK,
    DOI,
)

pytestmark = pytest.mark.django_db
Captured = Callable[..., Any]


def tables() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, as the database has them, whatever models know."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = cursor.fetchall()
    return found


def forms(needle: str) -> set[str]:
    """As it is written, and as JSON escapes it, at two depths."""
    once = json.dumps(needle)[1:-1]
    return {form.lower() for form in (needle, once, json.dumps(once)[1:-1])}


def mentions(text: str) -> set[str]:
    return {needle for needle in NEEDLES for form in forms(needle) if form in text.lower()}


def left_in_tables() -> dict[str, set[str]]:
    found = {}
    for table, rows in tables().items():
        text = "\n".join(_plain(value) for row in rows for value in row)
        if named := mentions(text):
            found[table] = named
    return found


def _plain(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def left_in_files() -> list[str]:
    """Below media and private, also within archives, which hide words from a search."""
    return [
        name
        for place in (default_storage, storages["private"])
        for name, content in files(place)
        if mentions(content.decode("utf-8", "replace")) or mentions(name)
    ]


def files(place: Any, folder: str = "") -> Iterator[tuple[str, bytes]]:
    folders, names = place.listdir(folder)
    for name in names:
        path = f"{folder}/{name}".lstrip("/")
        content = place.open(path).read()
        yield path, content
        if zipfile.is_zipfile(BytesIO(content)):
            with zipfile.ZipFile(BytesIO(content)) as archive:
                yield from ((f"{path}:{inner}", archive.read(inner)) for inner in archive.namelist())
    for below in folders:
        yield from files(place, f"{folder}/{below}".lstrip("/"))


@pytest.fixture
def person() -> User:
    profile = MatchableProfileFactory(
        name=NAME,
        native_name=NATIVE,
        orcid=ORCID,
        user__email=EMAIL,
        user__name=NAME,
        affiliation="Observatory",
        speaks={"en": "C1"},
    )
    profile.external_ids.create(scheme="scopus", value=SCOPUS)
    text = profile.texts.get()
    text.biography = f"I am {NAME} ({NATIVE}); write to {EMAIL}. {text.biography}"
    text.save()
    PublicationFactory(profile=profile, authors=f"{NAME}; A. Other")
    EmailAddress.objects.update_or_create(user=profile.user, email=EMAIL, defaults={"verified": True})
    SocialAccount.objects.create(user=profile.user, provider="orcid", uid=ORCID)
    return profile.user


@pytest.fixture
def planted(person: User) -> User:
    """In every place that others or they themselves can write to."""
    profile = person.profile
    opening = OpenOpeningFactory(requires={"en": "B2"}, places=3)
    host = StaffMembershipFactory(institution=opening.institution).user
    write_note(
        opening, profile, text=f"{NAME} / {NATIVE} looks strong, ask at {EMAIL}", sent=uuid4(), by=host
    )
    introduction = invite(
        opening, profile, by=host, words=f"Dear {NAME}, 你好{NATIVE}先生：we read {ORCID}", language="en"
    )
    accept_introduction(introduction, side=Side.PERSON, by=person)
    note_look(profile, by=host, why=Where.CANDIDATE, opening=opening)
    profile = Profile.objects.get(pk=profile.pk)
    old = ExchangeFactory(introduction__profile=profile, reason=f"{NAME} asked for it", reason_language="en")
    version = AgreementVersionFactory(exchange=old, text=f"Between us and {NAME} ({NATIVE}), {EMAIL}")
    SignatureFactory(version=version, side=Side.PERSON, name=NAME, by=person)
    SignatureFactory(version=version, side=Side.HOST, name="Lin Yue", by=host)
    IssuedLetterFactory(exchange=old, name=NAME, native_name=NATIVE, facts={"to": NAME, "致": NATIVE})
    CalendarAddressFactory(user=person)
    outcome = OutcomeFactory(exchange=old)
    for side in Side:
        report = ReportFactory(
            outcome=outcome, side=side, summary=f"{NAME} wrote 论文 with {NATIVE}", language="en"
        )
        if side == Side.PERSON:
            ReportedWorkFactory(report=report, title=WORK, doi=DOI)
        EvaluationFactory(outcome=outcome, side=side, words=f"{NATIVE}很好", language="zh-hans")
        StoryWordsFactory(outcome=outcome, side=side, text=f"How {NAME} came to us")
    NominationFactory(name=NAME, email=EMAIL, reason=f"{NAME} leads")
    accepted = NominationFactory.create(
        name=NAME, native_name=NATIVE, email=EMAIL, profile=profile, ready=True
    )
    move(accepted, "sent", table=NOMINATION)
    move(accepted, "accepted", table=NOMINATION)
    team = Team.objects.create(
        lead=profile, name=f"Group of {NAME}", language="en", about=f"{NATIVE}的课题组"
    )
    TeamMember.objects.create(team=team, profile=profile)
    TeamMember.objects.create(team=team, profile=MatchableProfileFactory())
    asking.ask(RequestKind.COMPLAINT, email=EMAIL, text=f"I am {NAME}", language="en", user=person)
    page = Page.objects.filter(depth=2).first()
    assert page is not None
    page = page.specific
    page.search_description = f"Whoever wants to know more: {EMAIL}, {ORCID}"
    page.save_revision(user=host).publish()
    plant_story(profile, host)
    waits = NominationFactory.create(name=NAME, native_name=NATIVE, email=EMAIL, orcid=ORCID, ready=True)
    move(waits, "sent", table=NOMINATION)
    say(
        opening,
        profile,
        side=Side.PERSON,
        verdict=Opinion.NOT_RELEVANT,
        reason=OpinionReason.OTHER,
        words=(f"{NAME} stays away", "en"),
        by=person,
    )
    words = {Side.PERSON: (person, f"I am {NAME}"), Side.HOST: (host, f"你好{NATIVE}，请写信到{EMAIL}")}
    for side, (writer, text) in words.items():
        write_message(introduction, side=side, by=writer, text=text, language="en", sent=uuid4())
    browser = Client()
    browser.force_login(person)
    browser.get("/en/me/")
    FormSubmission.objects.create(page=page, form_data={"name": NAME, "email": EMAIL, "message": NATIVE})
    export = ask_export(person)
    make_export(export.pk)
    person.profile_imports.create(
        state="ready", file_name=f"CV {NAME}.pdf"[:100], record={"names": [{"value": NATIVE}]}
    )
    return person


def plant_story(profile: Profile, editor: User) -> None:
    """Told by both sides, worked on by editors, translated, published, copied, and told in other words again."""
    lists = tied(StoryIndexPage, homes(), slug="stories")
    outcome = reported(exchange__introduction__profile=profile)
    for side in Side:
        text = f"How {NAME} ({NATIVE}) came to us: {STORY}, as the {side} saw it."
        StoryWordsFactory(outcome=outcome, side=side, text=text, language="en")
    release(outcome)
    take_back_story(outcome, side=Side.HOST, by=voices(outcome)[Side.HOST])
    outcome.story.filter(side=Side.HOST).update(text=f"Told anew: {STORY}.")
    release(outcome)
    english, chinese = StoryPage.objects.filter(outcome=outcome).order_by("locale__language_code")
    english.title = f"{NAME} in Hefei, {STORY}"
    english.save_revision(user=editor).publish()
    for segment in StringSegment.objects.filter(source__object_id=english.translation_key):
        StringTranslation.objects.create(
            translation_of=segment.string, locale=chinese.locale, context=segment.context, data=STORY_ZH
        )
    Translation.objects.get(source__object_id=english.translation_key).save_target(publish=False)
    chinese.refresh_from_db()
    chinese.get_latest_revision().publish()
    english.refresh_from_db()
    english.copy(update_attrs={"slug": "copied"}, keep_live=True)
    english.create_alias(parent=lists["en"], update_slug="alias")


def release(outcome: Outcome) -> None:
    for side, who in voices(outcome).items():
        outcome.refresh_from_db()
        if not getattr(outcome, f"{side}_released_at"):
            agree_to_story(outcome, side=side, by=who)


Erase = Callable[[User], Erasure]


@pytest.fixture
def erase(django_capture_on_commit_callbacks: Captured) -> Erase:
    def done(person: User) -> Erasure:
        with django_capture_on_commit_callbacks(execute=True):
            request = ask_erasure(person, by=person)
            assert erase_due(timezone.now()) == 0  # a week to think it over
        with django_capture_on_commit_callbacks(execute=True):
            assert erase_due(timezone.now() + timedelta(days=7, minutes=1)) == 1
        request.refresh_from_db()
        return request

    return done


def test_nothing_that_identifies_is_left_anywhere(
    planted: User, erase: Erase, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    rebuild()
    key = planted.profile.pk
    assert len(left_in_tables()) > 12  # planted indeed
    assert left_in_files()
    assert get_backend().fetch([document_id("profile", key)]).owners

    with caplog.at_level(logging.DEBUG):
        request = erase(planted)
        call_command("index_pending")

    assert left_in_tables() == {}
    assert left_in_files() == []
    lines = [as_json().format(record) for record in caplog.records]  # as production writes them
    assert [line for line in lines if mentions(line)] == []
    assert mentions("".join(map(str, capsys.readouterr()))) == set()
    assert not get_backend().fetch([document_id("profile", key)]).owners
    assert request.state == ErasureState.ERASED
    assert request.user is None


def test_figures_stay_right_and_the_other_side_sees_that_somebody_has_left(
    planted: User, erase: Erase
) -> None:
    profile = planted.profile
    before = {model: model.objects.count() for model in (Introduction, Exchange, Profile, AuditEvent)}
    introduction = Introduction.objects.get(
        profile=profile,
        messages__side=Side.HOST,
        messages__text__startswith=f"你好{NATIVE}，请",
    )
    host = User.objects.get(staff_memberships__institution__openings=introduction.opening)

    erase(planted)

    assert all(model.objects.count() >= number for model, number in before.items())
    assert Nomination.objects.filter(state="accepted", profile=profile).count() == 1
    assert set(Signature.objects.values_list("side", "name")) == {("person", ""), ("host", "Lin Yue")}
    introduction.refresh_from_db()
    assert introduction.state == IntroductionState.WITHDRAWN
    assert introduction.profile.display_name == "A person who has left"
    assert introduction.created_at is not None
    browser = Client()
    browser.force_login(host)
    page = browser.get(f"/en/introductions/{introduction.pk}/")
    assert page.status_code == 200
    assert "Nothing of the person is shown here any more." in page.content.decode()


def test_the_page_of_their_story_is_gone_and_the_host_reads_so(planted: User, erase: Erase) -> None:
    assert StoryPage.objects.live().filter(told_as__isnull=False).count() == 4
    told = StoryPage.objects.exclude(outcome=None).values_list("outcome", flat=True)
    host = voices(Outcome.objects.get(pk=set(told).pop()))[Side.HOST]
    erase(planted)
    assert not StoryPage.objects.exists()
    assert StoryIndexPage.objects.count() == 2
    letters = [notice.title for notice in Notice.objects.filter(user=host)]
    assert "The story of a stay is deleted" in letters


def test_sentences_that_other_pages_share_with_the_story_stay(planted: User, erase: Erase) -> None:
    page = StoryIndexPage.objects.get(locale__language_code="en")
    page.summary = f"Told anew, with {NATIVE[:1]} and others."
    page.save_revision().publish()
    source, _ = TranslationSource.update_or_create_from_instance(page)
    before = StringSegment.objects.filter(source=source).count()
    assert before
    erase(planted)
    assert StringSegment.objects.filter(source=source).count() == before


def test_works_they_reported_are_counted_and_no_longer_named(person: User, erase: Erase) -> None:
    stay = reported(exchange__introduction__profile=person.profile)
    base = BaseFactory(institution=opening_of(stay).institution)
    Opening.objects.filter(pk=opening_of(stay).pk).update(base=base)
    mine, hosts = (stay.reports.get(side=side) for side in (Side.PERSON, Side.HOST))
    ReportedWorkFactory(report=mine, title=WORK, doi=DOI)
    theirs = ReportedWorkFactory(report=hosts)
    ReportedWorkFactory(report=mine)  # told by both
    before = figures_of(base, measured=False).works
    erase(person)
    assert figures_of(base, measured=False).works == before
    rows = ReportedWork.objects.order_by("pk").values_list("report__side", "title", "doi", "number")
    assert list(rows) == [("person", MARK, "", ""), ("host", theirs.title, theirs.doi, "")]


def test_without_a_base_no_work_was_told_twice(person: User, erase: Erase) -> None:
    mine, other = reported(exchange__introduction__profile=person.profile), reported()
    openings = Opening.objects.filter(pk__in=[opening_of(mine).pk, opening_of(other).pk])
    openings.update(base=None, kind=StayKind.INTERNATIONAL_POST)
    for outcome in (mine, other):
        ReportedWorkFactory(report=outcome.reports.get(side=Side.PERSON))
    erase(person)
    assert ReportedWork.objects.filter(report__outcome=mine).count() == 1


def test_a_team_goes_on_under_another_of_its_people(planted: User, erase: Erase) -> None:
    team = Team.objects.get(lead=planted.profile)
    erase(planted)
    team.refresh_from_db()
    assert team.lead.user is not None
    assert NAME not in team.name


def test_browsers_are_logged_out(planted: User, erase: Erase) -> None:
    browser = Client()
    browser.force_login(planted)
    erase(planted)
    cache.clear()
    assert browser.get("/en/me/").status_code == 302


def test_vectors_of_the_texts_are_forgotten(person: User, erase: Erase) -> None:
    get_view_builder().views(read_profile(person.profile).passages)
    assert CachedVector.objects.exists()
    erase(person)
    assert not CachedVector.objects.exists()


def test_others_of_the_same_name_keep_theirs(person: User, erase: Erase) -> None:
    namesake = MatchableProfileFactory(name=NAME)
    namesake.texts.update(biography=f"I, {NAME}, measure.")
    request = erase(person)
    namesake.refresh_from_db()
    assert namesake.name == NAME
    assert NAME in namesake.texts.get().biography
    assert request.figures["left"] == 1


def test_an_erasure_stops_nobody_elses_consents(person: User, erase: Erase) -> None:
    other = MatchableProfileFactory()
    erase(person)
    assert Consent.objects.live().filter(user=other.user).count() == 2
    assert OfficerFactory().pk
