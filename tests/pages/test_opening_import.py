"""A list of openings as CSV: what is read, what is refused and why, and that it is taken once."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bases.choices import StaffRole
from bases.models import Base, Opening
from bases.opening_list import COLUMNS, read_list
from tests.factories import BaseFactory, StaffMembershipFactory

pytestmark = pytest.mark.django_db
HEAD = "title_zh,title_en,base,kind,places,languages,fields_of_work,requirements_zh\n"


@pytest.fixture
def base() -> Base:
    return BaseFactory.create()


@pytest.fixture
def team(base: Base, client: Client) -> Client:
    client.force_login(StaffMembershipFactory(institution=base.institution, role=StaffRole.EDITOR).user)
    return client


def address(base: Base) -> str:
    return f"/en/institutions/{base.institution.slug}/openings/import/"


def look(team: Client, base: Base, data: bytes, name: str = "openings.csv") -> str:
    return team.post(address(base), {"file": SimpleUploadedFile(name, data)}).content.decode()


def payload(html: str) -> str:
    return html.partition('name="list" value="')[2].partition('"')[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_rows_become_drafts_after_a_look(team: Client, base: Base, encoding: str) -> None:
    rows = (
        f"钙钛矿组件,Perovskite modules,{base.slug},专家访问,2,en B2; zh HSK4,Energy and resources,熟悉组件;会写报告\n"
        f",Wind farms,{base.slug.upper()},young_6,,,,\n"
    )
    html = look(team, base, (HEAD + rows).encode(encoding))
    assert "2 rows were read." in html
    assert not Opening.objects.exists()

    answer = team.post(address(base), {"list": payload(html)})

    assert answer.url == "/en/me/"
    first, second = Opening.objects.order_by("pk")
    assert (first.kind, first.places, first.publication) == ("expert_visit", 2, "draft")
    assert [(row.language, row.level) for row in first.required_languages.all()] == [
        ("en", "B2"),
        ("zh", "HSK4"),
    ]
    assert first.text_in("zh-hans").requirements == ["熟悉组件", "会写报告"]
    assert [field.pk for field in first.fields.all()] == ["energy"]
    assert (second.kind, second.original.language) == ("young_6", "en")


def test_a_list_is_taken_once(team: Client, base: Base) -> None:
    html = look(team, base, (HEAD + f"风电,,{base.slug},,,,,\n").encode())
    for _ in range(2):
        team.post(address(base), {"list": payload(html)})
    assert Opening.objects.count() == 1


def test_rows_that_cannot_be_taken_say_why_and_the_others_can(team: Client, base: Base) -> None:
    here = base.slug
    rows = f"风电,,{here},,many,,,\n水电,,nowhere,,,,,\n光伏,,{here},cruise,,xx B9,,\n氢能,,{here},,,,,\n"
    html = look(team, base, (HEAD + rows).encode())
    assert "4 rows were read." in html
    assert "1 of them can become a draft." in html
    for error in (
        "Write a whole number from 1 to 500.",
        "“nowhere” is not known. Write a name as it stands here, or one of:",
        "“cruise” is not known.",
        "“xx B9”: write a language and a level, as in “en B2; zh HSK4”.",
    ):
        assert error.lower() in html.lower()
    team.post(address(base), {"list": payload(html)})
    assert [opening.original.title for opening in Opening.objects.all()] == ["氢能"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "The file is empty."),
        (HEAD.encode(), "The list has no rows."),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "These are no letters that can be read."),
        ("title_zh,age\n风电,35\n".encode(), "Unknown columns: age."),
        (b"base,kind\nx,y\n", "There is no column title_zh or title_en"),
        (("title_zh\n" + "风电\n" * 201).encode(), "At most 200 rows at a time; these are 201."),
        (b"title_zh\n" + b"a" * 2**21, "The file is larger than 2 MB; split it."),
        (b"title_zh\n" + b"a" * 140_000, "The rows cannot be told apart"),
    ],
    ids=["empty", "head alone", "picture", "column", "no title", "many", "large", "one cell"],
)
def test_what_is_no_list_is_refused_with_a_way_on(team: Client, base: Base, data: bytes, error: str) -> None:
    html = look(team, base, data, name="../../x.html")
    assert error in html
    assert 'name="list"' not in html


def test_a_list_that_was_not_looked_at_is_not_taken(team: Client, base: Base) -> None:
    other = BaseFactory()
    StaffMembershipFactory(institution=other.institution, role=StaffRole.EDITOR)
    html = look(team, base, (HEAD + f"风电,,{base.slug},,,,,\n").encode())
    for forged in ("nothing", payload(html) + "x"):
        team.post(address(base), {"list": forged})
    assert not Opening.objects.exists()


def test_the_template_has_the_columns_that_are_read(team: Client, base: Base) -> None:
    answer = team.get(address(base) + "template.csv")
    text = answer.content.decode("utf-8-sig")
    assert text.strip().split(",") == list(COLUMNS)
    said = {"title_zh": "风电", "base": base.slug}
    line = ",".join(said.get(name, "") for name in COLUMNS)
    [row] = read_list((text + line).encode(), institution=base.institution)
    assert row.errors == []


def test_a_long_list_asks_no_more_than_a_short_one(
    base: Base, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    data = (HEAD + f"风电,,{base.slug},,,,,\n" * 150).encode()
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        assert len(read_list(data, institution=base.institution)) == 150


def test_a_list_is_taken_once_by_two_processes_without_a_common_cache(team: Client, base: Base) -> None:
    html = look(team, base, (HEAD + f"风电,,{base.slug},,,,,\n").encode())
    for _ in range(2):
        team.post(address(base), {"list": payload(html)})
        cache.clear()
    assert Opening.objects.count() == 1


def test_a_title_is_enough_where_there_is_one_base_and_days_come_as_spreadsheets_write_them(
    base: Base,
) -> None:
    head = "title_zh,starts_from,starts_until,deadline_day,languages\n"
    rows = "风电,2027/3/1,2027年12月31日,2027-01-05,英文 b2\n"
    [row] = read_list((head + rows).encode(), institution=base.institution)
    assert row.errors == []
    assert row.values is not None
    assert row.values["base"] == base.pk
    assert [f"{row.values[name]}" for name in ("starts_from", "starts_until", "deadline_day")] == [
        "2027-03-01",
        "2027-12-31",
        "2027-01-05",
    ]
    assert row.values["languages"] == [{"language": "en", "level": "B2"}]
