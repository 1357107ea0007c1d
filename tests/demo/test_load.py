"""The demo data fills every corner of the domain, once, and never overwrites what people did."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from wagtail_localize.models import Translation

from accounts.models import User
from bases.choices import BaseKind, InstitutionKind
from bases.models import Base, Institution, Opening, Project
from cms import models as cms
from cms.models import FieldPage, NewsArticlePage
from cms.models.picture import Pictured
from demo import load as loading
from demo.load import load
from demo.loading.logins import EXPERT, LOGINS, PASSWORD, RESTING
from demo.loading.people import DOMAIN
from demo.reading import BadDemoData
from experts.models import Profile, Team
from notices.models import Notice
from taxonomy.choices import StayKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making the pages takes most of the time: the test that is about them has them."""
    monkeypatch.setattr(loading.pages, "EDITORIAL", ())


@pytest.fixture
def loaded(without_pages: None) -> None:
    load()


@pytest.mark.usefixtures("loaded")
def test_load_fills_every_corner() -> None:
    assert Profile.objects.matchable().count() == 120
    assert Profile.objects.matchable().filter(kind="expert").count() == 80
    assert Profile.objects.exclude(native_name="").count() >= 60
    assert Profile.objects.values("country").distinct().count() >= 25
    assert Institution.objects.verified().count() == 14
    assert Institution.objects.filter(kind=InstitutionKind.ENTERPRISE).count() >= 2
    assert Base.objects.recognised().count() == 20
    assert set(Base.objects.values_list("kind", flat=True)) == set(BaseKind.values)
    assert Project.objects.count() == 24
    assert Team.objects.filter(memberships__isnull=False).distinct().count() == 4
    openings = Opening.objects.open()
    assert openings.count() == 40
    assert set(openings.values_list("kind", flat=True)) == set(StayKind.values)
    assert set(openings.values_list("fields", flat=True)) >= {"energy", "space-ocean", "safety"}
    assert openings.filter(texts__is_original=True, texts__language="zh-hans").count() == 20


@pytest.mark.usefixtures("loaded")
def test_load_tells_the_logins_what_the_demo_holds_and_posts_nothing() -> None:
    unread = Notice.objects.unread()
    assert set(unread.values_list("user__email", flat=True)) >= {f"host@{DOMAIN}", f"{EXPERT}@{DOMAIN}"}
    assert not Notice.objects.filter(posted_at__isnull=False).exists()
    assert not Notice.objects.waiting().exists()
    assert mail.outbox == []


@pytest.mark.usefixtures("loaded")
def test_load_again_changes_nothing_that_people_did() -> None:
    edited, deleted = Profile.objects.order_by("id")[:2]
    edited.affiliation = "A new place"
    edited.save()
    gone = deleted.pk
    deleted.delete()

    told: list[str] = []
    assert load(told.append) == 0
    assert len(told) == 4  # what takes long is said before it begins

    assert Profile.objects.get(pk=edited.pk).affiliation == "A new place"
    assert not Profile.objects.filter(pk=gone).exists()
    assert Profile.objects.count() == 120


@pytest.mark.usefixtures("loaded")
def test_load_again_does_not_miss_the_logins_that_people_removed() -> None:
    Profile.objects.get(user__email=f"{RESTING}@{DOMAIN}").delete()
    User.objects.filter(email=f"admin@{DOMAIN}").update(email="me@example.org")

    assert load() == 0

    assert not User.objects.filter(email=f"admin@{DOMAIN}").exists()


def test_load_brings_pages_in_both_languages_and_leaves_what_editors_did() -> None:
    load()
    numbers = {
        FieldPage: 8,
        cms.ChallengePage: 4,
        cms.CountryPage: 6,
        cms.ProgrammePage: 9,
        cms.BaseIntroPage: 1,
        NewsArticlePage: 10,
        cms.StoryPage: 3,
        cms.ResourcePage: 15,
        cms.CoursePage: 4,
        cms.GuidePage: 4,
        cms.StandardPage: 4,
        cms.StatisticsPage: 1,
        cms.ContactPage: 1,
    }
    for model, number in numbers.items():
        english = model.objects.live().filter(locale__language_code="en")
        chinese = model.objects.live().filter(locale__language_code="zh-hans")
        assert english.count() == chinese.count() == number
        assert {page.translation_key for page in english} == {page.translation_key for page in chinese}
        for page in chinese:
            written = page.title + page.summary + str(page.body[0].value)
            assert not re.search("[A-Za-z]{4,}", re.sub("<[^>]+>", "", written)), page.title
            translation = Translation.objects.get(
                source__object=page.translation_key, target_locale=page.locale
            )
            assert translation.enabled  # an editor meets both texts side by side
            total, done = translation.get_progress()
            assert total == done
            if isinstance(page, Pictured):
                assert page.picture.title == page.get_translation(english[0].locale).picture_alt
                assert re.search("[\u4e00-\u9fff]", page.picture_alt)

    FieldPage.objects.get(locale__language_code="en", field="energy").delete()
    NewsArticlePage.objects.filter(locale__language_code="en").update(title="Changed")

    assert load() == 0
    assert not FieldPage.objects.filter(locale__language_code="en", field="energy").exists()
    assert NewsArticlePage.objects.filter(title="Changed").count() == 10


@pytest.mark.usefixtures("loaded")
def test_load_gives_each_role_a_login() -> None:
    for login in LOGINS:
        assert User.objects.get(email=login.email).check_password(PASSWORD), login.email


def test_load_is_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(item: Any, registry: Any) -> None:
        raise LookupError("no base has the id 'x'; correct the id or add the base")

    monkeypatch.setattr(loading.openings, "make_opening", refuse)
    with pytest.raises(BadDemoData, match=r"openings/\w+.yaml:\d+: .*no base has the id 'x'"):
        load()
    assert not Institution.objects.exists()


def test_load_demo_is_refused_where_demo_data_is_not_allowed(settings: Any) -> None:
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="refused here"):
        call_command("load_demo")
