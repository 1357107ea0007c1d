"""Every fault of a demo file is reported with file, line, field, value and remedy."""

from pathlib import Path

import pytest

from demo import schema
from demo.gold import gold
from demo.reading import BadDemoData, read

GOOD = """
- id: china-peru
  kind: bilateral
  names: {zh-hans: 中秘科技合作, en: China–Peru cooperation}
  countries: ["CN", "PE"]
  start_year: 1988
  reciprocity: {en: Both sides open their stations., zh-hans: 双方互相开放台站。}
"""


def read_text(folder: Path, text: str | bytes) -> None:
    (folder / "frameworks.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    read("frameworks.yaml", schema.Framework, folder=folder)


def test_read_accepts_a_good_file(tmp_path: Path) -> None:
    read_text(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        (
            "kind: bilateral",
            "kind: friendly",
            3,
            ["china-peru", "kind", "'friendly'", "bilateral, multilateral"],
        ),
        ('["CN", "PE"]', '["CN", "PX"]', 5, ["countries.1", "'PX'", "ISO code"]),
        ("start_year: 1988", "start_year: soon", 6, ["start_year", "'soon'", "integer"]),
        ("  start_year: 1988\n", "", 2, ["start_year", "required"]),
        ("start_year: 1988", "start_year: 1988\n  colour: red", 7, ["colour", "'red'", "not permitted"]),
    ],
)
def test_read_names_file_line_field_value_and_remedy(
    tmp_path: Path, old: str, new: str, line: int, words: list[str]
) -> None:
    with pytest.raises(BadDemoData) as error:
        read_text(tmp_path, GOOD.replace(old, new))
    message = str(error.value)
    assert message.startswith(f"frameworks.yaml:{line}: ")
    assert all(word in message for word in words), message


def test_read_reports_every_fault_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadDemoData) as error:
        read_text(tmp_path, GOOD.replace("bilateral", "friendly").replace("1988", "soon"))
    assert len(str(error.value).splitlines()) == 2


def test_read_refuses_an_id_twice(tmp_path: Path) -> None:
    with pytest.raises(
        BadDemoData, match=r"frameworks.yaml:9: id 'china-peru' stands already at frameworks.yaml:2"
    ):
        read_text(tmp_path, GOOD + GOOD)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"- id: [", "not YAML"),
        ("- id: 中".encode("gb18030"), "not UTF-8"),
        (b"id: alone", "a list of records is expected"),
    ],
)
def test_read_refuses_what_is_no_list_of_records(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(BadDemoData, match=words):
        read_text(tmp_path, content)


def test_gold_list_names_people_of_the_files_in_both_languages() -> None:
    people = {record.item.id: record.item for record in read("people/*.yaml", schema.Person)}
    openings = {record.item.id: record.item for record in read("openings/*.yaml", schema.Opening)}
    for opening, fitting in gold().items():
        languages = {text.language for person in fitting for text in people[person].texts}
        languages |= {paper.language for person in fitting for paper in people[person].publications}
        assert languages == {"zh-hans", "en"} or languages - {openings[opening].language}, opening
    assert len(gold()) == 40


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("fields: [energy]", "fields: [energie]", ["fields.0", "'energie'", "energy, "]),
        ("challenges: []", "challenges: [peace]", ["challenges.0", "'peace'"]),
    ],
)
def test_read_names_the_field_or_challenge_that_there_is_not(
    tmp_path: Path, old: str, new: str, words: list[str]
) -> None:
    record = """
- id: p
  base: b
  leader: L
  language: en
  title: T
  description: D
  fields: [energy]
  challenges: []
  funding: {central: 100}
  start_year: 2024
  end_year: 2026
"""
    (tmp_path / "projects.yaml").write_text(record.replace(old, new), encoding="utf-8")
    with pytest.raises(BadDemoData) as error:
        read("projects.yaml", schema.Project, folder=tmp_path)
    assert all(word in str(error.value) for word in words), error.value
