from pathlib import Path

import pytest

from taxonomy.terms import FOLDER, TermFileError, TermRow, read_terms

HEADER = "zh,en,zh_aliases,en_aliases\n"


def written(tmp_path: Path, rows: str, *, header: str = HEADER) -> list[Path]:
    path = tmp_path / "health.csv"
    path.write_text(header + rows, encoding="utf-8")
    return [path]


def test_read_terms_splits_aliases_and_knows_the_field(tmp_path: Path) -> None:
    paths = written(tmp_path, "单核测序,single-nucleus sequencing,单核RNA测序|snRNA测序,snRNA-seq\n")
    assert read_terms(paths) == [
        TermRow(
            "单核测序", "single-nucleus sequencing", ("单核RNA测序", "snRNA测序"), ("snRNA-seq",), "health"
        )
    ]


def test_the_files_of_the_platform_are_sound() -> None:
    terms = read_terms()
    assert {term.field for term in terms} == {path.stem for path in FOLDER.glob("*.csv")}
    assert len(terms) > 2000


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("cell,cell,,\n", "health.csv:2, column zh: no Chinese in 'cell'; write"),
        ("细胞,细胞,,\n", "health.csv:2, column en: '细胞' is not English; write"),
        ("细胞、组织,cell,,\n", "column zh: '细胞、组织' holds more than one term; move"),
        ("一二三四五六七八九十一二三四五六七,long,,\n", "longer than 16 characters; choose"),
        ("细胞,cell,?,\n", "column zh_aliases: '?' is neither"),
        ("细胞,cell,,胞\n", "column en_aliases: '胞' has Chinese in it; move"),
        ("细胞,cell\n", "health.csv:2: 2 columns, 4 expected; quote"),
        ("细胞,cell,,\n细胞,cells,,\n", "health.csv:3, column zh: '细胞' stands already at"),
    ],
)
def test_a_wrong_row_names_file_row_column_and_remedy(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(TermFileError) as error:
        read_terms(written(tmp_path, rows))
    assert message in str(error.value)


def test_the_slash_of_a_designation_parts_no_terms(tmp_path: Path) -> None:
    [term] = read_terms(written(tmp_path, "基因编辑核酸酶,CRISPR/Cas9 nuclease,,\n"))
    assert term.en == "CRISPR/Cas9 nuclease"
    with pytest.raises(TermFileError, match="more than one term"):
        read_terms(written(tmp_path, "细胞,cell/tissue,,\n"))


def test_a_wrong_header_and_a_missing_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(TermFileError, match="header must be zh,en"):
        read_terms(written(tmp_path, "", header="a,b\n"))
    with pytest.raises(TermFileError, match="cannot be read"):
        read_terms([tmp_path / "none.csv"])
