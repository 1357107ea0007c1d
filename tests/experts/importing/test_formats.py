"""What each format tells, read from files as their programs write them."""

from __future__ import annotations

import pytest

from experts.importing.reading import read
from experts.importing.record import Handle, Note, Post, Record, Spoken, Told, from_json
from tests.experts.importing.files import docx, sample

POSTS = (
    Post(
        name="Nordhavn Institute for Energy",
        role="Senior researcher",
        city="Nordhavn",
        country="NO",
        ror="05gq02987",
        start_year=2015,
        place="part:activities-summary/employments",
    ),
    Post(
        name="Technical University of Varnamo",
        role="Postdoctoral fellow",
        city="Varnamo",
        country="SE",
        start_year=2010,
        end_year=2015,
        place="part:activities-summary/employments",
    ),
)


def titles(record: Record) -> list[tuple[str, int, str]]:
    return [(work.title, work.year, work.doi) for work in record.works]


@pytest.mark.parametrize("name", ["orcid.json", "orcid.xml"])
def test_orcid_record(name: str) -> None:
    record = read(sample(name))
    assert (record.format, record.guess) == ("orcid", False)
    assert record.orcid == Told("0000-0002-1694-233X", "part:orcid-identifier")
    assert [name.value for name in record.names] == ["Marit Solvang-Årdal", "Marit Solvang-Årdal", "苏玛丽"]
    assert record.country == Told("NO", "part:person/addresses")
    assert record.doctorate_year == Told("2010", "part:activities-summary/educations")
    assert record.biographies[0].value.endswith("\nMy group keeps test fields on three latitudes.")
    assert [word.value for word in record.keywords] == ["photovoltaics", "outdoor degradation"]
    assert record.posts == POSTS
    assert record.identifiers == (
        Handle("Scopus Author ID", "56012345678", "part:person/external-identifiers"),
    )
    assert titles(record) == [
        (
            "Outdoor degradation of bifacial modules & its signature in IV curves",
            2021,
            "10.5555/pv.2021.17",
        ),
        ("高纬度地区光伏组件的户外衰减", 2019, ""),
    ]
    assert record.notes == (Note("untitled", 1),)


def test_zotero_s_bibtex_with_accents_mathematics_strings_and_chinese_names() -> None:
    record = read(sample("zotero.bib"))
    first, second, third, last = record.works
    assert first.authors == "Marit Solvang-Årdal; Józef Müller; Hans Chr. Ørsted"
    assert first.title == "Outdoor degradation of bifacial modules & its signature in IV curves"
    assert first.abstract.startswith("We follow 240 modules for nine years. Losses of 0.4 % a year")
    assert (first.venue, first.doi, first.year) == (
        "Journal of Invented Photovoltaics",
        "10.5555/pv.2021.17",
        2021,
    )
    assert first.place == "entry:solvang-ardal_outdoor_2021"
    assert second.title == "Albedo of Snow under Fixed-Tilt Arrays: α over a winter"
    assert (second.authors, second.year) == ("Marit Solvang", 2023)
    assert (third.title, third.authors) == ("高纬度地区光伏组件的户外衰减", "张伟; 苏玛丽")
    assert (last.title, last.venue) == ("Ageing of Encapsulants", "University of Nordhavn")
    assert record.notes == ()


def test_google_scholar_s_bibtex_in_which_two_entries_have_one_key() -> None:
    assert [work.title for work in read(sample("scholar.bib")).works] == [
        "Outdoor degradation of bifacial modules & its signature in IV curves",
        "Soiling losses in dry winters",
    ]


def test_broken_bibtex_gives_what_is_whole_and_says_what_is_not() -> None:
    record = read(sample("broken.bib"))
    assert [work.title for work in record.works] == ["The entry after a broken one"]
    assert record.notes == (Note("broken_entry", 2, "line:1"),)


@pytest.mark.parametrize("name", ["cnki.ris", "cnki-gb18030.ris"])
def test_ris(name: str) -> None:
    record = read(sample(name))
    assert record.format == "ris"
    assert titles(record) == [
        ("高纬度地区光伏组件的户外衰减", 2019, "10.5555/tyn.2019.05"),
        ("Albedo of snow under fixed-tilt arrays", 2023, "10.5555/isc.2023.4"),
    ]
    assert [work.authors for work in record.works] == ["张伟; 苏玛丽", "Solvang, Marit"]
    assert record.works[0].venue == "太阳能学报（虚构）"


def test_csl_json() -> None:
    record = read(sample("zotero.csl.json"))
    assert record.format == "csl"
    assert titles(record) == [
        ("Outdoor degradation of bifacial modules", 2021, "10.5555/pv.2021.17"),
        ("高纬度地区光伏组件的户外衰减", 2019, ""),
    ]
    assert record.works[0].authors == "Marit Solvang-Årdal; The Snow Group"
    assert record.works[0].abstract == "We follow 240 modules for nine years."


def test_dois_alone_have_no_title_and_citations_have_one() -> None:
    record = read(sample("dois.txt"))
    assert record.format == "doi"
    assert titles(record) == [
        ("", 0, "10.5555/pv.2021.17"),
        ("", 0, "10.5555/isc.2023.4"),
        ("Soiling losses in dry winters", 2018, "10.5555/pv.2018.9"),
    ]
    assert record.notes == (Note("twice", 1, "line:3"),)


