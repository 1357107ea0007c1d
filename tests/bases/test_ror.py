"""Our copy of ROR: loaded whole, searched by name, chosen to fill the form."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bases.models import RorRecord
from bases.ror import EXTRACT, fits
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def record(ror: str = "03cve4549", **changes: Any) -> dict[str, Any]:
    """As the dump has it, schema 2.1; more keys than are read."""
    return {
        "id": f"https://ror.org/{ror}",
        "status": "active",
        "types": ["education", "funder"],
        "names": [
            {"value": "THU", "types": ["acronym"], "lang": None},
            {"value": "Tsinghua University", "types": ["label", "ror_display"], "lang": "en"},
            {"value": "清华大学", "types": ["label"], "lang": "zh"},
        ],
        "locations": [{"geonames_id": 1, "geonames_details": {"country_code": "CN", "name": "Beijing"}}],
        "links": [{"type": "website", "value": "https://www.tsinghua.edu.cn"}],
        "relationships": [],
    } | changes


@pytest.fixture
def reader() -> Client:
    client = Client()
    client.force_login(UserFactory())
    return client


def dump(folder: Path, *records: Any) -> Path:
    file = folder / "v2.json"
    file.write_text(json.dumps(records, ensure_ascii=False, indent=2), encoding="utf-8")
    return file


def test_the_extract_holds_ids_that_can_be() -> None:
    assert RorRecord.objects.count() == sum(1 for line in EXTRACT.open(encoding="utf-8") if line[0] == "0")
    assert all(fits(pk) for pk in RorRecord.objects.values_list("pk", flat=True))
    assert not fits("05gq02988")


def test_the_whole_registry_takes_the_place_of_the_extract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bases.ror.CHUNK", 100)  # so that an organisation comes in pieces
    gone = record("05a28rw58", status="withdrawn")
    bare = record("01ggx4157", locations=[], links=[], types=["funder"])
    call_command("load_ror", dump(tmp_path, record(), gone, bare))
    assert "2 organisations" in capsys.readouterr().out
    tsinghua = RorRecord.objects.get(pk="03cve4549")
    assert (tsinghua.name, tsinghua.name_zh, tsinghua.city, tsinghua.our_kind) == (
        "Tsinghua University",
        "清华大学",
        "Beijing",
        "university",
    )
    assert not RorRecord.objects.filter(pk="05a28rw58").exists()
    archive = tmp_path / "dump.zip"
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("v2.json", json.dumps([record()]))
    call_command("load_ror", archive)
    assert RorRecord.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "does not begin with a list"),
        ("[", "breaks off"),
        ("[]", "is empty"),
        ('[{"id": "x"}]', "Record 1"),
        ("[1]", "Record 1"),
        (json.dumps([record("03cve4548")]), "Record 1"),
        (json.dumps([record(), record()]), "twice"),
        ("", "does not begin"),
    ],
)
def test_what_is_no_dump_changes_nothing(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(text)
    before = RorRecord.objects.count()
    with pytest.raises(CommandError, match=said):
        call_command("load_ror", file)
    assert RorRecord.objects.count() == before > 1
    with pytest.raises(CommandError, match="no such file"):
        call_command("load_ror", tmp_path / "nothing.json")


@pytest.mark.parametrize(
    "asked", ["zurich", "ZÜRICH", "eidgenossische technische", "https://ror.org/05a28rw58", "05a28rw58"]
)
def test_an_organisation_is_found_by_any_name_or_its_id(reader: Client, asked: str) -> None:
    html = reader.get("/en/institutions/ror/", {"ror_q": asked}).content.decode()
    assert "?ror=05a28rw58" in html
    assert html.count("<li>") == 1
    whole = reader.get("/en/institutions/register/", {"ror_q": asked}).content.decode()  # without a script
    assert "?ror=05a28rw58" in whole


def test_a_name_in_chinese_is_found_too(reader: Client, tmp_path: Path) -> None:
    call_command("load_ror", dump(tmp_path, record()))
    assert "03cve4549" in reader.get("/zh-hans/institutions/ror/", {"ror_q": "清华"}).content.decode()


def test_what_is_not_found_is_filled_in_by_hand(reader: Client) -> None:
    html = reader.get("/en/institutions/ror/", {"ror_q": "no such place"}).content.decode()
    assert "No organisation in our copy of ROR is called so." in html
    assert "<li>" not in reader.get("/en/institutions/ror/", {"ror_q": "z"}).content.decode()
    evil = reader.get("/en/institutions/register/", {"ror_q": "<script>alert(1)</script>" * 50})
    assert "<script>alert" not in evil.content.decode()


def test_choosing_fills_the_form(reader: Client) -> None:
    html = reader.get("/en/institutions/register/?ror=05a28rw58").content.decode()
    for value in ("ETH Zurich", "Zurich", "https://ethz.ch", "05a28rw58"):
        assert f'value="{value}"' in html
    assert '<option value="CH" selected>' in html
    assert '<option value="university" selected>' in html
    assert reader.get("/en/institutions/register/?ror=nonsense").status_code == 200


def test_looking_asks_as_often_for_many_as_for_one(reader: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            reader.get("/en/institutions/ror/", {"ror_q": "university"})
        return len(captured)

    queries()
    before = queries()
    RorRecord.objects.bulk_create(
        RorRecord(pk=f"0aaa{number:03d}00", name=f"University {number}", words=f"university {number}")
        for number in range(500)
    )
    assert queries() == before


@pytest.mark.parametrize("path", ["/en/institutions/ror/", "/en/institutions/register/"])
def test_control_characters_in_an_address_reach_no_database(reader: Client, path: str) -> None:
    assert "ETH Zurich" in reader.get(path, {"ror_q": "ETH\0 Zurich"}).content.decode()
    html = reader.get(path, {"ror_q": "\0\0\0", "ror": "05a28rw58\0"}).content.decode()
    assert "\0" not in html
    assert ('value="05a28rw58"' in html) is path.endswith("register/")
