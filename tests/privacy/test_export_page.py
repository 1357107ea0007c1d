"""The page of the export: chapters with contents, rows within what they belong to, words in place of codes."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import Group as Team
from django.db import models
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from experts.choices import Capacity, Where
from experts.models import Profile, ProfileLook
from introductions.domain.answering import accept_introduction
from introductions.domain.beginning import invite
from introductions.domain.talking import write_message
from matching.choices import Side
from privacy.domain.exports import ask_export, make_export
from privacy.exporting import labels, words
from privacy.exporting.areas import AREAS
from privacy.exporting.document import Block, Fact, Group
from privacy.exporting.reading import Kind
from privacy.inventory import ROWS, model_of
from privacy.inventory_types import Row
from taxonomy.moments import moment
from tests.factories import (
    AttachePostFactory,
    AttachmentFactory,
    IntermediaryPostFactory,
    MatchableProfileFactory,
    NominationFactory,
    OpenOpeningFactory,
    PublicationFactory,
    StaffMembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SAME_IN_BOTH = {"DOI", "ORCID", "SHA-256"}


@pytest.fixture
def person() -> User:
    user: User = MatchableProfileFactory(name="Ida Nordahl", nationalities=["NO", "PK"]).user
    PublicationFactory(profile=user.profile, title="Soiling losses in dry winters", language="en")
    opening = OpenOpeningFactory()
    host = StaffMembershipFactory(institution=opening.institution).user
    introduction = invite(opening, user.profile, by=host, words="请来我们这里。", language="zh-hans")
    accept_introduction(introduction, side=Side.PERSON, by=user)
    message = write_message(
        introduction, side=Side.PERSON, by=user, text="Gladly.", language="en", sent="0" * 32
    )
    AttachmentFactory(message=message)
    for where in (Where.SHORTLIST, Where.CANDIDATE):
        ProfileLook.objects.create(
            profile=user.profile,
            reader=host,
            capacity=Capacity.HOST,
            institution=opening.institution,
            where=where,
            opening=opening,
            day=timezone.localdate(),
        )
    return user


def archive_of(user: User, language: str = "en") -> zipfile.ZipFile:
    user.language = language
    user.save()
    export = ask_export(user)
    make_export(export.pk)
    export.refresh_from_db()
    return zipfile.ZipFile(BytesIO(export.file.open().read()))


def page_of(archive: zipfile.ZipFile) -> BeautifulSoup:
    return BeautifulSoup(archive.read("index.html").decode(), "html.parser")


def chapter(page: BeautifulSoup, name: str) -> Tag:
    found = page.find(id=name)
    assert isinstance(found, Tag)
    return found


def test_every_kind_stands_in_one_chapter() -> None:
    named = Counter(model for area in AREAS for model in area.models)
    assert [model for model, times in named.items() if times > 1] == []
    assert set(named) == {row.model for row in ROWS if row.person or row.addressed}


def test_the_contents_lead_to_every_chapter_and_every_link_leads_somewhere(person: User) -> None:
    archive = archive_of(person)
    page = page_of(archive)
    chapters = [section["id"] for section in page.find_all("section")]
    assert [link["href"] for link in page.select("nav a")] == [f"#{name}" for name in chapters]
    assert {"account", "profile", "consents", "looks", "introductions", "kept"} <= set(chapters)
    anchors = {element["id"] for element in page.find_all(id=True)}
    for link in page.find_all("a"):
        target = str(link["href"])
        assert target[1:] in anchors if target.startswith("#") else unquote(target) in archive.namelist()


def test_it_needs_nothing_from_outside_and_runs_nothing(person: User) -> None:
    text = archive_of(person).read("index.html").decode()
    assert "<script" not in text
    assert not re.search(r"""(?:src|href)=["'](?:\w+:|/)|url\(|@import""", text)