@pytest.mark.parametrize("name", ["europass.xml", "europass-passport.xml"])
def test_europass_of_both_schemas(name: str) -> None:
    record = read(sample(name))
    assert record.format == "europass"
    assert [told.value for told in record.names] == ["Ilse Brandt-Køhler"]
    assert record.country is not None
    assert record.country.value.upper() == "SE"
    assert record.doctorate_year is not None
    assert record.doctorate_year.value == "2008"
    assert record.biographies[0].value.startswith("Hydrologist of cold regions")
    assert [(post.name, post.role, post.start_year) for post in record.posts] == [
        ("Technical University of Varnamo", "Associate professor", 2014)
    ]
    assert [(spoken.language, spoken.level) for spoken in record.languages] == [
        ("de", "native"),
        ("en", "C1"),  # the lowest of its parts
    ]
    assert titles(record) == [("Snow melt on frozen ground", 2020, "10.5555/ih.2020.3")]
    assert "1979" not in str(record.to_json())  # no date of birth


def english_cv() -> list[bytes]:
    text = sample("cv-en.txt")
    return [text, sample("cv-en.pdf"), docx(text.decode().splitlines())]


@pytest.mark.parametrize("data", english_cv(), ids=["text", "pdf", "docx"])
def test_cv_in_english_is_a_guess(data: bytes) -> None:
    record = read(data)
    assert (record.format, record.guess) == ("cv", True)
    assert [told.value for told in record.names] == ["Ilse Brandt-Køhler"]
    assert record.biographies[0].value == (
        "Hydrologist of cold regions. I study how snow melts on frozen ground and what that means for floods."
    )
    assert [word.value for word in record.keywords] == [
        "snow hydrology",
        "frozen soils",
        "flood forecasting",
    ]
    assert [
        (post.name, post.role, post.city, post.country, post.start_year, post.end_year)
        for post in record.posts
    ] == [
        ("Technical University of Varnamo", "Associate professor", "Varnamo", "Sweden", 2014, 0),
        ("Nordhavn Institute for Energy", "Researcher", "Nordhavn", "Norway", 2008, 2014),
    ]
    assert record.doctorate_year is not None
    assert record.doctorate_year.value == "2008"
    assert titles(record) == [
        ("Snow melt on frozen ground: a field study", 2020, "10.5555/ih.2020.3"),
        ("Floods that nobody forecast", 2016, ""),
        ("Soil frost under forests and fields in a warm winter", 2012, ""),
    ]
    assert [(spoken.language, spoken.level) for spoken in record.languages] == [
        ("de", "native"),
        ("en", "C1"),
        ("no", "B2"),
    ]


def chinese_cv() -> list[bytes]:
    text = sample("cv-zh.txt")
    lines = text.decode().splitlines()
    return [
        text,
        sample("cv-zh-gb18030.txt"),
        sample("cv-zh.pdf"),
        docx(lines),
        text.decode().encode("utf-16"),
    ]


@pytest.mark.parametrize("data", chinese_cv(), ids=["utf-8", "gb18030", "pdf", "docx", "utf-16"])
def test_cv_in_chinese(data: bytes) -> None:
    record = read(data)
    assert [told.value for told in record.names] == ["林越"]
    assert [told.value for told in record.biographies] == [
        "从事钙钛矿太阳能电池的界面工程研究，关注器件的长期稳定性。"
    ]
    assert [word.value for word in record.keywords] == ["钙钛矿太阳能电池", "界面工程", "器件稳定性"]
    assert [
        (post.name, post.role, post.city, post.country, post.start_year, post.end_year)
        for post in record.posts
    ] == [
        ("虚构科学院能源研究所", "副研究员", "北京", "中国", 2019, 0),
        ("虚构理工大学", "博士后", "上海", "中国", 2017, 2019),
    ]
    assert [(spoken.language, spoken.level) for spoken in record.languages] == [
        ("zh", "native"),
        ("en", "C1"),
    ]
    assert titles(record) == [
        ("钙钛矿电池界面缺陷的钝化方法", 2021, ""),
        ("Passivation of interfaces in perovskite solar cells", 2022, "10.5555/iel.2022.7"),
    ]


@pytest.mark.parametrize(
    "name", ["O", "欧", "Wolfeschlegelsteinhausenbergerdorffsohns Q", "Al-Ḥasan ibn ʿAlī"]
)
def test_names_of_one_letter_or_forty(name: str) -> None:
    text = f"Name: {name}\n\nResearch interests\nsnow hydrology".encode()
    assert [told.value for told in read(text).names] == [name]


def test_letters_of_old_windows() -> None:
    bibtex = "@article{a, title={Über die Größe des Schnees}, author={Müller, Jörg}, year={1999}}"
    assert read(bibtex.encode("cp1252")).works[0].title == "Über die Größe des Schnees"


def test_format_is_told_by_what_is_in_the_file() -> None:
    numbered = b"[1] Solvang, M. (2019). Snow on modules in winter. Invented Journal.\n" * 3
    assert read(b"Publications\n" + numbered).format == "cv"
    assert read(b'{"items": [{"title": "Snow on modules", "type": "article-journal"}]}').format == "csl"


def test_a_record_is_the_same_after_being_kept() -> None:
    for name in ("orcid.json", "cv-en.txt", "europass.xml", "broken.bib"):
        record = read(sample(name))
        assert from_json(record.to_json()) == record
    assert Spoken("en") in from_json(Record("cv", languages=(Spoken("en"),)).to_json()).languages
