"""A list becomes drafts: looked at first, all of them or none, and sent with one yes."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from accounts.models import User
from experts.models import Nomination
from nominations.buttons import mark
from nominations.domain import never
from nominations.domain.sending import MOST_A_DAY
from nominations.table import INFLATED
from tests.factories import NominationFactory, OpenOpeningFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]
HEAD = "name,native_name,email,country,fields,reason,relation,language"
NAMES = (
    "Abel Boyd Cecil Dagny Edwin Flora Gustav Henrik Ibsen Jolie Karl Lovis Mona Nedim Olaf Petra Ruth Sami Tore Ulfa "
    "Vico Wilma"
)
GOOD = [
    "Yi Zeng,曾毅,zeng@example.org,挪威,Energy,Leads the field.,Met in Lima.,中文",
    "Marit Solvang,,marit@example.org,NO,energy; agriculture,Measures outdoors.,A colleague.,en",
]


def sent(client: Client, data: bytes, name: str = "people.csv") -> Any:
    return client.post(reverse("nominations:import"), {"file": SimpleUploadedFile(name, data)})


def lines(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


def taken(client: Client, page: Any) -> Any:
    signed = re.search(r'name="list" value="([^"]+)"', page.content.decode())
    assert signed
    return client.post(reverse("nominations:import"), {"list": signed[1]})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_becomes_drafts_once(at_desk: Client, attache: User, encoding: str) -> None:
    page = sent(at_desk, lines(*GOOD).decode().encode(encoding))
    assert Nomination.objects.count() == 0
    assert taken(at_desk, page).status_code == 302
    taken(at_desk, page)
    rows = Nomination.objects.order_by("pk")
    assert [(row.display_name, row.country.code, row.language, row.state) for row in rows] == [
        ("曾毅 Yi Zeng", "NO", "zh-hans", "draft"),
        ("Marit Solvang", "NO", "en", "draft"),
    ]
    assert {row.nominated_by for row in rows} == {attache}
    assert [field.pk for field in rows[1].fields.order_by("pk")] == ["agriculture", "energy"]
    assert mail.outbox == []


def test_a_workbook_is_read_like_a_list(at_desk: Client) -> None:
    book = Workbook()
    book.active.append(HEAD.split(","))
    book.active.append(["Yi Zeng", "曾毅", "zeng@example.org", "NO", "energy", "Leads.", "Met.", "en"])
    stream = BytesIO()
    book.save(stream)
    assert taken(at_desk, sent(at_desk, stream.getvalue(), "people.xlsx")).status_code == 302
    assert Nomination.objects.get().native_name == "曾毅"


@pytest.mark.parametrize(
    ("row", "column", "value", "remedy"),
    [
        ("Yi Zeng,,zeng.example.org,NO,,,,", "email", "zeng.example.org", "looks like name@example.org"),
        ("Yi Zeng,,z@example.org,Brasil,,,,", "country", "Brasil", "countries of your post: NO"),
        ("Yi Zeng,,z@example.org,NO,alchemy,,,", "fields", "alchemy", "Write one of"),
        ("Yi Zeng,,z@example.org,NO,,,,Klingon", "language", "Klingon", "Write one of"),
        (",曾毅,z@example.org,NO,,,,", "name", "", "Write the name"),
        ("Yi Zeng,,Marit@Example.org,NO,,,,", "email", "marit@example.org", "Row 2 has the same"),
    ],
)  # fmt: skip
def test_one_wrong_row_keeps_all_of_them_out_and_is_named(
    at_desk: Client, row: str, column: str, value: str, remedy: str
) -> None:
    page = sent(at_desk, lines(GOOD[1], row)).content.decode()
    assert f'<code lang="">{column}</code>' in page
    assert value in page
    assert remedy in page
    assert 'name="list"' not in page
    assert Nomination.objects.count() == 0


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\xff\xfe", b"nonsense", b"name,secret\nA,B", b"email\na@example.org", b"name\n", b"PK\x03\x04broken",
     b"x" * (2**20 + 1), ("name\n" + "A\n" * 201).encode()],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_words(at_desk: Client, data: bytes) -> None:
    page = sent(at_desk, data)
    assert page.status_code == 200
    assert "errors" in page.content.decode()
    assert Nomination.objects.count() == 0


def test_a_workbook_that_would_fill_the_memory_is_not_opened(at_desk: Client) -> None:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (INFLATED + 1))
    assert "holds too much" in sent(at_desk, stream.getvalue(), "bomb.xlsx").content.decode()


def test_another_attache_cannot_take_it(at_desk: Client, client: Client) -> None:
    from tests.factories import AttachePostFactory

    page = sent(at_desk, lines(*GOOD))
    client.force_login(AttachePostFactory().user)
    taken(client, page)
    assert Nomination.objects.count() == 0


def test_the_look_tells_nobody_who_wants_no_letters(at_desk: Client) -> None:
    before = sent(at_desk, lines(*GOOD)).content.decode()
    never.note("marit@example.org")
    after = sent(at_desk, lines(*GOOD)).content.decode()
    hidden = re.compile(r'value="[^"]+"|nonce="[^"]+"')
    assert hidden.sub("", before) == hidden.sub("", after)


def test_several_go_out_with_one_yes_and_none_beyond_the_day(attache: User, at_desk: Client) -> None:
    rows = [
        NominationFactory(
            nominated_by=attache, ready=True, email=f"p@{word}.org", name=f"{word} {word[::-1]}"
        )
        for word in NAMES.split()
    ]
    assert len(rows) == MOST_A_DAY + 2
    never.note(rows[1].email)
    marks = [f"{row.pk}:{mark(row)}" for row in rows]
    for _ in range(2):
        at_desk.post(reverse("nominations:send_drafts"), {"draft": marks})
    states = list(Nomination.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["sent", "draft", *["sent"] * (MOST_A_DAY - 2), "draft", "draft"]
    assert len(mail.outbox) == MOST_A_DAY - 1


def test_a_draft_that_changed_meanwhile_stays(attache: User, at_desk: Client) -> None:
    row = NominationFactory(nominated_by=attache, ready=True)
    shown = f"{row.pk}:{mark(row)}"
    row.reason = "Changed in another window."
    row.save()
    answer = at_desk.post(reverse("nominations:send_drafts"), {"draft": [shown]})
    assert (answer.status_code, mail.outbox) == (409, [])


def test_a_draft_of_the_form_is_kept_and_shows_what_was_written(at_desk: Client, attache: User) -> None:
    opening = OpenOpeningFactory()
    data = {"name": "Marit Solvang", "country": "NO", "language": "en", "channel": "attache",
            "opening": f"https://example.org/zh-hans/openings/{opening.pk}/", "orcid": "0000000218250097"}  # fmt: skip
    answer = at_desk.post(reverse("nominations:new"), data)
    row = Nomination.objects.get()
    assert answer.url == reverse("nominations:nomination", args=[row.pk])
    assert (row.opening, row.orcid, row.nominated_by) == (opening, "0000-0002-1825-0097", attache)
    assert "Still missing" in at_desk.get(answer.url).content.decode()
    wrong = at_desk.post(
        reverse("nominations:new"), data | {"orcid": "0000-0002-1825-0098", "opening": "99999"}
    )
    assert "last character does not fit" in wrong.content.decode()
    assert "No open opening" in wrong.content.decode()


def test_two_windows_never_overwrite_each_other(at_desk: Client, draft: Nomination) -> None:
    address = reverse("nominations:edit", args=[draft.pk])
    form = at_desk.get(address).context["form"]
    data = {name: value for name, value in form.initial.items() if value not in (None, [])}
    at_desk.post(address, data | {"reason": "The first window."})
    answer = at_desk.post(address, data | {"reason": "The second window."})
    draft.refresh_from_db()
    assert (answer.status_code, draft.reason) == (409, "The first window.")
    assert "The second window." in answer.content.decode()


def test_a_forged_step_changes_nothing(at_desk: Client, draft: Nomination) -> None:
    for step in ("accept", "expire", "never", "send", "nonsense", ""):
        answer = at_desk.post(reverse("nominations:nomination", args=[draft.pk]), {"step": step})
        assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.state == "draft"