def test_messages_and_files_stand_in_their_introduction(person: User) -> None:
    page = page_of(archive_of(person))
    introduction = chapter(page, "introductions").select("article")[0]
    said = introduction.get_text()
    assert "请来我们这里。" in said
    assert "Gladly." in said
    [file] = introduction.select("a")  # opens by a click, for it is called what its sender called it
    assert re.fullmatch(r"files/\d+-[^/]+\.pdf", unquote(str(file["href"])))
    assert introduction.select("dd[lang=zh-Hans]")[0].get_text() == "请来我们这里。"


def test_values_are_labels_and_days_are_words(person: User) -> None:
    page = page_of(archive_of(person))
    profile = " ".join(chapter(page, "profile").get_text().split())
    assert "Norway" in profile
    assert "Energy and resources" in profile
    given = person.consents.all()[0].given_at
    assert moment(given) in chapter(page, "consents").get_text()  # as every page of the site writes it
    looks = chapter(page, "looks").get_text()
    assert "An institution" in looks
    assert "In the shortlist of an opening" in looks
    for code in ("institutions", "shortlist", "True", "None", "young_"):
        assert code not in {cell.get_text().strip() for cell in page.find_all(["td", "dd"])}


def test_areas_without_rows_are_named_as_empty(person: User) -> None:
    page = page_of(archive_of(person))
    assert "What came of stays" in page.select("nav")[0].get_text()
    assert page.find(id="outcomes") is None


def test_the_page_is_chinese_for_who_reads_chinese(person: User) -> None:
    page = page_of(archive_of(person, "zh-hans"))
    assert page.select("html")[0]["lang"] == "zh-Hans"
    for term in page.find_all(["dt", "th", "h1", "h2", "h3", "h4"]):
        label = term.get_text().strip()
        assert label in SAME_IN_BOTH or re.search("[\u4e00-\u9fff]", label), label


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.person or row.addressed], ids=lambda row: row.model
)
def test_whatever_is_shown_has_a_chinese_name(row: Row) -> None:
    model = model_of(row)
    with override("zh-hans"):
        names = {labels.table(model), labels.table(model, 1)}
        if row.exported or row.wrote:
            names |= {labels.label(field) for field in model._meta.concrete_fields if is_shown(row, field)}
    assert {name for name in names - SAME_IN_BOTH if not re.search("[\u4e00-\u9fff]", name)} == set()


def is_shown(row: Row, field: Any) -> bool:
    leads_to_people = isinstance(field, models.ForeignKey) and field.related_model in (User, Profile)
    for_programs = field.primary_key or field.name in words.CODES or isinstance(field, models.UUIDField)
    return not (leads_to_people or for_programs or field.name in row.hidden)


def test_whoever_is_only_in_a_group_reads_which() -> None:
    user = UserFactory()
    user.groups.add(Team.objects.create(name="Readers of proofs"))
    assert "Readers of proofs" in chapter(page_of(archive_of(user)), "roles").get_text()


def test_whoever_was_recommended_reads_by_which_office(person: User) -> None:
    abroad, body = AttachePostFactory(), IntermediaryPostFactory()
    for post in (abroad, body):
        NominationFactory(
            email=person.email, profile=person.profile, nominated_by=post.user, post=post, sent=True
        )
    words = " ".join(chapter(page_of(archive_of(person)), "nominations").get_text().split())
    assert "A science attaché of China for Norway" in words
    assert f"The accredited intermediary {body.body}" in words
    assert f"Written in the post {abroad.pk}" not in words


class Counted(list[Fact]):
    """Facts that know how often they were gone through."""

    times = 0

    def __iter__(self) -> Any:
        type(self).times += 1
        return super().__iter__()


def test_a_long_table_reads_each_row_a_few_times() -> None:
    row = next(row for row in ROWS if row.model == "experts.profilelook")
    blocks = [Block(str(key), "", "", Counted([Fact("Day", str(key))])) for key in range(50)]
    table = Group(Kind(row, "", (), 50), blocks).table()
    assert table is not None
    assert [line[0].words for line in table.lines] == [str(key) for key in range(50)]
    assert Counted.times <= 2 * len(blocks)
